package dev.extrausage.client.gate;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.memory.AccountIndex;
import dev.extrausage.client.gate.memory.AccountSlab;
import dev.extrausage.client.gate.memory.Holds;
import dev.extrausage.client.gate.memory.ProjectedAccount;
import dev.extrausage.client.gate.memory.Snapshot;
import dev.extrausage.client.gate.memory.SnapshotSlots;
import dev.extrausage.client.gate.memory.Watermarks;
import dev.extrausage.core.Account;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
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
    /** The same, where the answer is to hold what it allows. */
    private static final long LOCKED_TO_ADMIT = -2;

    private final Supplier<Catalog> catalog;
    private final GatePolicies policies;
    private final int gateways;
    private final Holds holds;
    private final AccountSlab slab;
    private final AccountIndex index;
    private final SnapshotSlots snapshots;
    private final SlotHolds slotHolds;
    private final LongAdder unpriced = new LongAdder();
    private final AnswerCounts answers = new AnswerCounts();
    private volatile CatalogView view;
    final Watermarks watermarks = new Watermarks();

    /**
     * A book without accounts.
     *
     * @param catalog the catalog in force: asked anew for each answer
     * @param gateways how many gateways share the accounts, this one among them
     */
    BalanceBook(Supplier<Catalog> catalog, GatePolicies policies, int mostHolds,
            long timeToLiveMillis, int gateways) {
        this.catalog = catalog;
        this.policies = policies;
        this.gateways = gateways;
        holds = new Holds(mostHolds);
        slab = new AccountSlab(holds);
        index = new AccountIndex(slab);
        snapshots = new SnapshotSlots(slab, catalog);
        slotHolds = new SlotHolds(slab, holds, timeToLiveMillis);
        view = new CatalogView(catalog.get(), 0, List.of());
    }

    /** The layout of snapshots in slots; for the follower alone. */
    SnapshotSlots snapshots() {
        return snapshots;
    }

    /** A question about a request of that cost. */
    GateQuestion question(String account, String app, long estimateNanos, long time) {
        return new GateQuestion(account, version(time).isFirstParty(app), estimateNanos, time);
    }

    /** A question about a request that is priced as the ledger would. */
    GateQuestion question(String account, String app, RequestEstimate request, long time) {
        CatalogVersion version = version(time);
        Unpriced without = Unpriced.in(version.prices(), request.usage());
        if (without != null) {
            unpriced.increment();
        }
        return new GateQuestion(account, version.isFirstParty(app),
                without == null ? request.nanos(version.prices()) : 0, time, without);
    }

    /** The catalog version in force at that time. */
    CatalogVersion version(long time) {
        return viewAt(time, NO_PLAN).version;
    }

    /** The account's place, for {@link #check} or {@link #admit} right after. */
    long find(String account) {
        return index.find(account);
    }

    /** The answer to a question, which holds nothing. */
    GateAnswer check(GateQuestion question, long place) {
        if (AccountIndex.slot(place) < 0) {
            return unknown(question, place);
        }
        long found = place;
        for (int i = 0; i < OPTIMISTIC_READS; i++) {
            GateAnswer answer = quick(AccountIndex.slot(found), question, found);
            if (answer != null) {
                return answer;
            }
            found = index.find(question.account());
        }
        return locked(question, place, LOCKED);
    }

    /** The answer to a question with its hold, in one. */
    Admission admit(GateQuestion question, long place) {
        return (Admission) (AccountIndex.slot(place) < 0 ? unknown(question, LOCKED_TO_ADMIT)
                : locked(question, place, LOCKED_TO_ADMIT));
    }

    private GateAnswer locked(GateQuestion question, long place, long how) {
        synchronized (slab.lock(AccountIndex.slot(place))) {
            // The account may have been moved before its lock was taken.
            int slot = AccountIndex.slot(
                    index.isStill(place) ? place : index.find(question.account()));
            slotHolds.endExpired(slot, question.at());
            return quick(slot, question, how);
        }
    }

    /** The hold of that number; throws IllegalArgumentException where none can have it. */
    Hold hold(long number) {
        return slotHolds.numbered(number);
    }

    /** Applies a snapshot, and ends in the same write the holds whose usage it has. */
    void apply(Snapshot snapshot) {
        int slot = index.findOrAdd(snapshot.account());
        synchronized (slab.lock(slot)) {
            int owner = AccountSlab.holdsIn(slab.get(slot, AccountSlab.STAMP));
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
        slotHolds.sweep(now);
    }

    /**
     * The answer from a slot's figures, if they are true as they stand; else by the core's rules,
     * under the account's lock. Null if the slot was written to, or moved, meanwhile: not under the
     * lock.
     *
     * @param place by which the slot was found, or {@link #LOCKED}, or {@link #LOCKED_TO_ADMIT}
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
                || !isLocked(place) && !index.isStill(place)) {
            return null;
        }
        long now = question.at();
        boolean isOpen = (flags & (AccountSlab.OPENED | AccountSlab.CLOSED)) == AccountSlab.OPENED;
        if (oldestDeadline <= now || isOpen && (now < start || now >= trueUntil)) {
            return isLocked(place) ? exact(slot, question, place) : locked(question, place, LOCKED);
        }
        long knownAsOf = watermarks.of(AccountSlab.partition(packed));
        PolicyAnswer policy = policies.answer(watermarks.isReady(),
                GateAnswer.ageMillis(now, knownAsOf), (flags & AccountSlab.OPENED) != 0);
        if (!isOpen) {
            return answer(question, Headroom.closed(allowance, extra, limit), -1, knownAsOf, offset,
                    policy, version(now), slot, place);
        }
        int plan = AccountSlab.plan(packed);
        CatalogView terms = viewAt(now, plan);
        Headroom.Pools pools = new Headroom.Pools(terms.hasExtraUsage(plan),
                (flags & AccountSlab.SWITCHED_ON) != 0, allowance, extra, limit, underLimit);
        return answer(question, Headroom.of(question, pools, heldFirst, heldThird, gateways), end,
                knownAsOf, offset, policy, terms.version, slot, place);
    }

    private static boolean isLocked(long place) {
        return place == LOCKED || place == LOCKED_TO_ADMIT;
    }

    /**
     * The answer. The headroom goes to no method that is not surely inlined, here and below, so
     * that it is never allocated.
     */
    private GateAnswer answer(GateQuestion question, Headroom headroom, long cycleEnd,
            long knownAsOf, long usageOffset, PolicyAnswer before, CatalogVersion version, int slot,
            long place) {
        PolicyAnswer policy = question.unpriced() == null ? before : policies.unpriced(
                question.unpriced(), before, headroom.verdict(), headroom.reason());
        if (place != LOCKED_TO_ADMIT) {
            return answers.count(new GateAnswer(question, headroom, cycleEnd, knownAsOf,
                    usageOffset, policy, version.texts()));
        }
        Verdict verdict = policy == null ? headroom.verdict() : policy.verdict();
        long hold = verdict == Verdict.BLOCKED ? SlotHolds.NOTHING : slotHolds.take(
                slot, question, Math.min(question.estimateNanos(), headroom.payable()));
        if (hold == SlotHolds.NO_ROOM) {
            policy = policies.tooManyHolds(
                    verdict, policy == null ? headroom.reason() : policy.reason());
        }
        return answers.count(new Admission(question, headroom, cycleEnd, knownAsOf, usageOffset,
                policy, version.texts(),
                hold < 0 ? Hold.NOTHING : new Hold(slotHolds, hold)));
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
    private GateAnswer exact(int slot, GateQuestion question, long place) {
        long now = question.at();
        Catalog terms = catalog.get();
        Account account = ProjectedAccount.at(
                now, snapshots.read(slot, question.account()), terms);
        int owner = AccountSlab.holdsIn(slab.get(slot, AccountSlab.STAMP));
        long knownAsOf =
                watermarks.of(AccountSlab.partition(slab.get(slot, AccountSlab.PACKED)));
        Headroom headroom = Headroom.of(question, pools(account, terms, now),
                holds.heldFirst(owner), holds.heldThird(owner), gateways);
        PolicyAnswer policy = policies.answer(
                watermarks.isReady(), GateAnswer.ageMillis(now, knownAsOf), true);
        return answer(question, headroom, account.subscription().cycle().end(), knownAsOf,
                slab.get(slot, AccountSlab.USAGE_OFFSET), policy, terms.at(now), slot, place);
    }

    /** The pools as they are at that time, on the plan that the account is on by then (P10). */
    private static Headroom.Pools pools(Account account, Catalog catalog, long now) {
        Long limit = account.monthlyLimitNanos();
        long underLimit = limit == null ? GateAnswer.NO_LIMIT : ExtraUsageRoom.underLimit(
                limit, account.spentNanos(), account.freeCreditNanos());
        boolean hasAccess =
                catalog.termsOf(account.subscription().plan(), catalog.at(now)).extraUsage();
        return new Headroom.Pools(hasAccess, account.extraUsageOn(),
                LateUsage.allowanceFor(now, account, catalog), account.extraUsageNanos(),
                limit == null ? -1 : limit, underLimit);
    }

    private GateAnswer unknown(GateQuestion question, long place) {
        long knownAsOf = watermarks.of(question.account());
        PolicyAnswer policy = policies.answer(watermarks.isReady(),
                GateAnswer.ageMillis(question.at(), knownAsOf), false);
        return answer(question, Headroom.UNKNOWN, -1, knownAsOf, -1, policy,
                version(question.at()), -1, place);
    }

    int accounts() {
        return slab.size();
    }

    int held() {
        return holds.size();
    }

    /** The sum of the holds, in nano-USD. */
    long heldNanos() {
        return holds.nanos();
    }

    /** The answers given, by kind. */
    List<GateFigures.Answers> answers() {
        return answers.all();
    }

    long expired() {
        return slotHolds.expired();
    }

    /** Questions about something without a price. */
    long unpriced() {
        return unpriced.sum();
    }

    /** Bytes of the accounts, and bytes reserved for holds. */
    long[] bytes() {
        return new long[] {slab.bytes() + snapshots.bytes(), holds.bytes()};
    }
}
