package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.memory.AccountIndex;
import dev.extrausage.client.gate.memory.Snapshot;
import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Holds: against which pool they count, and until when. */
class AdmissionTest {
    private static final Catalog CATALOG = Catalogs.example();
    private static final long DOLLAR = 1_000_000_000L;
    private static final long TTL = 60_000;
    private static final long STALE = 5_000;

    private long now = UtcTime.parse("now", "2026-01-10T00:00:00Z");
    private final BalanceBook book = book(1, 1_000, GatePolicy.FAIL_CLOSED);
    private Account account = pro(CATALOG, now);

    private static BalanceBook book(int gateways, int holds, GatePolicy policy) {
        BalanceBook book = new BalanceBook(() -> CATALOG,
                new GatePolicies(policy, policy, STALE, policy, policy, policy), holds, TTL,
                gateways);
        book.watermarks.begin(1);
        return book;
    }

    /** Pro with its allowance of $20 and $5 bought. */
    private static Account pro(Catalog catalog, long now) {
        return pro("ada", catalog, now);
    }

    private static Account pro(String name, Catalog catalog, long now) {
        Account account = Account.unknown(name);
        for (Change change : List.of(new Change.PlanStarted("pro", 1, null),
                new Change.CreditGranted("c", GrantKind.PURCHASE, 5 * DOLLAR, null, "p", null))) {
            account = Ledger.decide(account, new Input(new AccountEvent(
                    EventId.derived(now, change.toString()), name, now, "test", change), now),
                    catalog).account();
        }
        return account;
    }

    private void fresh(BalanceBook in, Long usageOffset) {
        in.watermarks.advance(0, now);
        in.apply(SnapshotMaker.of(account, usageOffset, CATALOG));
    }

    private Admission admit(BalanceBook in, String app, long nanos) {
        return in.admit(question(in, app, nanos), in.find("ada"));
    }

    private GateAnswer check(BalanceBook in, String app, long nanos) {
        return in.check(question(in, app, nanos), in.find("ada"));
    }

    private GateQuestion question(BalanceBook in, String app, long nanos) {
        return in.question("ada", app, nanos, now);
    }

    @Test
    void first_party_holds_draw_on_the_allowance_first() {
        fresh(book, null);
        admit(book, "cursor", DOLLAR);
        assertThat(check(book, "claude.ai", 1).allowanceLeftNanos()).isEqualTo(20 * DOLLAR);
        assertThat(check(book, "claude.ai", 1).extraUsageLeftNanos()).isEqualTo(4 * DOLLAR);

        admit(book, "claude.ai", 21 * DOLLAR);
        GateAnswer left = check(book, "claude.ai", 1);
        assertThat(left.allowanceLeftNanos()).isZero();
        assertThat(left.extraUsageLeftNanos()).isEqualTo(3 * DOLLAR);
        assertThat(left.heldNanos()).isEqualTo(22 * DOLLAR);
    }

    @Test
    void a_hold_ends_when_a_snapshot_has_its_usage() {
        fresh(book, 6L);
        Admission first = admit(book, "cursor", 2 * DOLLAR);
        Admission second = admit(book, "cursor", 2 * DOLLAR);
        first.settleAt(7);
        second.settleAt(9);

        account = used(account, 2);
        fresh(book, 8L);

        assertThat(check(book, "cursor", 1).heldNanos()).isEqualTo(2 * DOLLAR);
        assertThat(check(book, "cursor", 1).extraUsageLeftNanos()).isEqualTo(DOLLAR);
        account = used(account, 2);
        fresh(book, 9L);
        assertThat(check(book, "cursor", 1).heldNanos()).isZero();
        assertThat(check(book, "cursor", 1).extraUsageLeftNanos()).isEqualTo(DOLLAR);
        assertThat(book.held()).isZero();
    }

    private Account used(Account before, long usd) {
        return Ledger.decide(before, new Input(new UsageEvent(EventId.derived(now, "u" + before),
                "ada", null, now, "cursor", null, "claude-haiku-4-5", usd * 1_000_000, 0, 0, 0,
                0), now), CATALOG).account();
    }

    @Test
    void a_hold_acknowledged_after_its_snapshot_ends_at_once() {
        fresh(book, 8L);
        admit(book, "cursor", DOLLAR).settleAt(8);
        assertThat(check(book, "cursor", 1).heldNanos()).isZero();
    }

    @Test
    void a_duplicates_hold_ends_with_the_accounts_next_usage() {
        fresh(book, 5L);
        Admission duplicate = admit(book, "cursor", DOLLAR);
        duplicate.settleAt(6);
        fresh(book, 5L);
        assertThat(book.held()).isEqualTo(1);
        fresh(book, 12L);
        assertThat(book.held()).isZero();
    }

