package dev.extrausage.benchmarks.load;

/**
 * The distribution of usage on accounts: the k-th busiest gets a share in proportion to about
 * {@code k^-exponent}. A power law over a continuous rank, since its inverse has a formula: a draw
 * needs no table, whatever the number of accounts.
 */
final class Skew {
    private final int accounts;
    private final double power;
    private final double span;

    /** {@code exponent} 0: all alike; 1: Zipf's law. */
    Skew(int accounts, double exponent) {
        this.accounts = accounts;
        power = 1 - exponent;
        span = isLogarithmic() ? Math.log(accounts + 1.0) : Math.pow(accounts + 1.0, power) - 1;
    }

    /** The rank, from 0, for a number drawn evenly from 0 to below 1. */
    int rankOf(double drawn) {
        double rank = isLogarithmic() ? Math.exp(span * drawn)
                : Math.pow(1 + span * drawn, 1 / power);
        return Math.max(0, Math.min(accounts - 1, (int) rank - 1));
    }

    /** The part of all draws that a rank gets; all ranks' parts sum to 1. */
    double shareOf(int rank) {
        return below(rank + 2.0) - below(rank + 1.0);
    }

    private double below(double rank) {
        return (isLogarithmic() ? Math.log(rank) : Math.pow(rank, power) - 1) / span;
    }

    private boolean isLogarithmic() {
        return Math.abs(power) < 1e-9;
    }
}
