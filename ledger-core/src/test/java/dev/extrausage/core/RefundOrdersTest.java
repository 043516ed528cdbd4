package dev.extrausage.core;

import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refundFailed;
import static dev.extrausage.core.Happening.refundOrdered;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_SUSPENDED;
import static dev.extrausage.core.NoticeKind.CORRECTION_REFUSED;
import static dev.extrausage.core.NoticeKind.LOW_BALANCE;
import static dev.extrausage.core.NoticeKind.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.NoticeKind.REFUND_DUE;
import static dev.extrausage.core.NoticeKind.REFUND_FAILED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.REFUNDS;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.left;
import static dev.extrausage.core.State.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Refunds that the top-up consumer is to pay, and those it could not pay (P5). */
class RefundOrdersTest {
    @Nested class Ordered {
        @Test void a_part_leaves_the_grant_and_is_due() {
            Notice notice = given(planStarted("pro"), credit("$10"))
                    .when(refundOrdered("r", "credit", "$4"))
                    .then(posted(EXTRA_USAGE, REFUNDS, "$4").of("credit")).tells(REFUND_DUE)
                    .leaves(left("credit", "$6")).notice(REFUND_DUE);
            assertThat(notice).isEqualTo(new Notice(REFUND_DUE, notice.at(),
                    Happening.nanos("$4"), null, "credit", "r",
                    "$4 of your extra usage is being refunded to your payment method."));
        }

        @Test void without_an_amount_all_whole_cents_are_due() {
            var notice = given(planStarted("pro"), credit("$10"), usage("cursor", "$3.3333"))
                    .when(refundOrdered("r", "credit"))
                    .then(posted(EXTRA_USAGE, REFUNDS, "$6.66"))
                    .leaves(left("credit", "$0.0067")).notice(REFUND_DUE);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$6.66"));
        }

        @Test void less_than_a_cent_is_nothing_to_refund() {
            given(planStarted("pro"), credit("$10"), usage("cursor", "$9.9900001"))
                    .when(refundOrdered("r", "credit")).then(refused(Reason.NOTHING_TO_REFUND))
                    .tellsNothing();
            given(planStarted("pro"), credit("$10"), usage("cursor", "$10"))
                    .when(refundOrdered("r", "credit")).then(refused(Reason.NOTHING_TO_REFUND))
                    .when(refundOrdered("r", "credit", "$0.01"))
                    .then(refused(Reason.REFUND_EXCEEDS_REMAINING));
            given(planStarted("pro"), credit("$10"), usage("cursor", "$9.99"))
                    .when(refundOrdered("r", "credit")).then(posted(EXTRA_USAGE, REFUNDS, "$0.01"));
        }

        @Test void refusals_come_in_the_specs_order() {
            given(planStarted("pro"), goodwill("g", "$10"), credit("$4"),
                    refundOrdered("r", "credit", "$4"), goodwill("h", "$1"),
                    usage("cursor", "$10"))
                    .when(refundOrdered("r", "nothing")).then(refused(Reason.UNKNOWN_GRANT))
                    .when(refundOrdered("r", "credit")).then(noChange()).tellsNothing()
                    .when(refundOrdered("s", "g")).then(refused(Reason.NOT_REFUNDABLE))
                    .when(refundOrdered("s", "credit")).then(refused(Reason.NOTHING_TO_REFUND));
        }

        @Test void one_id_is_one_refund_however_it_was_paid() {
            given(planStarted("pro"), credit("$10"), refunded("r", "credit", "$1"))
                    .when(refundOrdered("r", "credit", "$2")).then(noChange()).tellsNothing()
                    .and(refundOrdered("s", "credit", "$2"))
                    .when(refunded("s", "credit", "$1")).then(noChange());
        }

        @Test void one_id_on_two_grants_is_two_refunds() {
            given(planStarted("pro"), purchase("a", "$5"), purchase("b", "$5"),
                    refundOrdered("r", "a", "$1"))
                    .when(refundOrdered("r", "b", "$1"))
                    .then(posted(EXTRA_USAGE, REFUNDS, "$1").of("b"));
        }

