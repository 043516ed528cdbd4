package dev.extrausage.core;

/**
 * The state of an account's auto-reload (section 8).
 *
 * @param settings what the customer wants; null: never set
 * @param reloadedNanos credited by auto-reload in the current cycle
 * @param declines payments declined in a row
 * @param retryNotBefore no new top-up before, in milliseconds since 1970; null: no back-off
 * @param suspended whether it stops until set again
 * @param inFlight the top-up asked for and not answered; null: none
 */
public record AutoReload(
        Settings settings, long reloadedNanos, int declines, Long retryNotBefore, boolean suspended,
        InFlight inFlight) {
    static final AutoReload NEVER_SET = new AutoReload(null, 0, 0, null, false, null);

    /**
     * What the customer wants; amounts in nano-USD.
     *
     * @param enabled whether to reload
     * @param thresholdNanos reload when extra usage is below it
     * @param amountNanos how much each time
     * @param monthlyCapNanos the most in one cycle; null: the catalog's at each decision
     */
    public record Settings(
            boolean enabled, long thresholdNanos, long amountNanos, Long monthlyCapNanos) {}

    /**
     * A top-up asked for and not answered.
     *
     * @param topUpId its name
     * @param amountNanos what was asked for
     * @param askedAt when it was last asked for, in milliseconds since 1970 (A5)
     */
    public record InFlight(String topUpId, long amountNanos, long askedAt) {}

    /** Whether the customer wants it now; suspended or not. */
    public boolean isEnabled() {
        return settings != null && settings.enabled;
    }

    boolean isInFlight(String topUpId) {
        return inFlight != null && inFlight.topUpId.equals(topUpId);
    }

    AutoReload asked(InFlight asked) {
        return new AutoReload(settings, reloadedNanos, declines, retryNotBefore, suspended, asked);
    }

    /** The top-up in flight ends without an effect on declines (A3, A4). */
    AutoReload ended() {
        return asked(null);
    }

    /** The top-up in flight was paid: declines and back-off are cleared, suspension is not (A3). */
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

    /** The customer sets it: that clears declines, back-off and suspension (P6). */
    AutoReload set(Settings wanted) {
        return new AutoReload(wanted, reloadedNanos, 0, null, false, inFlight);
    }

    boolean hasTroubles() {
        return declines > 0 || retryNotBefore != null || suspended;
    }
}
