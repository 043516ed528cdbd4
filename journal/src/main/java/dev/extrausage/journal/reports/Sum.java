package dev.extrausage.journal.reports;

import dev.extrausage.core.Money;
import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A sum of amounts in nano-USD, exact and of any size and sign: many accounts, or one account's
 * whole use, may come to more than a {@code long} holds. Immutable.
 */
public record Sum(BigInteger nanos) implements Comparable<Sum> {
    /** Nothing. */
    public static final Sum ZERO = new Sum(BigInteger.ZERO);

    private static final int DECIMALS = 9;
    private static final int CENTS = 2;

    /** One amount. */
    public static Sum of(long nanos) {
        return new Sum(BigInteger.valueOf(nanos));
    }

    /** This and an amount more. */
    public Sum plus(long amountNanos) {
        return new Sum(nanos.add(BigInteger.valueOf(amountNanos)));
    }

    /** This and another. */
    public Sum plus(Sum other) {
        return new Sum(nanos.add(other.nanos));
    }

    /** This less another. */
    public Sum minus(Sum other) {
        return new Sum(nanos.subtract(other.nanos));
    }

    /** The other way round. */
    public Sum negated() {
        return new Sum(nanos.negate());
    }

    /** -1, 0 or 1. */
    public int sign() {
        return nanos.signum();
    }

    /** As a table holds it: {@code 20.00}, {@code -0.0000155}; never rounded. */
    public String decimal() {
        BigDecimal usd = new BigDecimal(nanos, DECIMALS).stripTrailingZeros();
        return usd.setScale(Math.max(CENTS, usd.scale())).toPlainString();
    }

    /** As the API writes it: {@code 20}, {@code -0.0000155}; exact, without zeros at the end. */
    public String plain() {
        return sign() == 0 ? "0"
                : new BigDecimal(nanos, DECIMALS).stripTrailingZeros().toPlainString();
    }

    /**
     * As a person reads it: {@code $20}, {@code -$0.50}; as {@link Money#format} where that can.
     */
    @Override
    public String toString() {
        String digits = new BigDecimal(nanos.abs(), DECIMALS).stripTrailingZeros().scale() <= 0
                ? nanos.abs().divide(BigInteger.valueOf(Money.NANOS_PER_USD)).toString()
                : new Sum(nanos.abs()).decimal();
        return (sign() < 0 ? "-$" : "$") + digits;
    }

    @Override
    public int compareTo(Sum other) {
        return nanos.compareTo(other.nanos);
    }
}
