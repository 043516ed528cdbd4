package dev.extrausage.backup;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The order of brokers' stamps across topics: each turn to another topic begins only when its
 * broker, whose clock may differ from the others', stamps later than all that was stamped before.
 *
 * <p>An acknowledgement tells by how much at least a broker's clock is ahead of ours. Before the
 * first of a topic a whole second is waited, which clocks that are set by NTP do not differ by.
 */
final class StampOrder {
    /** The wait for a broker whose clock nobody has seen yet. */
    static final long UNSEEN_MILLIS = 1_000;

    private final LongSupplier clock;
    private final Map<String, Long> leads = new HashMap<>();
    private long floor = -1;
    private long greatest = -1;

    /** {@code clock}: milliseconds since 1970, by this machine. */
    StampOrder(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Makes what is stamped from now on, on {@code topic}, later than all before, all of which is
     * acknowledged.
     *
     * @return the milliseconds to wait before anything is sent
     */
    synchronized long turnTo(String topic) {
        floor = greatest;
        if (floor < 0) {
            return 0;
        }
        Long lead = leads.get(topic);
        return lead == null ? UNSEEN_MILLIS
                : Math.max(0, floor + 1 - lead - clock.getAsLong());
    }

    /**
     * Takes the stamp of a record of the topic whose turn it is.
     *
     * @throws BackupProblem it is not later than those of other topics before
     */
    synchronized void stamped(String topic, long stamp) {
        if (stamp <= floor) {
            throw new BackupProblem("the clock of the broker that leads " + topic + " is at least "
                    + (UNSEEN_MILLIS + floor - stamp) + " ms behind another's, so inputs would be"
                    + " decided in another order: set the clocks, and start the restore again");
        }
        leads.merge(topic, stamp - clock.getAsLong(), Math::max);
        greatest = Math.max(greatest, stamp);
    }
}
