package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.core.Account;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import org.junit.jupiter.api.Test;

/** Holds: until when they count, and for how much. */
class HoldEndTest extends AdmissionStand {
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
}
