package dev.extrausage.core;

/**
 * The state of a surface: open while a request of any cost could still be paid in part (section
 * 10).
 *
 * @param isOpen whether requests may run
 * @param reason the reason why they may not; null when open
 */
public record Availability(boolean isOpen, Reason reason) {
    private static final Availability OPEN = new Availability(true, null);

    /** Of first-party apps: the allowance or extra usage pays. */
    public static Availability firstParty(Account account, Catalog catalog) {
        boolean allowance = account.isOpen() && account.allowance().leftNanos() > 0;
        return allowance ? OPEN : thirdParty(account, catalog);
    }

    /** Of third-party apps: extra usage alone pays. */
    public static Availability thirdParty(Account account, Catalog catalog) {
        if (!account.isOpen()) {
            return blocked(
                    account.wasOpened() ? Reason.ACCOUNT_CLOSED : Reason.UNKNOWN_ACCOUNT);
        }
        ExtraUsageRoom room =
                ExtraUsageRoom.of(account, catalog, catalog.at(account.clock()));
        return room.nanos() > 0 ? OPEN : blocked(room.reason());
    }

    private static Availability blocked(Reason reason) {
        return new Availability(false, reason);
    }
}
