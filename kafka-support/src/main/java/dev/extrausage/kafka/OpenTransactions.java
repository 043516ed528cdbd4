package dev.extrausage.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Waits until what a transaction has written can be read everywhere. Kafka marks the end of a
 * transaction partition by partition: who has seen one thing of it, or the group's offset, may for
 * a moment not see the others.
 */
public final class OpenTransactions {
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final Duration STALLED = Duration.ofSeconds(60);

    private OpenTransactions() {}

    /**
     * Returns when all that is in these topics' partitions now can be read by who reads committed
     * records: at once when no transaction is open, else after at most a commit interval.
     *
     * @throws ClusterProblem a transaction has stayed open, or Kafka has been silent, for a minute
     */
    public static void awaitEnd(Cluster cluster, Collection<TopicPartition> partitions) {
        long begun = System.nanoTime();
        Map<TopicPartition, Long> written = Map.of();
        Map<TopicPartition, Long> readable = Map.of();
        while (written.isEmpty() || !reaches(readable, written)) {
            if (System.nanoTime() - begun > STALLED.toNanos()) {
                throw new ClusterProblem("What was written to " + partitions
                        + " cannot be read: a transaction has not ended for "
                        + STALLED.toSeconds() + " s.");
            }
            if (written.isEmpty()) {
                written = ends(cluster, partitions, IsolationLevel.READ_UNCOMMITTED);
            } else {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            readable = ends(cluster, partitions, IsolationLevel.READ_COMMITTED);
        }
    }

    private static boolean reaches(
            Map<TopicPartition, Long> readable, Map<TopicPartition, Long> written) {
        return written.entrySet().stream()
                .allMatch(e -> readable.getOrDefault(e.getKey(), -1L) >= e.getValue());
    }

    /** None when Kafka makes a pause. */
    private static Map<TopicPartition, Long> ends(
            Cluster cluster, Collection<TopicPartition> partitions, IsolationLevel isolation) {
        try {
            return cluster.admin().listOffsets(
                            partitions.stream().collect(
                                    Collectors.toMap(p -> p, p -> OffsetSpec.latest())),
                            new ListOffsetsOptions(isolation)).all().get().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return Map.of();
            }
            throw new ClusterProblem("Where " + partitions + " end cannot be asked: "
                    + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }
}
