package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Holds that many threads take and end at once. */
class HoldRaceTest extends AdmissionStand {
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
