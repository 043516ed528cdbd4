package dev.extrausage.core;

/** Usage that arrives after its cycle has ended, and the allowance it draws on (U6). */
public final class LateUsage {
    private LateUsage() {}

    /**
     * Tells whether usage of {@code time} is late: the cycle before the current one holds it, and
     * the grace lasts.
     *
     * @param cycle the current cycle, as D2 left it
     * @param clock the account's clock, as D2 left it, in milliseconds since 1970
     * @param time the usage's time (M3)
     * @param version the catalog version in force at {@code time}
     */
    public static boolean isLate(Cycle cycle, long clock, long time, CatalogVersion version) {
        return clock - cycle.start() <= version.lateUsageGraceMillis()
                && cycle.previousHolds(time);
    }

    /**
     * The allowance, in nano-USD, that first-party usage of {@code time} may draw on (U2): the part
     * of the previous cycle's that lapsed if the usage is late, otherwise the rest of the current
     * one's.
     *
     * @param account an open account, as D2 left it
     */
    public static long allowanceFor(long time, Account account, Catalog catalog) {
        boolean late = isLate(
                account.subscription().cycle(), account.clock(), time, catalog.at(time));
        return account.allowance().leftFor(late);
    }
}
