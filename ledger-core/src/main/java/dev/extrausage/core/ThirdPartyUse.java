package dev.extrausage.core;

/**
 * The sums that third-party apps drew from extra usage, in nano-USD (U7).
 *
 * @param currentNanos in the current cycle
 * @param previousNanos in the one before
 */
public record ThirdPartyUse(long currentNanos, long previousNanos) {
    static final ThirdPartyUse NONE = new ThirdPartyUse(0, 0);

    /** Rolls the cycle: the current one's sum becomes the previous one's. */
    ThirdPartyUse rolled() {
        return new ThirdPartyUse(0, currentNanos);
    }
}
