package dev.extrausage.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Waits until all that was written can be read, without reading it. Kafka marks the end of a
 * transaction partition by partition: a reader who has seen one record of it, or the group's
 * offset, may for a moment not see the others.
 */
public final class OpenTransactions {
    private static final Duration PAUSE = Duration.ofMillis(5);

    private OpenTransactions() {}

    /**
     * Returns when readers of committed records can see all that is in these partitions now: at
     * once when no transaction is open, else after at most a commit interval.
     *
     * @throws ClusterProblem a transaction has stayed open, or Kafka has been silent, for a minute
     */
    public static void awaitEnd(Cluster cluster, Collection<TopicPartition> partitions) {
        Admin admin = cluster.admin();
        Standstill standstill = Standstill.fromNow();
        Map<TopicPartition, Long> written = Map.of();
        Map<TopicPartition, Long> readable = Map.of();
        while (written.isEmpty() || !reaches(readable, written)) {
            if (standstill.isTooLong()) {
                throw CatchUp.hanging("What was written to " + partitions + " cannot be read");
            }
            if (written.isEmpty()) {
                written = noneInAPause(() -> LogEnds.written(admin, partitions));
            } else {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            readable = noneInAPause(() -> LogEnds.readable(admin, partitions));
        }
    }

    private static boolean reaches(
            Map<TopicPartition, Long> readable, Map<TopicPartition, Long> written) {
        return written.entrySet().stream()
                .allMatch(e -> readable.getOrDefault(e.getKey(), -1L) >= e.getValue());
    }

    /** None when Kafka makes a pause. */
    private static Map<TopicPartition, Long> noneInAPause(
            Supplier<Map<TopicPartition, Long>> question) {
        try {
            return question.get();
        } catch (ClusterProblem e) {
            if (e.getCause() instanceof RetriableException) {
                return Map.of();
            }
            throw e;
        }
    }
}
