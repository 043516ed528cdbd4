package dev.extrausage.view.query;

import dev.extrausage.view.rows.UsageQuery;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The buckets of time of one question: where each begins, and where the last one ends. */
final class Buckets {
    private static final int MOST = 100_000;

    private final NavigableSet<Long> starts = new TreeSet<>();
    private final long from;
    private final long to;

    private Buckets(long from, long to) {
        this.from = from;
        this.to = to;
        starts.add(from);
    }

    /** Those that the calendar cuts, or none but the whole. */
    static Buckets of(UsageQuery query) {
        Buckets buckets = new Buckets(query.from().toEpochMilli(), query.to().toEpochMilli());
        if (query.bucket() == UsageQuery.Bucket.HOUR || query.bucket() == UsageQuery.Bucket.DAY) {
            buckets.cut(query, query.bucket() == UsageQuery.Bucket.HOUR
                    ? ChronoUnit.HOURS : ChronoUnit.DAYS);
        }
        return buckets;
    }

    private void cut(UsageQuery query, ChronoUnit unit) {
        if (unit.between(query.from(), query.to()) > MOST) {
            throw new IllegalArgumentException("to is " + query.to() + ": more than " + MOST
                    + " buckets after from, " + query.from());
        }
        ZonedDateTime first = query.from().atZone(query.zone());
        ZonedDateTime at = next(
                unit == ChronoUnit.DAYS ? first : first.truncatedTo(unit), unit);
        for (; at.toInstant().isBefore(query.to()); at = next(at, unit)) {
            starts.add(at.toInstant().toEpochMilli());
        }
    }

    /** A day begins at midnight, or after the gap where the clocks skip it. */
    private static ZonedDateTime next(ZonedDateTime at, ChronoUnit unit) {
        return unit == ChronoUnit.DAYS
                ? at.toLocalDate().plusDays(1).atStartOfDay(at.getZone()) : at.plus(1, unit);
    }

    void cutAt(NavigableSet<Long> instants) {
        starts.addAll(instants);
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    /** All instants at which something is cut, the two ends among them. */
    NavigableSet<Long> bounds() {
        NavigableSet<Long> all = new TreeSet<>(starts);
        all.add(to);
        return all;
    }

    boolean contains(long at) {
        return at >= from && at < to;
    }

    /** The start of the bucket that holds an instant. */
    Instant startOf(long at) {
        return Instant.ofEpochMilli(starts.floor(at));
    }
}
