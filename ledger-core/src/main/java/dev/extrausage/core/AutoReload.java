package dev.extrausage.core;

/**
 * The state of an account's auto-reload (section 8).
 *
 * @param settings the customer's wishes; null: never set
 * @param reloadedNanos the sum credited by auto-reload in the current cycle
 * @param declines payments declined in a row
 * @param retryNotBefore the end of the back-off, in milliseconds since 1970; null: no back-off
 * @param suspended whether auto-reload stops until it is set again
 * @param inFlight the top-up asked for and not answered; null: none
 */
public record AutoReload(
        Settings settings, long reloadedNanos, int declines, Long retryNotBefore, boolean suspended,
        InFlight inFlight) {
    static final AutoReload NEVER_SET = new AutoReload(null, 0, 0, null, false, null);

    /**
     * The customer's wishes; amounts in nano-USD.
     *
     * @param enabled whether to reload
     * @param thresholdNanos extra usage below it is reloaded
     * @param amountNanos the amount of each reload
     * @param monthlyCapNanos the most in one cycle; null: the catalog's at each decision
     */
    public record Settings(
            boolean enabled, long thresholdNanos, long amountNanos, Long monthlyCapNanos) {}

    /**
     * A top-up asked for and not answered.
     *
     * @param topUpId its name
     * @param amountNanos the amount asked for
     * @param askedAt the instant of the latest request, in milliseconds since 1970 (A5)
     */
    public record InFlight(String topUpId, long amountNanos, long askedAt) {}

    /** Tells whether the customer has it enabled, suspended or not. */
    public boolean isEnabled() {
        return settings != null && settings.enabled;
    }

    boolean isInFlight(String topUpId) {
        return inFlight != null && inFlight.topUpId.equals(topUpId);
    }

    AutoReload asked(InFlight asked) {
        return new AutoReload(settings, reloadedNanos, declines, retryNotBefore, suspended, asked);
    }

    /** Ends the top-up in flight without an effect on declines (A3, A4). */
    AutoReload ended() {
        return asked(null);
    }

    /** Ends the top-up in flight as paid: clears declines and back-off, not suspension (A3). */
    AutoReload paid() {
        return new AutoReload(settings, reloadedNanos, 0, null, suspended, null);
    }

    AutoReload declined(int inARow, long notBefore, boolean nowSuspended) {
        return new AutoReload(settings, reloadedNanos, inARow, notBefore, nowSuspended, null);
    }

    AutoReload reloaded(long totalNanos) {
        return new AutoReload(settings, totalNanos, declines, retryNotBefore, suspended, inFlight);
    }

    AutoReload asSuspended() {
        return new AutoReload(settings, reloadedNanos, declines, retryNotBefore, true, inFlight);
    }

    /** Replaces the settings, and clears declines, back-off and suspension (P6). */
    AutoReload set(Settings wanted) {
        return new AutoReload(wanted, reloadedNanos, 0, null, false, inFlight);
    }

    boolean hasTroubles() {
        return declines > 0 || retryNotBefore != null || suspended;
    }
}
