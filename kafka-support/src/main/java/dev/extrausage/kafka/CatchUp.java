package dev.extrausage.kafka;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The progress of a reading of committed records towards ends that were fixed when it began.
 *
 * <p>With {@link LogEnds#written} as ends, the reading waits for the transactions that were open at
 * that moment and for no later one. A reading makes progress while fewer offsets are missing than
 * before; records of partitions that are not to be caught up with are none. After a minute without
 * progress it gives up, with one error, whichever reader it is: a transaction hangs, or the broker
 * does not answer. A process that serves other partitions meanwhile waits on. Belongs to the
 * reader's thread.
 */
public final class CatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    private final Consumer<byte[], byte[]> reader;
    private final Map<TopicPartition, Long> missing;
    private final Standstill standstill;
    private long offsetsMissing = Long.MAX_VALUE;

    /**
     * A reading by {@code reader}, which is assigned all these partitions.
     *
     * @param ends exclusive, of each partition
     */
    public CatchUp(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends) {
        this(reader, ends, System::nanoTime);
    }

    CatchUp(Consumer<byte[], byte[]> reader, Map<TopicPartition, Long> ends, LongSupplier nanos) {
        this.reader = reader;
        this.missing = new HashMap<>(ends);
        this.standstill = new Standstill(nanos);
    }

    /**
     * Takes note of how far the reader is now: after each poll.
     *
     * @return the partitions that have reached their end since the last call
     * @throws ClusterProblem no offset was gained for a minute
     */
    public List<TopicPartition> advance() {
        List<TopicPartition> reached = note();
        if (standstill.isTooLong()) {
            throw stalled();
        }
        return reached;
    }

    /**
     * As {@link #advance}, for a reader that serves other partitions meanwhile: it waits on, and
     * says so in the log once a minute. Nobody is kept from the other partitions by one that hangs.
     */
    public List<TopicPartition> advancePatiently() {
        List<TopicPartition> reached = note();
        if (standstill.isTooLong()) {
            LOG.warn("{} Waiting on; other partitions are served.", stalled().getMessage());
            standstill.end();
        }
        return reached;
    }

    private List<TopicPartition> note() {
        List<TopicPartition> reached = new ArrayList<>();
        long left = 0;
        for (Map.Entry<TopicPartition, Long> end : missing.entrySet()) {
            // The position also passes aborted records and markers, of which no record tells.
            long lacking = end.getValue() - reader.position(end.getKey());
            if (lacking <= 0) {
                reached.add(end.getKey());
            }
            left += Math.max(0, lacking);
        }
        reached.forEach(missing::remove);
        if (left < offsetsMissing || missing.isEmpty()) {
            offsetsMissing = left;
            standstill.end();
        }
        return reached;
    }

    /** False while {@link #advance} has not seen the end of each partition. */
    public boolean isDone() {
        return missing.isEmpty();
    }

    /** False while {@link #advance} has not seen that partition's end. */
    public boolean isDone(TopicPartition partition) {
        return !missing.containsKey(partition);
    }

    /** The partitions whose ends {@link #advance} has not seen. */
    public Set<TopicPartition> unfinished() {
        return Set.copyOf(missing.keySet());
    }

    private ClusterProblem stalled() {
        Map<String, Long> ends = new TreeMap<>();
        missing.forEach((partition, end) -> ends.put(partition.toString(), end));
        return hanging(ends + " cannot be read to these ends");
    }

    /** The one error for what a transaction, or a broker, keeps from its readers. */
    static ClusterProblem hanging(String subject) {
        return new ClusterProblem(subject + ": a transaction has stayed open, or Kafka has not"
                + " answered, for " + Standstill.LONGEST.toSeconds() + " s.");
    }
}
