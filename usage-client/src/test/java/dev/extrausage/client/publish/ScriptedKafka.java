package dev.extrausage.client.publish;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * In place of Kafka and its producer: takes, refuses at once, refuses later, or hangs, as the test
 * says at the moment. Answers come from a thread of its own, in order, as the producer's do.
 */
final class ScriptedKafka {
    /** Records that it took, in order. */
    final List<ProducerRecord<byte[], byte[]>> taken =
            Collections.synchronizedList(new ArrayList<>());
    /** The number of producers were made. */
    volatile int producers;
    /** The broker's clock, as records are stamped with it. */
    volatile long clock = -1;
    private volatile Function<ProducerRecord<byte[], byte[]>, Verdict> script = r -> Verdict.TAKE;

    /** The fate of a record, by the script of when its producer was made. */
    record Verdict(boolean isAtOnce, Exception refusal) {
        static final Verdict TAKE = new Verdict(false, null);
        static final Verdict HANG = new Verdict(true, null);
    }

    void does(Function<ProducerRecord<byte[], byte[]>, Verdict> what) {
        script = what;
    }

    static String account(ProducerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    Producer<byte[], byte[]> producer() {
        producers++;
        return new Scripted();
    }

    private final class Scripted extends MockProducer<byte[], byte[]> {
        /** Were it changed under way, a later record could be taken and an earlier one refused. */
        private final Function<ProducerRecord<byte[], byte[]>, Verdict> itsScript = script;
        private final ExecutorService answers = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "scripted-kafka");
            thread.setDaemon(true);
            return thread;
        });

        @Override public Future<RecordMetadata> send(
                ProducerRecord<byte[], byte[]> record, Callback callback) {
            Verdict verdict = itsScript.apply(record);
            if (verdict.equals(Verdict.HANG)) {
                hang();
            }
            CompletableFuture<RecordMetadata> place = new CompletableFuture<>();
            if (verdict.isAtOnce()) {
                answer(record, callback, verdict.refusal(), place);
            } else {
                answers.execute(() -> answer(record, callback, verdict.refusal(), place));
            }
            return place;
        }

        private void hang() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        private void answer(ProducerRecord<byte[], byte[]> record, Callback callback,
                Exception refusal, CompletableFuture<RecordMetadata> place) {
            if (refusal != null) {
                callback.onCompletion(null, refusal);
                place.completeExceptionally(refusal);
                return;
            }
            taken.add(record);
            RecordMetadata metadata = new RecordMetadata(new TopicPartition(record.topic(), 3),
                    taken.size() - 1, 0, clock, record.key().length, record.value().length);
            callback.onCompletion(metadata, null);
            place.complete(metadata);
        }

        @Override public void flush() {
            try {
                answers.submit(() -> { }).get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override public void close(Duration timeout) {
            answers.shutdownNow(); // what is not answered never will be
        }
    }
}
