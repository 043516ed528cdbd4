package dev.extrausage.journal.reports.balance;

import dev.extrausage.core.Account;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.read.WrittenEntry;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The time that an account's credit lasts: its draws are summed over three spans, and its live
 * grants are drawn down at each of these rates. Times in milliseconds since 1970.
 */
public final class Forecast {
    /** The spans, in days. */
    public static final List<Integer> SPANS = List.of(1, 7, 30);

    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long OPEN_FOR = Duration.ofMinutes(30).toMillis();
    /** Over less than this a single request would look like a pace. */
    private static final long SHORTEST_SESSION = Duration.ofMinutes(1).toMillis();

    private final long now;
    private final Map<Integer, Long> drawn = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private Long first;

    /**
     * A span's draws.
     *
     * @param perDayNanos null: there is less than a day of history
     * @param lastsUntil null: nothing was drawn, no credit is left, or the rate is null
     */
    public record Rate(int days, long drawnNanos, Long perDayNanos, Long lastsUntil) {}

    /**
     * The open session that draws the fastest.
     *
     * @param endedAt its latest request
     * @param lastsUntil null: no credit is left
     */
    public record Busiest(String sessionId, long drawnNanos, long startedAt, long endedAt,
            long perHourNanos, Long lastsUntil) {}

    private record Session(String id, long drawnNanos, long startedAt, long endedAt) {
        Session and(Session other) {
            return new Session(id, drawnNanos + other.drawnNanos,
                    Math.min(startedAt, other.startedAt), Math.max(endedAt, other.endedAt));
        }
    }

    /** A forecast made at {@code now}. */
    public Forecast(long now) {
        this.now = now;
        SPANS.forEach(days -> drawn.put(days, 0L));
    }

    /** Counts the account's next entry. */
    public void add(WrittenEntry entry) {
        if (first == null) {
            first = entry.cause().time();
        }
        long ofEntry = 0;
        for (Posting p : entry.postings()) {
            if (p.from() == Pool.EXTRA_USAGE && p.to() == Pool.USAGE) {
                ofEntry += p.amountNanos();
                SPANS.stream().filter(days -> p.effectiveAt() > now - days * DAY)
                        .forEach(days -> drawn.merge(days, p.amountNanos(), Long::sum));
            }
        }
        UsageEvent usage = entry.usage();
        if (usage != null && !entry.isRefused() && usage.sessionId() != null) {
            sessions.merge(usage.sessionId(), new Session(usage.sessionId(), ofEntry,
                    usage.occurredAt(), usage.occurredAt()), Session::and);
        }
    }

    /** The rates of the spans; none reaches back beyond the account's first entry. */
    public List<Rate> rates(Account account) {
        return SPANS.stream().map(days -> rate(days, drawn.get(days), account)).toList();
    }

    private Rate rate(int days, long nanos, Account account) {
        long over = first == null ? 0 : Math.min(days * DAY, now - first);
        if (over < DAY) {
            return new Rate(days, nanos, null, null);
        }
        return new Rate(days, nanos, scaled(nanos, DAY, over), end(nanos, over, account));
    }

    /** The busiest of the open sessions; empty where none has drawn anything for long enough. */
    public Optional<Busiest> busiest(Account account) {
        return sessions.values().stream()
                .filter(s -> s.endedAt() > now - OPEN_FOR && s.drawnNanos() > 0)
                .filter(s -> now - s.startedAt() >= SHORTEST_SESSION)
                .map(s -> new Busiest(s.id(), s.drawnNanos(), s.startedAt(), s.endedAt(),
                        scaled(s.drawnNanos(), HOUR, now - s.startedAt()),
                        end(s.drawnNanos(), now - s.startedAt(), account)))
                .max(Comparator.comparingLong(Busiest::perHourNanos)
                        .thenComparing(Busiest::sessionId));
    }

    /** The instants until which the credit lasts at those rates. */
    public Stream<Long> ends(Account account) {
        return rates(account).stream().map(Rate::lastsUntil).filter(Objects::nonNull);
    }

    /** The credit that has not expired. */
    public long balanceNanos(Account account) {
        return lots(account).stream().mapToLong(Runway.Lot::leftNanos).sum();
    }

    private Long end(long nanos, long over, Account account) {
        List<Runway.Lot> lots = lots(account);
        return nanos == 0 || lots.isEmpty() ? null
                : (Long) new Runway(nanos, Duration.ofMillis(over))
                        .end(lots, Instant.ofEpochMilli(now)).toEpochMilli();
    }

    private List<Runway.Lot> lots(Account account) {
        return account.grants().stream().filter(Grant::isLive)
                .filter(g -> g.expiresAt() == null || g.expiresAt() > now)
                .map(g -> new Runway.Lot(g.leftNanos(), g.expiresAt() == null ? null
                        : Instant.ofEpochMilli(g.expiresAt()))).toList();
    }

    private static long scaled(long nanos, long span, long over) {
        return BigInteger.valueOf(nanos).multiply(BigInteger.valueOf(span))
                .divide(BigInteger.valueOf(over)).longValueExact();
    }
}
