package dev.extrausage.core;

/** The next change of an idle account: C4's earliest instant after its clock. */
public final class NextDue {
    private final long clock;
    private long earliest = Long.MAX_VALUE;

    private NextDue(long clock) {
        this.clock = clock;
    }

    /**
     * The instant at which the cycle-reset consumer is to make time pass, in milliseconds since
     * 1970, by the catalog version in force at the account's clock; null for unknown and closed
     * accounts.
     */
    public static Long of(Account account, Catalog catalog) {
        if (!account.isOpen()) {
            return null;
        }
        CatalogVersion version = catalog.at(account.clock());
        NextDue due = new NextDue(account.clock());
        due.at(account.subscription().cycle().end());
        due.atExpiries(account, version);
        due.atAutoReload(account, catalog.termsOf(account.subscription().plan(), version), version);
        Long nextVersion = catalog.nextEffectiveAfter(account.clock());
        if (nextVersion != null) {
            due.at(nextVersion);
        }
        return due.earliest;
    }

    private void at(long instant) {
        if (instant > clock && instant < earliest) {
            earliest = instant;
        }
    }

    private void atExpiries(Account account, CatalogVersion version) {
        for (Grant grant : account.grants()) {
            if (grant.isLive() && grant.expiresAt() != null) {
                at(grant.expiresAt());
                if (!grant.expiryWarned()) {
                    at(grant.expiresAt() - version.creditExpiringWarningMillis());
                }
            }
        }
    }

    private void atAutoReload(Account account, Plan plan, CatalogVersion version) {
        AutoReload state = account.autoReload();
        if (state.inFlight() != null) {
            at(AutoReloadRules.askAgainAt(state, version));
        } else if (state.retryNotBefore() != null
                && AutoReloadRules.isWanted(state, plan.extraUsage() && account.extraUsageOn(),
                        AutoReloadRules.mayBeSpent(
                                account.spentNanos(), account.monthlyLimitNanos()),
                        account.extraUsageNanos())
                && AutoReloadRules.isWithinCap(state, version)
                && AutoReloadRules.isWithinMaxBalance(state, plan, account.extraUsageNanos())) {
            at(state.retryNotBefore());
        }
    }
}