    @Test
    void a_hold_ends_once_by_release_close_or_expiry() {
        fresh(book, null);
        Admission released = admit(book, "cursor", DOLLAR);
        released.release();
        released.release();
        released.settleAt(3);
        try (Admission failed = admit(book, "cursor", DOLLAR)) {
            assertThat(failed.isAllowed()).isTrue();
        }
        assertThat(book.held()).isZero();

        Admission forgotten = admit(book, "cursor", 5 * DOLLAR).keep();
        forgotten.close();
        assertThat(check(book, "cursor", 1).verdict()).isEqualTo(Verdict.BLOCKED);
        now += TTL - 1;
        book.watermarks.advance(0, now);
        assertThat(check(book, "cursor", 1).verdict()).isEqualTo(Verdict.BLOCKED);
        now++;
        assertThat(check(book, "cursor", 5 * DOLLAR).isAllowed()).isTrue();
        assertThat(book.expired()).isEqualTo(1);
        Admission other = admit(book, "cursor", DOLLAR);
        forgotten.release();
        assertThat(book.held()).as("the place may be another's by now").isEqualTo(1);
        other.release();
    }

    @Test
    void expired_holds_of_idle_accounts_are_swept_up() {
        fresh(book, null);
        admit(book, "cursor", DOLLAR);
        admit(book, "claude.ai", DOLLAR);
        book.sweep(now + TTL - 1);
        assertThat(book.held()).isEqualTo(2);
        book.sweep(now + TTL);
        assertThat(book.held()).isZero();
    }

    @Test
    void the_real_cost_replaces_the_estimate_of_a_hold() {
        fresh(book, null);
        Admission admission = admit(book, "cursor", 4 * DOLLAR);
        admission.costs(DOLLAR);
        assertThat(check(book, "cursor", 1).extraUsageLeftNanos()).isEqualTo(4 * DOLLAR);
        admission.costs(3 * DOLLAR).settleAt(1);
        assertThat(check(book, "cursor", 1).extraUsageLeftNanos()).isEqualTo(2 * DOLLAR);
        admission.release();
        assertThat(check(book, "cursor", 1).heldNanos()).isZero();
    }

    @Test
    void a_hold_is_found_by_its_number_until_it_ends() {
        fresh(book, 3L);
        long released = admit(book, "cursor", DOLLAR).hold().number();
        long settled = admit(book, "cursor", DOLLAR).hold().number();
        long awaited = admit(book, "cursor", DOLLAR).hold().number();
        assertThat(book.hold(released).number()).isEqualTo(released);
        book.hold(released).release();
        book.hold(released).release();
        book.hold(settled).settleAt(3);
        book.hold(awaited).settleAt(4);
        assertThat(book.held()).isEqualTo(1);
        fresh(book, 4L);
        assertThat(book.held()).isZero();
        assertThat(check(book, "cursor", 1).heldNanos()).isZero();
    }

