package dev.extrausage.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The offsets up to which the ledger has decided its inputs. It commits them in the same
 * transaction as what it wrote (J4), and they also pass what makes no entry: duplicates and bad
 * inputs.
 */
public final class DecidedOffsets {
    private static final Duration PAUSE = Duration.ofMillis(15);

    private final Cluster cluster;
    private final String group;
    private Map<TopicPartition, Long> decided = Map.of();
    private final Standstill standstill = Standstill.fromNow();

    /** Nothing is known before the first {@link #refresh}; {@code group}: the ledger's. */
    public DecidedOffsets(Cluster cluster, String group) {
        this.cluster = cluster;
        this.group = group;
    }

    /** True when the ledger had decided that record at the last {@link #refresh}. */
    public boolean isDecided(TopicPartition partition, long offset) {
        return decided.getOrDefault(partition, 0L) > offset;
    }

    /** Begins the wait now: the time before does not count as a standstill. */
    public void expectProgress() {
        standstill.end();
    }

    /**
     * Waits a moment and asks anew.
     *
     * @throws ClusterProblem the ledger has not moved for a minute
     */
    public void refresh() {
        LockSupport.parkNanos(PAUSE.toNanos());
        Map<TopicPartition, Long> now = ask();
        if (!now.equals(decided)) {
            decided = now;
            expectProgress();
        } else if (standstill.isTooLong()) {
            throw new ClusterProblem("The ledger at " + cluster.bootstrap()
                    + " has decided nothing for " + Standstill.LONGEST.toSeconds()
                    + " s: is it running? What was published stays in Kafka and is decided when it"
                    + " runs.");
        }
    }

    private Map<TopicPartition, Long> ask() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = cluster.admin()
                    .listConsumerGroupOffsets(group,
                            new ListConsumerGroupOffsetsOptions().requireStable(false))
                    .partitionsToOffsetAndMetadata().get();
            Map<TopicPartition, Long> offsets = new HashMap<>();
            committed.forEach((partition, at) -> {
                if (at != null) {
                    offsets.put(partition, at.offset());
                }
            });
            return offsets;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return decided; // a pause of Kafka's is a standstill like the ledger's own
            }
            throw new ClusterProblem("How far the ledger is cannot be asked: "
                    + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }
}
