package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.memory.AccountIndex;
import dev.extrausage.client.gate.memory.AccountSlab;
import dev.extrausage.client.gate.memory.ProjectedAccount;
import dev.extrausage.client.gate.memory.Holds;
import dev.extrausage.client.gate.memory.Snapshot;
import dev.extrausage.client.gate.memory.SnapshotSlots;
import dev.extrausage.client.gate.memory.Watermarks;
import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.ExtraUsageRoom;
import dev.extrausage.core.LateUsage;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * The latest snapshots and the holds against them; answers questions of any number of threads.
 *
 * <p>There are two ways to one answer. While a snapshot's figures are true as they stand, the
 * answer is read from the slot's seqlock without a lock: a few comparisons of longs. Past its
 * cycle, past a grant's expiry and before its cycle, the account is rebuilt and projected by the
 * core's own rules, under the account's lock; that takes microseconds, and ends with the next
 * snapshot. A law in the tests holds both against {@code Ledger.decide}.
 */
final class BalanceBook {
    /** Reads of a slot that keeps changing before the lock is taken. */
    private static final int OPTIMISTIC_READS = 8;
    private static final int NO_PLAN = -1;
    /** Stands for a place where the lock is held, so that no account moves. */
    private static final long LOCKED = -1;

    private final Supplier<Catalog> catalog;
    private final GatePolicies policies;
    private final long timeToLive;
    private final int gateways;
    private final Holds holds;
    private final AccountSlab slab;
    private final AccountIndex index;
    private final SnapshotSlots snapshots;
    private final LongAdder expired = new LongAdder();
    private volatile CatalogView view;
    final Watermarks watermarks = new Watermarks();

    /**
     * A book without accounts.
     *
     * @param catalog the catalog in force: asked anew for each answer
     * @param gateways how many gateways share the accounts, this one among them
     */
    BalanceBook(Supplier<Catalog> catalog, GatePolicies policies, int mostHolds, long timeToLiveMillis,
            int gateways) {
        this.catalog = catalog;
        this.policies = policies;
        this.timeToLive = timeToLiveMillis;
        this.gateways = gateways;
        holds = new Holds(mostHolds);
        slab = new AccountSlab(holds);
        index = new AccountIndex(slab);
        snapshots = new SnapshotSlots(slab, catalog);
        view = new CatalogView(catalog.get(), 0, List.of());
    }

    /** The layout of snapshots in slots; for the follower alone. */
    SnapshotSlots snapshots() {
        return snapshots;
    }

    boolean isFirstParty(String app, long time) {
        return viewAt(time, NO_PLAN).version.isFirstParty(app);
    }

    /** The account's place, for {@link #check} or {@link #admit} right after. */
    long find(String account) {
        return index.find(account);
    }

    /** The answer to a question, which holds nothing. */
    GateAnswer check(GateQuestion question, long place) {
        if (AccountIndex.slot(place) < 0) {
            return unknown(question);
        }
        long now = place;
        for (int i = 0; i < OPTIMISTIC_READS; i++) {
            GateAnswer answer = quick(AccountIndex.slot(now), question, now);
            if (answer != null) {
                return answer;
            }
            now = index.find(question.account());
        }
        return checkLocked(question, place);
    }

    private GateAnswer checkLocked(GateQuestion question, long place) {
        synchronized (slab.lock(AccountIndex.slot(place))) {
            return answerLocked(slotLocked(place, question.account()), question);
        }
    }

    /** The answer to a question with its hold, in one. */
    Admission admit(GateQuestion question, long place) {
        if (AccountIndex.slot(place) < 0) {
            return new Admission(unknown(question), this, null);
        }
        synchronized (slab.lock(AccountIndex.slot(place))) {
            int slot = slotLocked(place, question.account());
            GateAnswer answer = answerLocked(slot, question);
            long nanos = Math.min(question.estimateNanos(), answer.payableNanos());
            return answer.verdict() == Verdict.BLOCKED || nanos <= 0
                    ? new Admission(answer, this, null) : hold(slot, answer, nanos);
        }
    }

    /** The slot of an account, which may have been moved before its lock was taken. */
    private int slotLocked(long place, String account) {
        return AccountIndex.slot(index.isStill(place) ? place : index.find(account));
    }

    private Admission hold(int slot, GateAnswer answer, long nanos) {
        int hold = holds.take();
        if (hold == Holds.NONE) {
            return new Admission(answer, this, policies.tooManyHolds(answer));
        }
        slab.beginWrite(slot);
        int owner = ownerOf(slot);
        if (owner == Holds.NONE) {
            owner = holds.newOwner();
        }
        int generation = holds.add(
                owner, hold, slot, answer.isFirstParty(), nanos, answer.at() + timeToLive);
        slab.endWrite(slot, owner);
        return new Admission(answer, this, slot, hold, generation);
    }

