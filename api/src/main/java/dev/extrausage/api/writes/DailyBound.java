package dev.extrausage.api.writes;

import dev.extrausage.core.EventId;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.rows.EntryRow;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * The money that one credential may give or pay back alone: so much a call, and so much a day of
 * UTC. What was written today is counted from the journal, by whichever instance it was; what this
 * instance has under way is counted beside it until it can be read there. Safe for use by many
 * threads.
 */
final class DailyBound {
    private static final Set<String> COUNTED = Set.of("CreditGranted", "RefundOrdered");
    private static final int MOST_UNDER_WAY = 1_000;

    private final ReadModel model;
    private final long perCallNanos;
    private final long perDayNanos;
    private final Clock clock;
    private final Map<EventId, UnderWay> underWay = new HashMap<>();

    /** A write that is not known to be decided. */
    private record UnderWay(String actor, LocalDate day, long amountNanos,
            CompletableFuture<EntryRow> decided) { }

    DailyBound(ReadModel model, long perCallNanos, long perDayNanos, Clock clock) {
        this.model = model;
        this.perCallNanos = perCallNanos;
        this.perDayNanos = perDayNanos;
        this.clock = clock;
    }

    long perCallNanos() {
        return perCallNanos;
    }

    long perDayNanos() {
        return perDayNanos;
    }

    /**
     * Reserves the amount if it is within both bounds. The same id again takes the place of its
     * first reservation.
     *
     * @return false: it is not, and nothing is reserved
     */
    synchronized boolean reserve(String actor, String accountId, EventId id, long amountNanos) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        forget(today);
        if (amountNanos > perCallNanos
                || amountNanos > perDayNanos - otherwise(actor, id, today)) {
            return false;
        }
        if (underWay.size() >= MOST_UNDER_WAY) {
            throw Failures.notReady("Too many gifts and refunds are under way.", null);
        }
        UnderWay before = underWay.put(id, new UnderWay(actor, today, amountNanos,
                model.whenDecided(accountId, new UUID(id.high(), id.low()))));
        if (before != null) {
            before.decided().cancel(false);
        }
        return true;
    }

    /** Yesterday's are no matter any more, and what is decided can be read. */
    private void forget(LocalDate today) {
        underWay.values().removeIf(one -> {
            if (!one.day().equals(today)) {
                one.decided().cancel(false);
            }
            return one.decided().isDone();
        });
    }

    private long otherwise(String actor, EventId id, LocalDate today) {
        long pending = underWay.entrySet().stream()
                .filter(e -> !e.getKey().equals(id) && e.getValue().actor().equals(actor))
                .mapToLong(e -> e.getValue().amountNanos()).sum();
        return pending + model.writtenBy(
                actor, COUNTED, today.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Gives up what was reserved and never sent. */
    synchronized void release(EventId id) {
        UnderWay one = underWay.remove(id);
        if (one != null) {
            one.decided().cancel(false);
        }
    }
}