        @Test void an_enabled_auto_reload_is_suspended() {
            given(planStarted("pro"), credit("$6"), autoReload("$5", "$10"),
                    Happening.lowBalanceNotice("$5"))
                    .when(refundOrdered("r", "credit")).asksNothing()
                    .tells(LOW_BALANCE, OUT_OF_EXTRA_USAGE, AUTO_RELOAD_SUSPENDED, REFUND_DUE)
                    .leaves(suspended(true));
        }

        @Test void a_reloads_grant_and_a_closed_accounts_are_refunded_too() {
            given(planStarted("pro"), reload("auto", "$5"), closed())
                    .when(refundOrdered("r", "auto")).then(posted(EXTRA_USAGE, REFUNDS, "$5"))
                    .tells(OUT_OF_EXTRA_USAGE, REFUND_DUE);
        }
    }

    @Nested class Failed {
        private Scenario ordered() {
            return given(planStarted("pro"), credit("$10"), refundOrdered("r", "credit", "$4"));
        }

        @Test void the_credit_returns_as_a_purchase() {
            Scenario returned = ordered().when(refundFailed("r", "refund:1", "$4"))
                    .then(posted(REFUNDS, EXTRA_USAGE, "$4").of("refund:1")).tells(REFUND_FAILED)
                    .leaves(extraUsage("$10"), left("credit", "$6"), State.reloaded("$0"));
            Notice notice = returned.notice(REFUND_FAILED);
            assertThat(notice).isEqualTo(new Notice(REFUND_FAILED, notice.at(),
                    Happening.nanos("$4"), null, "refund:1", "r", "Your refund of $4 could not be"
                            + " paid back. The credit is in your extra usage again."));
            assertThat(returned.account().grant("refund:1").kind()).isEqualTo(GrantKind.PURCHASE);
        }

        @Test void told_twice_the_credit_returns_once() {
            ordered().and(refundFailed("r", "refund:1", "$4"))
                    .when(refundFailed("r", "refund:1", "$4")).then(noChange()).tellsNothing();
        }

        @Test void a_name_taken_is_refused_and_told() {
            Notice notice = ordered().when(refundFailed("r", "credit", "$4"))
                    .then(refused(Reason.GRANT_ID_TAKEN)).tells(CORRECTION_REFUSED)
                    .notice(CORRECTION_REFUSED);
            assertThat(notice).isEqualTo(new Notice(CORRECTION_REFUSED, notice.at(),
                    Happening.nanos("$4"), null, "credit", "r",
                    "Your refund of $4 could not be paid back. We are looking into it."));
            ordered().and(reload("auto", "$4")).when(refundFailed("r", "auto", "$4"))
                    .then(refused(Reason.GRANT_ID_TAKEN)).tells(CORRECTION_REFUSED);
        }

        @Test void the_lot_may_be_refunded_again() {
            ordered().and(refundFailed("r", "refund:1", "$4"))
                    .when(refundOrdered("r", "refund:1"))
                    .then(posted(EXTRA_USAGE, REFUNDS, "$4").of("refund:1"));
        }

        @Test void a_closed_account_has_it_again_too() {
            ordered().and(closed()).when(refundFailed("r", "refund:1", "$4"))
                    .then(posted(REFUNDS, EXTRA_USAGE, "$4"));
        }

        @Test void a_suspended_auto_reload_stays_suspended() {
            given(planStarted("pro"), credit("$10"), autoReload("$5", "$10"),
                    refundOrdered("r", "credit")).when(refundFailed("r", "refund:1", "$10"))
                    .leaves(suspended(true));
        }

        @Test void a_lots_name_hashes_account_grant_and_refund() {
            // printf '%s' acme/credit/r | sha256sum
            assertThat(HashedName.ofFailedRefund("acme", "credit", "r"))
                    .isEqualTo("refund:481ff123fbbfba9658f908f766a0a16e");
        }
    }
}
