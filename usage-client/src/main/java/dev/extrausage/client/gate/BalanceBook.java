package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.memory.AccountIndex;
import dev.extrausage.client.gate.memory.AccountSlab;
import dev.extrausage.client.gate.memory.CarriedOn;
import dev.extrausage.client.gate.memory.Holds;
import dev.extrausage.client.gate.memory.Snapshot;
import dev.extrausage.client.gate.memory.SnapshotSlots;
import dev.extrausage.client.gate.memory.Watermarks;
import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.ExtraUsageRoom;
import dev.extrausage.core.LateUsage;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * The latest snapshots, and what is held against them: answers for any number of threads.
 *
 * <p>There are two ways to one answer. While a snapshot's figures are true as they stand, a few
 * comparisons of longs are the answer, without a lock. Past its cycle, past a grant's expiry and
 * before its cycle, the account is put together again and carried on by the core's own rules, under
 * the account's lock; that takes microseconds, and ends with the next snapshot. A law in the tests
 * holds both against {@code Ledger.decide}.
 */
final class BalanceBook {
    private static final int PATIENCE = 8;
    private static final int NO_PLAN = -1;
    /** In place of a place: no account can be moved away. */
    private static final long LOCKED = -1;

    private enum Quick { ANSWERED, CHANGED_MEANWHILE, NOT_AS_IT_STANDS }

    private final Catalog catalog;
    private final GatePolicies policies;
    private final long timeToLive;
    private final LeftOver leftOver;
    private final Holds holds;
    private final AccountSlab slab;
    private final AccountIndex index;
    private final SnapshotSlots snapshots;
    private final LongAdder expired = new LongAdder();
    private volatile CatalogView view;
    final Watermarks freshness = new Watermarks();

    /** @param gateways how many gateways share the accounts, this one among them */
    BalanceBook(Catalog catalog, GatePolicies policies, int mostHolds, long timeToLiveMillis,
            int gateways) {
        this.catalog = catalog;
        this.policies = policies;
        this.timeToLive = timeToLiveMillis;
        leftOver = new LeftOver(gateways);
        holds = new Holds(mostHolds);
        slab = new AccountSlab(holds);
        index = new AccountIndex(slab);
        snapshots = new SnapshotSlots(slab, catalog);
        view = new CatalogView(catalog, 0, List.of());
    }

    /** What the ledger knows of each account: for the follower alone. */
    SnapshotSlots snapshots() {
        return snapshots;
    }

    boolean isFirstParty(String app, long time) {
        return viewAt(time, NO_PLAN).version.isFirstParty(app);
    }

    /** Where the account is, to be asked for at once: {@link #check}, {@link #admit}. */
    long find(String account) {
        return index.find(account);
    }

    /** Fills in an answer that holds nothing. */
    void check(GateAnswer answer, long place) {
        int slot = AccountIndex.slot(place);
        if (slot < 0) {
            unknown(answer);
        } else {
            Quick quick = quick(slot, answer, place);
            for (int i = 1; quick == Quick.CHANGED_MEANWHILE && i < PATIENCE; i++) {
                long now = index.find(answer.account);
                quick = quick(AccountIndex.slot(now), answer, now);
            }
            if (quick != Quick.ANSWERED) {
                synchronized (slab.lock(slot)) {
                    answerLocked(slotLocked(place, answer.account), answer);
                }
            }
        }
        // As if its fields were final: whoever gets the answer sees it whole.
        VarHandle.releaseFence();
    }

    /** Fills in an answer and takes its hold, in one. */
    void admit(Admission answer, long place) {
        if (AccountIndex.slot(place) < 0) {
            unknown(answer);
        } else {
            synchronized (slab.lock(AccountIndex.slot(place))) {
                int slot = slotLocked(place, answer.account);
                answerLocked(slot, answer);
                long nanos = Math.min(answer.estimateNanos, answer.payable);
                if (answer.verdict != Verdict.BLOCKED && nanos > 0) {
                    hold(slot, answer, nanos);
                }
            }
        }
        VarHandle.releaseFence();
    }

    /** The slot of an account, which may have been moved before its lock was taken. */
    private int slotLocked(long place, String account) {
        return AccountIndex.slot(index.isStill(place) ? place : index.find(account));
    }

