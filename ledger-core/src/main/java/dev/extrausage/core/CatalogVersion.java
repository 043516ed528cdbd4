package dev.extrausage.core;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One whole version of the catalog (section 3). Durations are in milliseconds.
 *
 * @param version its name; an entry names the version it was decided by
 * @param effectiveFrom the instant it comes into force, in milliseconds since 1970
 * @param prices of models, service tiers and units
 * @param plans by name
 * @param firstPartyApps the first-party apps, folded; every other is third-party
 * @param starterCreditLifetimeMillis from claim to expiry; positive (P4)
 * @param creditExpiringWarningMillis from the warning of an expiry to the expiry (section 9)
 * @param lateUsageGraceMillis the time after a cycle's end in which late usage draws on it (U6)
 * @param topUp the amounts that may be bought
 * @param autoReload the terms of auto-reload
 * @param midCycleChange the allowance after a change of plan within a cycle
 * @param texts the names in messages
 */
public record CatalogVersion(
        String version, long effectiveFrom, PriceBook prices, Map<String, Plan> plans,
        Set<String> firstPartyApps, long starterCreditLifetimeMillis,
        long creditExpiringWarningMillis, long lateUsageGraceMillis, TopUpTerms topUp,
        AutoReloadTerms autoReload, MidCycleChange midCycleChange, Texts texts) {

    /** Copies the collections, and folds the apps' names. */
    public CatalogVersion {
        plans = Map.copyOf(plans);
        firstPartyApps = firstPartyApps.stream()
                .map(FoldedName::of).collect(Collectors.toUnmodifiableSet());
    }

    /** A version that leaves out what a catalog may leave out. */
    public CatalogVersion(
            String version, long effectiveFrom, PriceBook prices, Map<String, Plan> plans,
            Set<String> firstPartyApps, long starterCreditLifetimeMillis,
            long creditExpiringWarningMillis, long lateUsageGraceMillis, TopUpTerms topUp,
            AutoReloadTerms autoReload) {
        this(version, effectiveFrom, prices, plans, firstPartyApps, starterCreditLifetimeMillis,
                creditExpiringWarningMillis, lateUsageGraceMillis, topUp, autoReload,
                MidCycleChange.FULL, Texts.DEFAULT);
    }

    /** Tells whether {@code app} draws on the allowance before extra usage (U2). */
    public boolean isFirstParty(String app) {
        return firstPartyApps.contains(FoldedName.of(app));
    }

    /** The allowance of the present cycle after a change of plan, seats or contract (P2). */
    public enum MidCycleChange {
        /** The new plan's whole. */
        FULL,
        /** The present whole, and the difference for the part of the cycle still to come. */
        PRORATED
    }

    /**
     * The names in messages.
     *
     * @param product the product's name
     * @param settingsUrl the page where a customer adds credit and changes settings
     */
    public record Texts(String product, String settingsUrl) {
        /** The names in a catalog that gives none. */
        public static final Texts DEFAULT = new Texts("Claude", "claude.ai/settings/usage");
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
