package dev.extrausage.stream.startup;

import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Waits for what an admin client was asked. */
final class KafkaAnswers {
    private static final long PATIENCE_SECONDS = 60;

    private KafkaAnswers() {}

    /** The answer about a topic; empty when there is no such topic. */
    static <T> Optional<T> ifExists(String question, KafkaFuture<T> asked) {
        try {
            return Optional.of(to(question, asked));
        } catch (CannotStart e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Returns whether a topic was created; false when it was there already. */
    static boolean unlessExists(String question, KafkaFuture<Void> asked) {
        try {
            to(question, asked);
            return true;
        } catch (CannotStart e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    /** The answer; throws {@link CannotStart} saying what was asked when there is none. */
    static <T> T to(String question, KafkaFuture<T> asked) {
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CannotStart("Kafka could not " + question + ": "
                    + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new CannotStart("Kafka did not " + question + " within " + PATIENCE_SECONDS
                    + " seconds", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotStart("interrupted while Kafka was asked to " + question, e);
        }
    }
}
