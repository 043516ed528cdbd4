package dev.extrausage.benchmarks.rounds;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;

/** Answers of Kafka's admin client, waited for. */
final class AdminAnswers {
    private AdminAnswers() { }

    /** The answer; throws {@link KafkaException} where there is none. */
    static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }
}