    private void hold(int slot, Admission answer, long nanos) {
        int hold = holds.take();
        if (hold == Holds.NONE) {
            policies.applyTooManyHolds(answer);
            return;
        }
        slab.beginWrite(slot);
        int owner = ownerOf(slot);
        if (owner == Holds.NONE) {
            owner = holds.newOwner();
        }
        answer.slot = slot;
        answer.hold = hold;
        answer.generation = holds.add(
                owner, hold, slot, answer.firstParty, nanos, answer.at + timeToLive);
        slab.endWrite(slot, owner);
    }

    /** The usage lies at {@code offset}: the hold ends when a snapshot has it. */
    void settle(Admission admission, long offset) {
        synchronized (slab.lock(admission.slot)) {
            if (!holds.isStill(admission.hold, admission.generation)) {
                return;
            }
            int slot = holds.slotOf(admission.hold);
            if (slab.get(slot, AccountSlab.USAGE_OFFSET) >= offset) {
                end(slot, admission.hold);
            } else {
                holds.offset[admission.hold] = offset;
            }
        }
    }

    void changeHold(Admission admission, long nanos) {
        synchronized (slab.lock(admission.slot)) {
            if (holds.isStill(admission.hold, admission.generation)) {
                int slot = holds.slotOf(admission.hold);
                slab.beginWrite(slot);
                holds.change(ownerOf(slot), admission.hold, nanos);
                slab.endWrite(slot, ownerOf(slot));
            }
        }
    }

    void release(Admission admission) {
        synchronized (slab.lock(admission.slot)) {
            if (holds.isStill(admission.hold, admission.generation)) {
                end(holds.slotOf(admission.hold), admission.hold);
            }
        }
    }

    private void end(int slot, int hold) {
        int owner = ownerOf(slot);
        slab.beginWrite(slot);
        boolean last = holds.end(owner, hold);
        slab.endWrite(slot, last ? Holds.NONE : owner);
        if (last) {
            holds.forgetOwner(owner, hold);
        }
    }

    /** A snapshot has come; what it has of held usage is held no longer, in the same instant. */
    void apply(Snapshot snapshot) {
        int slot = index.findOrAdd(snapshot.account());
        synchronized (slab.lock(slot)) {
            int owner = ownerOf(slot);
            slab.beginWrite(slot);
            snapshots.write(slot, snapshot);
            int last = Holds.NONE;
            for (int hold = owner == Holds.NONE ? Holds.NONE : holds.head[owner];
                    hold != Holds.NONE; ) {
                int next = holds.next(hold);
                if (holds.offset[hold] >= 0 && holds.offset[hold] <= snapshot.usageOffset()
                        && holds.end(owner, hold)) {
                    last = hold;
                }
                hold = next;
            }
            slab.endWrite(slot, last == Holds.NONE ? owner : Holds.NONE);
            if (last != Holds.NONE) {
                holds.forgetOwner(owner, last);
            }
        }
    }

    /** Ends the holds whose time has passed, of accounts that nobody asks for as well. */
    void sweep(long now) {
        for (int hold = 0; hold < holds.capacity() && holds.size() > 0; hold++) {
            if (holds.deadline[hold] <= now && holds.deadline[hold] > 0) {
                int seen = holds.slotOf(hold);
                synchronized (slab.lock(seen)) {
                    int slot = holds.slotOf(hold); // that account may have been moved till now
                    if (slab.lock(slot) == slab.lock(seen)) {
                        endExpired(slot, now);
                    }
                }
            }
        }
    }

    private void endExpired(int slot, long now) {
        int owner = ownerOf(slot);
        while (owner != Holds.NONE && holds.oldestDeadline[owner] <= now) {
            end(slot, holds.head[owner]);
            expired.increment();
            owner = ownerOf(slot);
        }
    }

    private void answerLocked(int slot, GateAnswer answer) {
        endExpired(slot, answer.at);
        if (quick(slot, answer, LOCKED) != Quick.ANSWERED) {
            exact(slot, answer);
        }
    }