    /** Ends the hold when a snapshot has the usage, which lies at {@code offset}. */
    void settle(Admission admission, long offset) {
        synchronized (slab.lock(admission.slot)) {
            if (!holds.isStill(admission.hold, admission.generation)) {
                return;
            }
            int slot = holds.slotOf(admission.hold);
            if (slab.get(slot, AccountSlab.USAGE_OFFSET) >= offset) {
                end(slot, admission.hold);
            } else {
                holds.acknowledge(admission.hold, offset);
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

    /** Applies a snapshot, and ends in the same write the holds whose usage it has. */
    void apply(Snapshot snapshot) {
        int slot = index.findOrAdd(snapshot.account());
        synchronized (slab.lock(slot)) {
            int owner = ownerOf(slot);
            slab.beginWrite(slot);
            snapshots.write(slot, snapshot);
            int last = holds.endUpTo(owner, snapshot.usageOffset());
            slab.endWrite(slot, last == Holds.NONE ? owner : Holds.NONE);
            if (last != Holds.NONE) {
                holds.forgetOwner(owner, last);
            }
        }
    }

    /** Ends the holds whose time to live has passed, also of accounts that nobody asks for. */
    void sweep(long now) {
        for (int hold = 0; hold < holds.capacity() && holds.size() > 0; hold++) {
            if (holds.isDue(hold, now)) {
                int seen = holds.slotOf(hold);
                synchronized (slab.lock(seen)) {
                    int slot = holds.slotOf(hold); // the account may have been moved meanwhile
                    if (slab.lock(slot) == slab.lock(seen)) {
                        endExpired(slot, now);
                    }
                }
            }
        }
    }

    private void endExpired(int slot, long now) {
        int owner = ownerOf(slot);
        while (owner != Holds.NONE && holds.oldestDeadline(owner) <= now) {
            end(slot, holds.first(owner));
            expired.increment();
            owner = ownerOf(slot);
        }
    }

    private GateAnswer answerLocked(int slot, GateQuestion question) {
        endExpired(slot, question.at());
        return quick(slot, question, LOCKED);
    }

    /**
     * The answer from a slot's figures, if they are true as they stand; else by the core's rules,
     * under the account's lock. Null if the slot was written to, or moved, meanwhile: not under the
     * lock.
     *
     * @param place by which the slot was found, or {@link #LOCKED}
     */
    private GateAnswer quick(int slot, GateQuestion question, long place) {
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
        long heldFirst = holds.heldFirst(owner);
        long heldThird = holds.heldThird(owner);
        long oldestDeadline = holds.oldestDeadline(owner);
        if (!AccountSlab.isUnchanged(words, at, stamp)
                || place != LOCKED && !index.isStill(place)) {
            return null;
        }
        long now = question.at();
        boolean isOpen = (flags & (AccountSlab.OPENED | AccountSlab.CLOSED)) == AccountSlab.OPENED;
        if (oldestDeadline <= now || isOpen && (now < start || now >= trueUntil)) {
            return place == LOCKED ? exact(slot, question) : checkLocked(question, place);
        }
        long knownAsOf = watermarks.of(AccountSlab.partition(packed));
        PolicyAnswer policy = policies.answer(watermarks.isReady(),
                GateAnswer.ageMillis(now, knownAsOf), (flags & AccountSlab.OPENED) != 0);
        if (!isOpen) {
            return new GateAnswer(question, Headroom.closed(allowance, extra, limit), -1,
                    knownAsOf, offset, policy);
        }
        int plan = AccountSlab.plan(packed);
        Headroom.Pools pools = new Headroom.Pools(viewAt(now, plan).hasExtraUsage(plan),
                (flags & AccountSlab.SWITCHED_ON) != 0, allowance, extra, limit, underLimit);
        return new GateAnswer(question,
                Headroom.of(question, pools, heldFirst, heldThird, gateways), end, knownAsOf,
                offset, policy);
    }

    private CatalogView viewAt(long time, int plan) {
        CatalogView current = view;
        Catalog now = catalog.get();
        if (!current.covers(now, time, plan)) {
            current = new CatalogView(now, time, snapshots.plans());
            view = current;
        }
        return current;
    }

    /** By the core's rules, from the account put together again: an open account alone. */
    private GateAnswer exact(int slot, GateQuestion question) {
        long now = question.at();
        Account account = ProjectedAccount.at(
                now, snapshots.read(slot, question.account()), catalog.get());
        long packed = slab.get(slot, AccountSlab.PACKED);
        int owner = ownerOf(slot);
        long knownAsOf = watermarks.of(AccountSlab.partition(packed));
        Headroom headroom = Headroom.of(question, pools(account, now),
                holds.heldFirst(owner), holds.heldThird(owner), gateways);
        return new GateAnswer(question, headroom, account.subscription().cycle().end(), knownAsOf,
                slab.get(slot, AccountSlab.USAGE_OFFSET), policies.answer(watermarks.isReady(),
                        GateAnswer.ageMillis(now, knownAsOf), true));
    }

    /** The pools as they are at that time, on the plan that the account is on by then (P10). */
    private Headroom.Pools pools(Account account, long now) {
        Catalog terms = catalog.get();
        Long limit = account.monthlyLimitNanos();
        long underLimit = limit == null ? GateAnswer.NO_LIMIT : ExtraUsageRoom.underLimit(
                limit, account.spentNanos(), account.freeCreditNanos());
        boolean hasAccess =
                terms.termsOf(account.subscription().plan(), terms.at(now)).extraUsage();
        return new Headroom.Pools(hasAccess, account.extraUsageOn(),
                LateUsage.allowanceFor(now, account, terms), account.extraUsageNanos(),
                limit == null ? -1 : limit, underLimit);
    }

    private GateAnswer unknown(GateQuestion question) {
        long knownAsOf = watermarks.of(question.account());
        return new GateAnswer(question, Headroom.UNKNOWN, -1, knownAsOf, -1, policies.answer(
                watermarks.isReady(), GateAnswer.ageMillis(question.at(), knownAsOf), false));
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

    /** Bytes of the accounts, and bytes reserved for holds. */
    long[] bytes() {
        return new long[] {slab.bytes() + snapshots.bytes(), holds.bytes()};
    }
}
