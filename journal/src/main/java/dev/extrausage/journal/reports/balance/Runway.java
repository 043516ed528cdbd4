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
    /** Ten thousand years are as good as for ever, and an Instant can hold them. */
    private static final BigInteger FOR_EVER =
            BigInteger.valueOf(Duration.ofDays(3_652_500).toMillis());

    /**
     * Something left of a grant.
     *
     * @param expiresAt null: never
     */
    record Lot(long leftNanos, Instant expiresAt) {}

    /** The instant at which the last of the lots, in U4's order, is empty or lost. */
    Instant end(List<Lot> lots, Instant now) {
        Instant end = now;
        for (Lot lot : lots) {
            Instant expiry = lot.expiresAt();
            if (expiry == null || expiry.isAfter(end)) {
                Instant empty = end.plus(timeFor(lot.leftNanos()));
                end = expiry == null || empty.isBefore(expiry) ? empty : expiry;
            }
        }
        return end;
    }

    private Duration timeFor(long nanos) {
        BigInteger millis = BigInteger.valueOf(nanos).multiply(BigInteger.valueOf(over.toMillis()))
                .divide(BigInteger.valueOf(drawnNanos));
        return Duration.ofMillis(millis.min(FOR_EVER).longValue());
    }
}
