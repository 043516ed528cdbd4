package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.memory.AccountIndex;
import dev.extrausage.client.gate.memory.Snapshot;
import dev.extrausage.client.gate.memory.SnapshotMaker;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers that stand for holds: what they end, and what they leave alone. */
class HoldNumberTest extends AdmissionStand {
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
}