    /** @param place by which the slot was found, or {@link #LOCKED} */
    private Quick quick(int slot, GateAnswer answer, long place) {
        long[] words = slab.words(slot);
        int at = AccountSlab.at(words, slot);
        long stamp = AccountSlab.beginRead(words, at);
        long packed = AccountSlab.read(words, at, AccountSlab.PACKED);
        long trueUntil = AccountSlab.read(words, at, AccountSlab.TRUE_UNTIL);
        long allowance = AccountSlab.read(words, at, AccountSlab.ALLOWANCE);
        long extra = AccountSlab.read(words, at, AccountSlab.EXTRA);
        long start = AccountSlab.read(words, at, AccountSlab.CYCLE_START);
        long end = AccountSlab.read(words, at, AccountSlab.CYCLE_END);
        long offset = AccountSlab.read(words, at, AccountSlab.USAGE_OFFSET);
        int flags = AccountSlab.flags(packed);
        long limit = -1;
        long underLimit = GateAnswer.NO_LIMIT;
        if ((flags & AccountSlab.LIMITED) != 0) {
            limit = AccountSlab.read(words, at, AccountSlab.LIMIT);
            underLimit = ExtraUsageRoom.underLimit(limit,
                    AccountSlab.read(words, at, AccountSlab.SPENT),
                    AccountSlab.read(words, at, AccountSlab.FREE));
        }
        int owner = AccountSlab.holdsIn(stamp);
        long heldFirst = owner < 0 ? 0 : holds.heldFirst[owner];
        long heldThird = owner < 0 ? 0 : holds.heldThird[owner];
        long oldestDeadline = owner < 0 ? Long.MAX_VALUE : holds.oldestDeadline[owner];
        if (!AccountSlab.isUnchanged(words, at, stamp)
                || place != LOCKED && !index.isStill(place)) {
            return Quick.CHANGED_MEANWHILE;
        }
        long now = answer.at;
        boolean isOpen = (flags & (AccountSlab.OPENED | AccountSlab.CLOSED)) == AccountSlab.OPENED;
        if (oldestDeadline <= now || isOpen && (now < start || now >= trueUntil)) {
            return Quick.NOT_AS_IT_STANDS;
        }
        answer.knownAsOf = freshness.of(AccountSlab.partition(packed));
        answer.usageOffset = offset;
        answer.limit = limit;
        if (isOpen) {
            int plan = AccountSlab.plan(packed);
            answer.cycleEnd = end;
            leftOver.figure(answer, viewAt(now, plan).hasExtraUsage(plan),
                    (flags & AccountSlab.SWITCHED_ON) != 0, allowance, extra, underLimit,
                    heldFirst, heldThird);
        } else {
            LeftOver.closed(answer, allowance, extra);
        }
        policies.apply(answer, freshness.isReady(), (flags & AccountSlab.OPENED) != 0);
        return Quick.ANSWERED;
    }

    private CatalogView viewAt(long time, int plan) {
        CatalogView current = view;
        if (!current.covers(time, plan)) {
            current = new CatalogView(catalog, time, snapshots.plans());
            view = current;
        }
        return current;
    }

    /** By the core's rules, from the account put together again: an open account alone. */
    private void exact(int slot, GateAnswer answer) {
        long now = answer.at;
        Account account = CarriedOn.to(now, snapshots.read(slot, answer.account), catalog);
        int plan = AccountSlab.plan(slab.get(slot, AccountSlab.PACKED));
        int owner = ownerOf(slot);
        answer.knownAsOf = freshness.of(
                AccountSlab.partition(slab.get(slot, AccountSlab.PACKED)));
        answer.usageOffset = slab.get(slot, AccountSlab.USAGE_OFFSET);
        answer.limit = account.monthlyLimitNanos() == null ? -1 : account.monthlyLimitNanos();
        answer.cycleEnd = account.subscription().cycle().end();
        long underLimit = answer.limit < 0 ? GateAnswer.NO_LIMIT : ExtraUsageRoom.underLimit(
                answer.limit, account.spentNanos(), account.freeCreditNanos());
        leftOver.figure(answer, viewAt(now, plan).hasExtraUsage(plan), account.extraUsageOn(),
                LateUsage.allowanceFor(now, account, catalog), account.extraUsageNanos(),
                underLimit, owner < 0 ? 0 : holds.heldFirst[owner],
                owner < 0 ? 0 : holds.heldThird[owner]);
        policies.apply(answer, freshness.isReady(), true);
    }

    private void unknown(GateAnswer answer) {
        answer.knownAsOf = freshness.of(answer.account);
        policies.apply(answer, freshness.isReady(), false);
    }

    private int ownerOf(int slot) {
        return AccountSlab.holdsIn(slab.get(slot, AccountSlab.STAMP));
    }

    int accounts() {
        return slab.size();
    }

    int held() {
        return holds.size();
    }

    long expired() {
        return expired.sum();
    }

    /** What the accounts occupy, and what is set aside for holds. */
    long[] bytes() {
        return new long[] {slab.bytes() + snapshots.bytes(), holds.bytes()};
    }
}
