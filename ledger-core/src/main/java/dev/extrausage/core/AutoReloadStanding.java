package dev.extrausage.core;

/**
 * The state of an account's auto-reload in one word: what happens, or what stands in the way of the
 * next reload, by A1 to A5.
 */
public enum AutoReloadStanding {
    /** It is off, or waits for extra usage to fall below the threshold. */
    IDLE,
    /** A top-up was asked for and is not answered yet, whatever the settings are now (A5). */
    IN_FLIGHT,
    /** Declines, a refund or a chargeback stopped it until it is set again (A3, P5, P9). */
    SUSPENDED,
    /** The spend limit is reached: credit that may not be spent is not bought (A1). */
    LIMITED,
    /** It waits after a decline (A3). */
    BACKING_OFF,
    /** One more reload would pass the monthly cap, or the plan's greatest balance (A1). */
    CAPPED;

    /**
     * The standing of an account after an entry. What stands in the way is told as soon as it does,
     * not only once extra usage is below the threshold; the greatest balance alone depends on what
     * is left, so it is compared only then.
     *
     * @param clock the account's, in milliseconds since 1970
     * @param mayDraw whether the account is open, its plan has extra usage, and that is on
     * @param monthlyLimitNanos the spend limit; null: none
     * @param plan the plan's terms under {@code version}
     * @param version the catalog version in force at the clock
     */
    public static AutoReloadStanding of(AutoReload state, long clock, boolean mayDraw,
            Long monthlyLimitNanos, long spentNanos, long extraUsageNanos, Plan plan,
            CatalogVersion version) {
        if (state.inFlight() != null) {
            return IN_FLIGHT;
        }
        if (!state.isEnabled()) {
            return IDLE;
        }
        if (state.suspended()) {
            return SUSPENDED;
        }
        if (!mayDraw) {
            return IDLE;
        }
        if (!AutoReloadRules.mayBeSpent(spentNanos, monthlyLimitNanos)) {
            return LIMITED;
        }
        if (clock < AutoReloadRules.retryNotBefore(state)) {
            return BACKING_OFF;
        }
        boolean isBelow = extraUsageNanos < state.settings().thresholdNanos();
        boolean withinCap = AutoReloadRules.isWithinCap(state, version)
                && (!isBelow || AutoReloadRules.isWithinMaxBalance(state, plan, extraUsageNanos));
        return withinCap ? IDLE : CAPPED;
    }
}
