package dev.extrausage.client.gate.memory;

import dev.extrausage.core.Account;
import dev.extrausage.core.Allowance;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Grant;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Subscription;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.NextPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes a snapshot into its account's slot, and rebuilds the core's account from there. Of its
 * grants a slot keeps what was given and what was bought in two sums, and one by one only those
 * that expire: which of the others is drawn first makes no difference to what can be drawn.
 */
public final class SnapshotSlots {
    private static final long MOST_CLOCK = 0xFFFF_FFFFL;

    private final AccountSlab slab;
    private final Supplier<Catalog> catalog;
    private final SlotOverflow overflow = new SlotOverflow();
    private volatile List<String> plans = List.of();

    /** The layout of the slots in that slab, for the plans of the catalog in force. */
    public SnapshotSlots(AccountSlab slab, Supplier<Catalog> catalog) {
        this.slab = slab;
        this.catalog = catalog;
    }

    /** The plans that accounts are on, in the order of their numbers. */
    public List<String> plans() {
        return plans;
    }

    /** True if the gate's catalog has the plan: an account on another cannot be projected. */
    boolean knows(String plan) {
        return catalog.get().versions().stream().anyMatch(v -> v.plans().containsKey(plan));
    }

    private int number(String plan) {
        int number = plans.indexOf(plan);
        if (number < 0) {
            List<String> more = new ArrayList<>(plans);
            more.add(plan);
            number = plans.size();
            plans = List.copyOf(more);
        }
        return number;
    }

    /** Writes the snapshot, between the slab's {@code beginWrite} and {@code endWrite}. */
    public void write(int slot, Snapshot snapshot) {
        overflow.freeAll(firstOverflow(slot));
        Balance b = snapshot.balance();
        if (b == null || b.getPlan() == null) {
            slab.set(slot, AccountSlab.PACKED, AccountSlab.packed(0, 0, 0, snapshot.partition()));
            slab.set(slot, AccountSlab.ALLOWANCE, 0);
            slab.set(slot, AccountSlab.EXTRA, 0);
            slab.set(slot, AccountSlab.USAGE_OFFSET, snapshot.usageOffset());
            slab.set(slot, AccountSlab.CLOCK_AND_OVERFLOW, 0);
            return;
        }
        int flags = AccountSlab.OPENED | (b.getClosed() ? AccountSlab.CLOSED : 0)
                | (b.getExtraUsageOn() ? AccountSlab.SWITCHED_ON : 0)
                | (b.getMonthlyLimitNanos() == null ? 0 : AccountSlab.LIMITED)
                | (b.getFirstCycle() ? AccountSlab.FIRST_CYCLE : 0);
        long start = b.getCycleStart().toEpochMilli();
        long end = b.getCycleEnd().toEpochMilli();
        slab.set(slot, AccountSlab.PACKED, AccountSlab.packed(
                flags, number(b.getPlan()), b.getSeats(), snapshot.partition()));
        slab.set(slot, AccountSlab.ALLOWANCE, b.getAllowanceLeftNanos());
        slab.set(slot, AccountSlab.EXTRA, b.getExtraUsageNanos());
        slab.set(slot, AccountSlab.CYCLE_START, start);
        slab.set(slot, AccountSlab.CYCLE_END, end);
        slab.set(slot, AccountSlab.ANCHOR,
                b.getCycleAnchor() == null ? start : b.getCycleAnchor().toEpochMilli());
        slab.set(slot, AccountSlab.USAGE_OFFSET, snapshot.usageOffset());
        slab.set(slot, AccountSlab.LIMIT,
                b.getMonthlyLimitNanos() == null ? -1 : b.getMonthlyLimitNanos());
        slab.set(slot, AccountSlab.SPENT, b.getSpentNanos());
        slab.set(slot, AccountSlab.LATE, b.getLateAllowanceNanos());
        writeGrants(slot, b, start, end);
    }

    private void writeGrants(int slot, Balance b, long start, long end) {
        long free = 0;
        long trueUntil = end;
        int first = SlotOverflow.NONE;
        for (int i = b.getGrants().size() - 1; i >= 0; i--) {
            LiveGrant grant = b.getGrants().get(i);
            boolean isBought = GrantKind.valueOf(grant.getKind()).isBought();
            free += isBought ? 0 : grant.getLeftNanos();
            if (!isBought && grant.getExpiresAt() != null) {
                long expiry = grant.getExpiresAt().toEpochMilli();
                trueUntil = Math.min(trueUntil, expiry);
                first = overflow.add(expiry, grant.getLeftNanos(), first);
            }
        }
        first = addPlans(b, first);
        long clock = b.getClock() == null ? 0 : b.getClock().toEpochMilli() - start;
        slab.set(slot, AccountSlab.FREE, free);
        slab.set(slot, AccountSlab.TRUE_UNTIL, trueUntil);
        slab.set(slot, AccountSlab.CLOCK_AND_OVERFLOW, (first + 1L) << Integer.SIZE
                | Math.max(0, Math.min(MOST_CLOCK, clock)));
    }

