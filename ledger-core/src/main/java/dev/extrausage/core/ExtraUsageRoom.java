package dev.extrausage.core;

import java.util.ArrayList;
import java.util.List;

/**
 * How much extra usage may be drawn now, and which limit says so: the smallest of U3's rooms, the
 * first of equals.
 *
 * @param nanos the room, in nano-USD
 * @param reason what is said when it is too small
 */
public record ExtraUsageRoom(long nanos, Reason reason) {
    /**
     * The rooms that hold for an open account, each with its figure, in U3's order: what an
     * explanation names. The first of the smallest is the one that binds.
     *
     * @param version the catalog version that decides
     */
    public static List<ExtraUsageRoom> each(
            Account account, Catalog catalog, CatalogVersion version) {
        List<ExtraUsageRoom> rooms = new ArrayList<>();
        if (!catalog.termsOf(account.subscription().plan(), version).extraUsage()) {
            rooms.add(new ExtraUsageRoom(0, Reason.NO_EXTRA_USAGE_ACCESS));
        }
        if (!account.extraUsageOn()) {
            rooms.add(new ExtraUsageRoom(0, Reason.EXTRA_USAGE_OFF));
        }
        Grants grants = new Grants(account.grants());
        if (account.monthlyLimitNanos() != null) {
            rooms.add(underLimit(account.monthlyLimitNanos(), account.spentNanos(), grants));
        }
        rooms.add(new ExtraUsageRoom(grants.left(), Reason.OUT_OF_EXTRA_USAGE));
        return rooms;
    }

    static ExtraUsageRoom of(Draft draft) {
        return of(draft.plan(), draft.extraUsageOn, draft.monthlyLimit, draft.spent, draft.grants);
    }

    static ExtraUsageRoom of(
            Plan plan, boolean extraUsageOn, Long monthlyLimit, long spent, Grants grants) {
        if (!plan.extraUsage()) {
            return new ExtraUsageRoom(0, Reason.NO_EXTRA_USAGE_ACCESS);
        }
        if (!extraUsageOn) {
            return new ExtraUsageRoom(0, Reason.EXTRA_USAGE_OFF);
        }
        long balance = grants.left();
        if (monthlyLimit != null) {
            ExtraUsageRoom underLimit = underLimit(monthlyLimit, spent, grants);
            if (underLimit.nanos <= balance) {
                return underLimit;
            }
        }
        return new ExtraUsageRoom(balance, Reason.OUT_OF_EXTRA_USAGE);
    }

    /** Free credit is not spending, so a limit leaves it whole. */
    private static ExtraUsageRoom underLimit(long monthlyLimit, long spent, Grants grants) {
        return new ExtraUsageRoom(Money.saturatingAdd(
                grants.freeLeft(), Math.max(0, monthlyLimit - spent)), Reason.SPEND_LIMIT_REACHED);
    }
}
