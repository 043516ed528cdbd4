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
    private final Map<Request, UnderWay> underWay = new HashMap<>();

    /** An id is one event of one account, and anybody may use it for another. */
    private record Request(String actor, String accountId, EventId id) {}

    /**
     * A write that is not known to be decided.
     *
     * @param amountNanos the greatest of those it was sent with: any may be the one decided
     * @param sendings how often it was reserved
     */
    private record UnderWay(LocalDate day, long amountNanos, int sendings,
            CompletableFuture<EntryRow> decided) {}

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
     * Reserves the amount if it is within both bounds. The same request again is counted once, with
     * the greater amount.
     *
     * @return false: it is not, and nothing is reserved
     */
    synchronized boolean reserve(String actor, String accountId, EventId id, long amountNanos) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        forget(today);
        Request request = new Request(actor, accountId, id);
        if (amountNanos > perCallNanos
                || amountNanos > perDayNanos - otherwise(request, today)) {
            return false;
        }
        if (underWay.size() >= MOST_UNDER_WAY) {
            throw Failures.notReady("Too many gifts and refunds are under way.", null);
        }
        UnderWay before = underWay.get(request);
        underWay.put(request, before == null
                ? new UnderWay(today, amountNanos, 1,
                        model.whenDecided(accountId, new UUID(id.high(), id.low())))
                : new UnderWay(today, Math.max(before.amountNanos(), amountNanos),
                        before.sendings() + 1, before.decided()));
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

    private long otherwise(Request request, LocalDate today) {
        long pending = underWay.entrySet().stream()
                .filter(e -> !e.getKey().equals(request)
                        && e.getKey().actor().equals(request.actor()))
                .mapToLong(e -> e.getValue().amountNanos()).sum();
        return pending + model.writtenBy(request.actor(), COUNTED,
                today.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Gives up what was reserved and not sent, unless the same request was sent besides. */
    synchronized void release(String actor, String accountId, EventId id) {
        underWay.computeIfPresent(new Request(actor, accountId, id), (request, one) -> {
            if (one.sendings() > 1) {
                return new UnderWay(
                        one.day(), one.amountNanos(), one.sendings() - 1, one.decided());
            }
            one.decided().cancel(false);
            return null;
        });
    }
}
