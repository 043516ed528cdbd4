package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.Topics;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Appends the undecided inputs of one partition in their order, so that their new stamps lead the
 * ledger to take them in the same one. Belongs to one thread.
 */
final class InputAppender implements AutoCloseable {
    private final Function<Topics, PartitionRestore> partitions;
    private final Map<Topics, PartitionRestore> open = new EnumMap<>(Topics.class);
    private final StampOrder order = new StampOrder(System::currentTimeMillis);
    private Topics turn;

    /** {@code partitions}: opens the one of a topic; closed by this. */
    InputAppender(Function<Topics, PartitionRestore> partitions) {
        this.partitions = partitions;
    }

    void append(Topics topic, KeptRecord record) {
        if (topic != turn) {
            if (turn != null) {
                open.get(turn).flush(); // or its last records might be stamped later
            }
            turn = topic;
            pause(order.turnTo(topic.topicName()));
        }
        open.computeIfAbsent(topic, partitions).append(
                record, stamp -> order.stamped(topic.topicName(), stamp));
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /** The records that were written, by topic; returns when all of them are. */
    Map<Topics, PartitionRestore> flush() {
        open.values().forEach(PartitionRestore::flush);
        return open;
    }

    @Override public void close() {
        open.values().forEach(PartitionRestore::close);
    }
}
