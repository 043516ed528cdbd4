package dev.extrausage.stream.topology;

import dev.extrausage.core.Entry;
import dev.extrausage.core.Input;
import dev.extrausage.core.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Counts entries, and those that refuse by their reason, and warns when many are: of what is
 * refused, only the journal would tell. A broker's clock that is slow makes every honest sender's
 * usage one of the future. One for all tasks of a process; safe for use by several threads.
 */
public final class RefusalWatch {
    private static final long A_MINUTE_MILLIS = 60_000;
    private static final long LEAST_TO_WARN = 20;
    /** A twentieth of a minute's entries. */
    private static final long WARN_FROM_ONE_IN = 20;

    private final LongSupplier clock;
    private final Consumer<String> warn;
    private final LongAdder decided = new LongAdder();
    private final Map<Reason, LongAdder> refused = new EnumMap<>(Reason.class);
    private final LongAccumulator leastAhead = new LongAccumulator(Math::min, Long.MAX_VALUE);
    private final LongAccumulator mostAhead = new LongAccumulator(Math::max, 0);
    private Refusals before;
    private long toldAt;
    private volatile double lastShare;

    /**
     * Nothing counted yet.
     *
     * @param clock this machine's, in milliseconds since 1970, for warnings alone
     * @param warn takes a sentence for an operator
     */
    public RefusalWatch(LongSupplier clock, Consumer<String> warn) {
        this.clock = clock;
        this.warn = warn;
        for (Reason reason : Reason.values()) {
            refused.put(reason, new LongAdder());
        }
        before = refusals();
        toldAt = clock.getAsLong();
    }

    /**
     * Entries since the process began; attempts, so what a crash rolled back and what then came
     * again are both in them.
     *
     * @param decided all of them
     * @param byReason those that refuse, by their reason, where there is any
     * @param shareOfLastMinute refused of decided, 0 to 1, in the last whole minute
     */
    public record Refusals(
            long decided, Map<Reason, Long> byReason, double shareOfLastMinute) {
        /** All that refuse. */
        public long refused() {
            return byReason.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** The figures at this moment. */
    public Refusals refusals() {
        Map<Reason, Long> byReason = new EnumMap<>(Reason.class);
        refused.forEach((reason, count) -> {
            if (count.sum() > 0) {
                byReason.put(reason, count.sum());
            }
        });
        return new Refusals(decided.sum(), byReason, lastShare);
    }

    /** One entry. */
    void see(Entry entry) {
        decided.increment();
        if (!entry.isRefused()) {
            return;
        }
        refused.get(entry.reason()).increment();
        if (entry.reason() == Reason.IN_THE_FUTURE) {
            seeTimes(entry.cause());
        }
    }

    private void seeTimes(Input input) {
        long ahead = Math.max(input.event().eventId().time(), input.event().occurredAt())
                - input.receivedAt();
        leastAhead.accumulate(ahead);
        mostAhead.accumulate(ahead);
    }

    /** Warns of the minute that has passed, if one has; called more often, it does nothing. */
    synchronized void tellMinute() {
        long now = clock.getAsLong();
        if (now - toldAt < A_MINUTE_MILLIS) {
            return;
        }
        toldAt = now;
        Refusals all = refusals();
        Map<Reason, Long> lately = new EnumMap<>(Reason.class);
        all.byReason().forEach((reason, count) ->
                lately.put(reason, count - before.byReason().getOrDefault(reason, 0L)));
        lately.values().removeIf(count -> count == 0);
        Refusals minute = new Refusals(all.decided() - before.decided(), lately, 0);
        lastShare = minute.decided() == 0 ? 0 : (double) minute.refused() / minute.decided();
        before = all;
        warnIfMany(minute);
    }

    private void warnIfMany(Refusals minute) {
        long refusedNow = minute.refused();
        long future = minute.byReason().getOrDefault(Reason.IN_THE_FUTURE, 0L);
        long least = leastAhead.getThenReset();
        long most = mostAhead.getThenReset();
        if (future < LEAST_TO_WARN && (refusedNow < LEAST_TO_WARN
                || refusedNow * WARN_FROM_ONE_IN < minute.decided())) {
            return;
        }
        String reasons = minute.byReason().entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
        warn.accept(refusedNow + " of " + minute.decided() + " inputs (" + Math.round(
                100.0 * refusedNow / minute.decided()) + " %) were refused in the last minute: "
                + reasons + "." + (future == 0 ? "" : " The times of those in the future are "
                + least / 1000 + " to " + most / 1000 + " s ahead of the broker's clock: it is"
                + " slow, or the senders' clocks are fast. Set them right; `ledger resubmit"
                + " --reason IN_THE_FUTURE` then sends that usage again."));
    }
}