    /** Adds what few accounts have of their contract; returns the first entry then. */
    private int addPlans(Balance b, int grants) {
        int first = grants;
        if (b.getCustomAllowanceNanos() != null) {
            first = overflow.add(SlotOverflow.CUSTOM_ALLOWANCE, b.getCustomAllowanceNanos(), first);
        }
        NextPlan next = b.getNextPlan();
        if (next == null) {
            return first;
        }
        if (next.getAllowanceNanos() != null) {
            first = overflow.add(SlotOverflow.NEXT_ALLOWANCE, next.getAllowanceNanos(), first);
        }
        return overflow.add(SlotOverflow.NEXT_PLAN,
                AccountSlab.packed(0, number(next.getPlan()), next.getSeats(), 0), first);
    }

    private int firstOverflow(int slot) {
        return (int) (slab.get(slot, AccountSlab.CLOCK_AND_OVERFLOW) >>> Integer.SIZE) - 1;
    }

    /** Rebuilds an opened account as its snapshot says; under the account's lock. */
    public Account read(int slot, String name) {
        long packed = slab.get(slot, AccountSlab.PACKED);
        long start = slab.get(slot, AccountSlab.CYCLE_START);
        long limit = slab.get(slot, AccountSlab.LIMIT);
        long left = slab.get(slot, AccountSlab.ALLOWANCE);
        int flags = AccountSlab.flags(packed);
        int rest = firstOverflow(slot);
        Account none = Account.unknown(name);
        Subscription subscription = new Subscription(plans.get(AccountSlab.plan(packed)),
                AccountSlab.seats(packed), overflow.find(rest, SlotOverflow.CUSTOM_ALLOWANCE),
                (flags & AccountSlab.CLOSED) != 0,
                ProjectedAccount.cycle(slab.get(slot, AccountSlab.ANCHOR), start,
                        slab.get(slot, AccountSlab.CYCLE_END),
                        (flags & AccountSlab.FIRST_CYCLE) != 0), nextPlan(rest));
        long clock = start + (slab.get(slot, AccountSlab.CLOCK_AND_OVERFLOW) & MOST_CLOCK);
        return new Account(name, 1, clock, subscription,
                new Allowance(left, left, 0, slab.get(slot, AccountSlab.LATE)),
                grants(slot, rest, start), (flags & AccountSlab.SWITCHED_ON) != 0,
                limit < 0 ? null : limit, slab.get(slot, AccountSlab.SPENT), null,
                none.autoReload(), none.starterCredit(), none.thirdPartyUse(), 0, List.of());
    }

    private Subscription.NextPlan nextPlan(int rest) {
        Long packed = overflow.find(rest, SlotOverflow.NEXT_PLAN);
        return packed == null ? null : new Subscription.NextPlan(
                plans.get(AccountSlab.plan(packed)), AccountSlab.seats(packed),
                overflow.find(rest, SlotOverflow.NEXT_ALLOWANCE));
    }

    /** The grants that expire, and one each of all others given and bought. */
    private List<Grant> grants(int slot, int rest, long start) {
        List<Grant> grants = new ArrayList<>();
        long free = slab.get(slot, AccountSlab.FREE);
        for (int e = rest; e != SlotOverflow.NONE; e = overflow.next(e)) {
            if (overflow.isGrant(e)) {
                grants.add(grant("expiring-" + e, GrantKind.GOODWILL, overflow.nanos(e), start,
                        overflow.expiry(e)));
                free -= overflow.nanos(e);
            }
        }
        grants.add(grant("given", GrantKind.GOODWILL, free, start, null));
        grants.add(grant("bought", GrantKind.PURCHASE, slab.get(slot, AccountSlab.EXTRA)
                - slab.get(slot, AccountSlab.FREE), start, null));
        return grants;
    }

    private static Grant grant(String id, GrantKind kind, long left, long at, Long expiresAt) {
        return new Grant(id, kind, left, left, at, expiresAt, true, List.of(), List.of(),
                false);
    }

    /** The memory of the overflow, in bytes. */
    public long bytes() {
        return overflow.bytes();
    }
}
