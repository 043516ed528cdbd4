package dev.extrausage.journal.proof;

import java.math.BigInteger;

/**
 * A number of things of one sort, and the money in them, of any size.
 *
 * @param count how many
 * @param nanos nano-USD
 */
public record Tally(long count, BigInteger nanos) {
    /** None. */
    static final Tally NONE = new Tally(0, BigInteger.ZERO);

    /** One more, of that amount in nano-USD. */
    Tally and(long amountNanos) {
        return new Tally(count + 1, nanos.add(BigInteger.valueOf(amountNanos)));
    }
}
