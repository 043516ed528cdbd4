package dev.extrausage.core;

import java.util.ArrayList;
import java.util.List;

/**
 * The extra usage that may be drawn now, and the limit that says so: the smallest of U3's rooms,
 * the first of equals.
 *
 * <p>U3's order is written here alone: {@link #binding} as a choice among primitives, which the
 * ledger and the gate make for every request without an object, and {@link #each} as the list that
 * an explanation reads out. A law in the tests holds one against the other.
 *
 * @param nanos the room, in nano-USD
 * @param reason the reason given when it is too small
 */
public record ExtraUsageRoom(long nanos, Reason reason) {
    /** The room under a spend limit that is not set. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** The room that binds an open account, by the catalog version that decides. */
    public static ExtraUsageRoom of(Account account, Catalog catalog, CatalogVersion version) {
        return of(catalog.termsOf(account.subscription().plan(), version), account.extraUsageOn(),
                account.monthlyLimitNanos(), account.spentNanos(), new GrantList(account.grants()));
    }

    static ExtraUsageRoom of(Draft draft) {
        return of(draft.plan(), draft.extraUsageOn, draft.monthlyLimit, draft.spent, draft.grants);
    }

    private static ExtraUsageRoom of(
            Plan plan, boolean switchedOn, Long monthlyLimit, long spent, GrantList grants) {
        boolean limited = monthlyLimit != null;
        long underLimit = limited ? underLimit(monthlyLimit, spent, grants.freeLeft()) : NO_LIMIT;
        Reason binding =
                binding(plan.extraUsage(), switchedOn, limited, underLimit, grants.left());
        return new ExtraUsageRoom(nanos(binding, underLimit, grants.left()), binding);
    }

    /**
     * The reason of the smallest room, the first of equals (U3).
     *
     * @param hasAccess whether the plan has extra usage
     * @param switchedOn whether the customer has it on
     * @param limited whether a spend limit is set
     * @param underLimitNanos {@link #underLimit}, or {@link #NO_LIMIT}
     * @param balanceNanos the sum left in all grants
     */
    public static Reason binding(boolean hasAccess, boolean switchedOn, boolean limited,
            long underLimitNanos, long balanceNanos) {
        if (!hasAccess) {
            return Reason.NO_EXTRA_USAGE_ACCESS;
        }
        if (!switchedOn) {
            return Reason.EXTRA_USAGE_OFF;
        }
        return limited && underLimitNanos <= balanceNanos
                ? Reason.SPEND_LIMIT_REACHED : Reason.OUT_OF_EXTRA_USAGE;
    }

    /** The room of {@link #binding}, in nano-USD, given the two that are not 0 by nature. */
    public static long nanos(Reason binding, long underLimitNanos, long balanceNanos) {
        if (binding == Reason.SPEND_LIMIT_REACHED) {
            return underLimitNanos;
        }
        return binding == Reason.OUT_OF_EXTRA_USAGE ? balanceNanos : 0;
    }

    /**
     * The room under a spend limit, in nano-USD. Free credit is not spending, so a limit leaves it
     * whole (U3).
     */
    public static long underLimit(long limitNanos, long spentNanos, long freeCreditNanos) {
        return Money.saturatingAdd(freeCreditNanos, Math.max(0, limitNanos - spentNanos));
    }

    /**
     * The rooms that hold for an open account, each with its figure, in U3's order.
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
        if (account.monthlyLimitNanos() != null) {
            rooms.add(new ExtraUsageRoom(underLimit(account.monthlyLimitNanos(),
                    account.spentNanos(), account.freeCreditNanos()),
                    Reason.SPEND_LIMIT_REACHED));
        }
        rooms.add(new ExtraUsageRoom(account.extraUsageNanos(), Reason.OUT_OF_EXTRA_USAGE));
        return rooms;
    }
}
