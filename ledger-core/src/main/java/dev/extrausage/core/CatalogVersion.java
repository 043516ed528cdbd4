package dev.extrausage.core;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One whole version of the catalog (section 3). Durations are in milliseconds.
 *
 * @param version its name; an entry names the version it was decided by
 * @param effectiveFrom the instant it comes into force, in milliseconds since 1970
 * @param prices by model
 * @param plans by name
 * @param firstPartyApps the first-party apps; every other is third-party
 * @param starterCreditLifetimeMillis from claim to expiry; positive (P4)
 * @param creditExpiringWarningMillis from the warning of an expiry to the expiry (section 9)
 * @param lateUsageGraceMillis the time after a cycle's end in which late usage draws on it (U6)
 * @param topUp the amounts that may be bought
 * @param autoReload the terms of auto-reload
 */
public record CatalogVersion(
        String version, long effectiveFrom, Map<String, Price> prices, Map<String, Plan> plans,
        Set<String> firstPartyApps, long starterCreditLifetimeMillis,
        long creditExpiringWarningMillis, long lateUsageGraceMillis, TopUpTerms topUp,
        AutoReloadTerms autoReload) {

    /** Copies the collections. */
    public CatalogVersion {
        prices = Map.copyOf(prices);
        plans = Map.copyOf(plans);
        firstPartyApps = Set.copyOf(firstPartyApps);
    }

    /** Tells whether {@code app} draws on the allowance before extra usage (U2). */
    public boolean isFirstParty(String app) {
        return firstPartyApps.contains(app);
    }

    /**
     * The amounts that may be bought, in nano-USD.
     *
     * @param presetsNanos the amounts a page offers
     * @param minNanos the least
     * @param maxNanos the most
     */
    public record TopUpTerms(List<Long> presetsNanos, long minNanos, long maxNanos) {
        /** Copies the list. */
        public TopUpTerms {
            presetsNanos = List.copyOf(presetsNanos);
        }

        /** Tells whether {@code amountNanos} may be bought at once. */
        public boolean allows(long amountNanos) {
            return amountNanos >= minNanos && amountNanos <= maxNanos;
        }
    }

    /**
     * The terms of auto-reload (A1, A3, A5).
     *
     * @param defaultMonthlyCapNanos the cap where the customer set none
     * @param maxConsecutiveDeclines declines in a row after which it is suspended; at least 1
     * @param firstBackoffMillis the wait after a first decline; doubles with each
     * @param askAgainAfterMillis the wait for an answer to a top-up; positive
     */
    public record AutoReloadTerms(long defaultMonthlyCapNanos, int maxConsecutiveDeclines,
            long firstBackoffMillis, long askAgainAfterMillis) {}
}
