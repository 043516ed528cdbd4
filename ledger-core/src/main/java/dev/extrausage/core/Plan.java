package dev.extrausage.core;

/**
 * The terms of a plan under one catalog version (section 3).
 *
 * @param allowanceNanos the allowance of a cycle, in nano-USD at list price; per seat if {@code
 *     perSeat}
 * @param extraUsage whether extra usage may be drawn on
 * @param perSeat whether the allowance is multiplied by the seats
 * @param starterCredit the starter credit it offers; null when none
 * @param maxBalanceNanos the most extra usage that a top-up may lead to, in nano-USD; null: no such
 *     bound (A1)
 */
public record Plan(
        long allowanceNanos, boolean extraUsage, boolean perSeat,
        StarterCreditTerms starterCredit, Long maxBalanceNanos) {

    /** A plan without a greatest balance. */
    public Plan(long allowanceNanos, boolean extraUsage, boolean perSeat,
            StarterCreditTerms starterCredit) {
        this(allowanceNanos, extraUsage, perSeat, starterCredit, null);
    }

    /** Tells whether extra usage of this sum keeps within the plan's greatest balance (A1). */
    public boolean allowsBalance(long extraUsageNanos) {
        return maxBalanceNanos == null || extraUsageNanos <= maxBalanceNanos;
    }

    /** The allowance of one cycle: a custom contract's as it stands, or the plan's (P1). */
    public long allowanceFor(long seats, Long customNanos) {
        if (customNanos != null) {
            return customNanos;
        }
        return perSeat ? Money.saturatingMultiply(allowanceNanos, seats) : allowanceNanos;
    }

    /** The size of a starter credit (P4); amounts in nano-USD, at least $1. */
    public sealed interface StarterCreditTerms {
        /** The offer to an account with these seats and this third-party history. */
        long offer(long seats, long historyNanos);

        /** The plan's present maximum. */
        long most(long seats);

        /**
         * An amount for each seat.
         *
         * @param nanos for one seat
         * @param maxNanos the most for all seats; null: no bound
         */
        record PerSeat(long nanos, Long maxNanos) implements StarterCreditTerms {
            /** An amount for each seat, however many. */
            public PerSeat(long nanos) {
                this(nanos, null);
            }

            @Override public long offer(long seats, long historyNanos) { return most(seats); }

            @Override public long most(long seats) {
                long all = Money.saturatingMultiply(nanos, seats);
                return maxNanos == null ? all : Math.min(all, maxNanos);
            }
        }

        /** One amount for every account. */
        record Fixed(long nanos) implements StarterCreditTerms {
            @Override public long offer(long seats, long historyNanos) { return nanos; }

            @Override public long most(long seats) { return nanos; }
        }

        /** The use of third-party apps, rounded up to a whole dollar and held in two bounds. */
        record ThirdPartyHistory(long minNanos, long maxNanos) implements StarterCreditTerms {
            @Override public long offer(long seats, long historyNanos) {
                long whole = Money.roundedUpToWholeUsd(historyNanos);
                return Math.max(minNanos, Math.min(maxNanos, whole));
            }

            @Override public long most(long seats) { return maxNanos; }
        }
    }
}
