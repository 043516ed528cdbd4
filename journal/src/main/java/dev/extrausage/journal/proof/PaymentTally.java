package dev.extrausage.journal.proof;

import java.math.BigInteger;

/**
 * A number of things of one sort, and the money in them, of any size.
 *
 * @param count how many
 * @param nanos nano-USD
 */
public record PaymentTally(long count, BigInteger nanos) {
    /** None. */
    static final PaymentTally NONE = new PaymentTally(0, BigInteger.ZERO);

    /** One more, of that amount in nano-USD. */
    PaymentTally and(long amountNanos) {
        return new PaymentTally(count + 1, nanos.add(BigInteger.valueOf(amountNanos)));
    }
}