    @Test
    void numbers_of_holds_are_good_wherever_their_accounts_move() {
        BalanceBook large = book(1, 1_000, GatePolicy.FAIL_CLOSED);
        List<Long> numbers = new ArrayList<>();
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            large.apply(SnapshotMaker.of(pro("held-" + i, CATALOG, now), 0L, CATALOG));
        }
        for (int i = 0; i < 500; i++) {
            slots.add(AccountIndex.slot(large.find("held-" + i)));
            numbers.add(hold(large, "held-" + i).hold().number());
        }
        for (int i = 0; i < 20_000; i++) {
            large.apply(new Snapshot("more-" + i, 0, null));
        }
        assertThat(large.held()).isEqualTo(500);
        int moved = 0;
        for (int i = 0; i < 500; i++) {
            moved += AccountIndex.slot(large.find("held-" + i)) == slots.get(i) ? 0 : 1;
            large.hold(numbers.get(i)).release();
            large.hold(numbers.get(i)).settleAt(0);
        }
        assertThat(moved).isPositive();
        assertThat(large.held()).isZero();
        assertThat(large.heldNanos()).isZero();
    }

    private Admission hold(BalanceBook in, String name) {
        in.watermarks.advance(0, now);
        return in.admit(new GateQuestion(name, false, DOLLAR, now), in.find(name));
    }

    @Test
    void a_number_ends_no_later_hold_in_its_place() {
        BalanceBook one = book(1, 1, GatePolicy.FAIL_CLOSED);
        List<Long> ended = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            one.apply(SnapshotMaker.of(pro("a" + i, CATALOG, now), 0L, CATALOG));
            Admission admission = hold(one, "a" + i);
            for (long number : ended) {
                one.hold(number).release();
                one.hold(number).settleAt(0);
                one.hold(number).change(2 * DOLLAR);
            }
            assertThat(one.heldNanos()).isEqualTo(DOLLAR);
            ended.add(admission.hold().number());
            admission.release();
        }
        assertThat(ended).doesNotHaveDuplicates();
    }

    @Test
    void numbers_that_no_hold_here_has_change_nothing() {
        fresh(book, 0L);
        BalanceBook other = book(1, 1_000, GatePolicy.FAIL_CLOSED);
        fresh(other, 0L);
        admit(book, "cursor", DOLLAR);
        List<Long> numbers = new ArrayList<>(List.of(-1L,
                admit(book, "cursor", 0).hold().number(),
                admit(book, "cursor", DOLLAR).hold().number()));
        for (long place = 0; place < 1_000; place += 333) {
            for (long generation : new long[] {0, 1, 2, 3, 0x7FFF_FFFF, 0xFFFF_FFFFL}) {
                numbers.add(place << Integer.SIZE | generation);
            }
        }
        for (long number : numbers) {
            other.hold(number).release();
            other.hold(number).settleAt(0);
            other.hold(number).change(DOLLAR);
        }
        assertThat(other.held()).isZero();
        assertThat(other.heldNanos()).isZero();
        assertThat(admit(other, "cursor", 5 * DOLLAR).isAllowed()).isTrue();
        assertThat(other.heldNanos()).isEqualTo(5 * DOLLAR);
    }

    @Test
    void a_short_admission_holds_all_that_is_left() {
        fresh(book, null);
        Admission one = admit(book, "cursor", 6 * DOLLAR);
        assertThat(one.verdict()).isEqualTo(Verdict.SHORT);
        assertThat(admit(book, "cursor", DOLLAR).verdict()).isEqualTo(Verdict.BLOCKED);
        one.release();
        assertThat(admit(book, "cursor", DOLLAR).isAllowed()).isTrue();
    }

    @Test
    void a_policy_decides_when_every_hold_is_taken() {
        for (GatePolicy policy : GatePolicy.values()) {
            BalanceBook small = book(1, 2, policy);
            fresh(small, null);
            admit(small, "cursor", DOLLAR);
            admit(small, "cursor", DOLLAR);
            Admission third = admit(small, "cursor", DOLLAR);
            assertThat(third.decidedBy()).isEqualTo(DecidedBy.TOO_MANY_HOLDS);
            assertThat(third.isAllowed()).isEqualTo(policy == GatePolicy.FAIL_OPEN);
            third.settleAt(1);
            third.release();
            assertThat(small.held()).isEqualTo(2);
        }
    }

    @Test
    void policies_decide_start_up_stale_knowledge_and_unknown_accounts() {
        for (GatePolicy policy : GatePolicy.values()) {
            BalanceBook gate = book(1, 10, policy);
            Verdict verdict = policy == GatePolicy.FAIL_OPEN ? Verdict.ALLOWED : Verdict.BLOCKED;
            assertThat(check(gate, "cursor", 1).decidedBy()).isEqualTo(DecidedBy.START_UP);
            assertThat(check(gate, "cursor", 1).verdict()).isEqualTo(verdict);
            assertThat(check(gate, "cursor", 1).ageMillis()).isEqualTo(Long.MAX_VALUE);
            gate.watermarks.advance(0, now);
            assertThat(check(gate, "cursor", 1).decidedBy()).isEqualTo(DecidedBy.UNKNOWN_ACCOUNT);
            assertThat(check(gate, "cursor", 1).verdict()).isEqualTo(verdict);
            fresh(gate, null);
            now += STALE;
            assertThat(check(gate, "cursor", 1).decidedBy()).isEqualTo(DecidedBy.BALANCES);
            assertThat(check(gate, "cursor", 1).ageMillis()).isEqualTo(STALE);
            now++;
            assertThat(check(gate, "cursor", 99 * DOLLAR).decidedBy()).isEqualTo(DecidedBy.STALE);
            assertThat(check(gate, "cursor", 99 * DOLLAR).verdict()).isEqualTo(verdict);
            assertThat(check(gate, "cursor", 1).extraUsageLeftNanos())
                    .as("what was known is told").isEqualTo(5 * DOLLAR);
            gate.watermarks.advance(0, now);
            assertThat(check(gate, "cursor", 99 * DOLLAR).verdict()).isEqualTo(Verdict.SHORT);
            gate.apply(new Snapshot("ada", 0, null));
            assertThat(check(gate, "cursor", 1).decidedBy()).isEqualTo(DecidedBy.UNKNOWN_ACCOUNT);
        }
    }

    @Test
    void names_that_no_account_can_have_are_unknown() {
        fresh(book, null);
        for (String name : List.of("", "Ada", "ad\u0161", "\u0161da", "ada ", "adaada")) {
            GateAnswer answer = book.check(
                    new GateQuestion(name, true, 1, now), book.find(name));
            assertThat(answer.decidedBy()).as(name).isEqualTo(DecidedBy.UNKNOWN_ACCOUNT);
        }
    }

    @Test
    void concurrent_gateways_overlend_one_request_each_at_most() {
        long cost = DOLLAR / 10;
        for (int gateways = 1; gateways <= 5; gateways++) {
            int ran = 0;
            for (int i = 0; i < gateways; i++) {
                BalanceBook gate = book(gateways, 1_000, GatePolicy.FAIL_CLOSED);
                fresh(gate, null);
                while (admit(gate, "cursor", cost).isAllowed()) {
                    ran++;
                }
            }
            assertThat(ran).as(gateways + " gateways").isBetween(50, 50 + gateways - 1);
        }
    }

    /** Under a pool of threads, every answer is of one moment: nothing is ever seen half done. */
    @Test
    void threads_never_see_half_a_change_nor_overdraw_by_holds() throws Exception {
        account = poor();
        fresh(book, 0L);
        Account rich = pro(CATALOG, now);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger held = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(pool.submit(() -> look(over)));
                all.add(pool.submit(() -> take(over, held)));
            }
            for (int i = 1; i <= 20_000; i++) {
                Account next = i % 2 == 0 ? poor() : rich;
                book.apply(SnapshotMaker.of(next, (long) i, CATALOG));
            }
            over.set(true);
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(book.held()).isZero();
        assertThat(check(book, "cursor", 1).heldNanos()).isZero();
    }

    @Test
    void last_and_first_holds_of_two_accounts_never_collide()
            throws Exception {
        BalanceBook one = book(1, 1, GatePolicy.FAIL_CLOSED);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (String name : List.of("ann", "bob", "cid", "dan")) {
                account = pro(name, CATALOG, now);
                fresh(one, 0L);
                all.add(pool.submit(() -> holdAndRelease(one, name)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(one.held()).isZero();
    }

    @Test
    void late_numbers_of_others_end_no_hold_while_threads_race() throws Exception {
        BalanceBook few = book(1, 2, GatePolicy.FAIL_CLOSED);
        AtomicLongArray ended = new AtomicLongArray(8);
        List<String> names = List.of("ann", "bob", "cid", "dan");
        for (String name : names) {
            few.apply(SnapshotMaker.of(pro(name, CATALOG, now), 0L, CATALOG));
        }
        ExecutorService pool = Executors.newFixedThreadPool(names.size());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (String name : names) {
                all.add(pool.submit(() -> holdBesideLateEnds(few, name, ended)));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(ended.get(0)).as("something was held").isPositive();
        assertThat(few.held()).isZero();
        assertThat(few.heldNanos()).isZero();
    }

    private void holdBesideLateEnds(BalanceBook in, String name, AtomicLongArray ended) {
        for (int i = 0; i < 20_000; i++) {
            long number = hold(in, name).hold().number();
            for (int late = 0; late < ended.length(); late++) {
                in.hold(ended.get(late)).release();
            }
            if (number >= 0) {
                assertThat(in.check(new GateQuestion(name, false, 1, now), in.find(name))
                        .heldNanos()).isEqualTo(DOLLAR);
                in.hold(number).release();
                ended.set(i % ended.length(), number);
            }
        }
    }

    private void holdAndRelease(BalanceBook in, String name) {
        for (int i = 0; i < 100_000; i++) {
            in.admit(new GateQuestion(name, false, DOLLAR, now), in.find(name)).release();
        }
    }

    /** An account with nothing at all, but an offset that says so. */
    private Account poor() {
        Account unopened = Account.unknown("ada");
        return Ledger.decide(unopened, new Input(new AccountEvent(EventId.derived(now, "free"),
                "ada", now, "test", new Change.PlanStarted("free", 1, 0L)), now), CATALOG)
                .account();
    }

    private void look(AtomicBoolean over) {
        while (!over.get()) {
            GateAnswer answer = check(book, "claude.ai", 1);
            long left = answer.extraUsageLeftNanos() + answer.heldNanos();
            assertThat(answer.usageOffset().getAsLong() % 2 == 0 ? 0 : 5 * DOLLAR)
                    .as("the offset and the credit are of one snapshot")
                    .isLessThanOrEqualTo(left);
            if (answer.usageOffset().getAsLong() % 2 == 0) {
                assertThat(answer.allowanceLeftNanos()).isZero();
            }
        }
    }

    private void take(AtomicBoolean over, AtomicInteger held) {
        for (boolean settles = true; !over.get(); settles = !settles) {
            Admission admission = admit(book, "cursor", DOLLAR);
            if (admission.isAllowed()) {
                assertThat(held.incrementAndGet()).isLessThanOrEqualTo(5);
                held.decrementAndGet();
                if (settles) {
                    admission.settleAt(0);
                } else {
                    admission.release();
                }
            }
        }
    }
}
