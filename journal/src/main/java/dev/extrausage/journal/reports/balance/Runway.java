package dev.extrausage.journal.reports.balance;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The time that credit lasts when it is drawn steadily in U4's order, a lot that expires before its
 * turn being lost: a walk along the lots, each beginning where the one before it ends.
 *
 * @param drawnNanos drawn in {@code over}, nano-USD; positive
 * @param over positive
 */
record Runway(long drawnNanos, Duration over) {
    /** The last instant that RFC 3339 can write, which is as good as for ever. */
    static final Instant FOR_EVER = Instant.parse("9999-12-31T23:59:59.999Z");

    /**
     * Something left of a grant.
     *
     * @param expiresAt null: never
     */
    record Lot(long leftNanos, Instant expiresAt) {}

    /**
     * The instant at which the last of the lots, in U4's order, is empty or lost; at the latest
     * {@link #FOR_EVER}.
     */
    Instant end(List<Lot> lots, Instant now) {
        Instant end = now;
        for (Lot lot : lots) {
            Instant expiry = lot.expiresAt();
            if (expiry == null || expiry.isAfter(end)) {
                Instant empty = emptyAt(end, lot.leftNanos());
                end = expiry == null || empty.isBefore(expiry) ? empty : expiry;
            }
        }
        return end;
    }

    private Instant emptyAt(Instant begin, long nanos) {
        BigInteger millis = BigInteger.valueOf(nanos).multiply(BigInteger.valueOf(over.toMillis()))
                .divide(BigInteger.valueOf(drawnNanos))
                .add(BigInteger.valueOf(begin.toEpochMilli()));
        return Instant.ofEpochMilli(
                millis.min(BigInteger.valueOf(FOR_EVER.toEpochMilli())).longValue());
    }
}
