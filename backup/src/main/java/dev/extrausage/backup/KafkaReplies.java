package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaFuture;

/** Waits for what Kafka was asked. */
final class KafkaReplies {
    private static final long PATIENCE_SECONDS = 120;
    private static final Duration PAUSE = Duration.ofMillis(5);

    private KafkaReplies() {}

    /** The reply; throws {@link BackupProblem} saying what was asked when there is none. */
    static <T> T to(String question, KafkaFuture<T> asked) {
        try {
            return asked.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new BackupProblem("Kafka could not " + question + ": "
                    + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new BackupProblem("Kafka did not " + question + " within " + PATIENCE_SECONDS
                    + " seconds", e);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /** Returns when it is so; throws {@link BackupProblem} when it has not become so for long. */
    static void await(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BackupProblem("waited in vain for " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.currentThread().isInterrupted()) {
                throw Cluster.interrupted(new InterruptedException());
            }
        }
    }
}
