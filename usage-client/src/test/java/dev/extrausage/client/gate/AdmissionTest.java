package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.memory.Snapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds: their pools, what they lend, and what policies say without knowledge. */
class AdmissionTest extends AdmissionStand {
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
}
