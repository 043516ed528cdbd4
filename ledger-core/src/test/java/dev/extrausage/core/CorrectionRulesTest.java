package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.chargedBack;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.givenBack;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Happening.voided;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_SUSPENDED;
import static dev.extrausage.core.NoticeKind.CORRECTION_REFUSED;
import static dev.extrausage.core.NoticeKind.CREDIT_VOIDED;
import static dev.extrausage.core.NoticeKind.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.NoticeKind.PAYMENT_REVERSED;
import static dev.extrausage.core.NoticeKind.USAGE_REVERSED;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.CHARGEBACKS;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.PROMOTIONS;
import static dev.extrausage.core.Pool.UNCOVERED;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.forgotten;
import static dev.extrausage.core.State.left;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.suspended;
import static dev.extrausage.core.State.thirdPartyUse;
import static dev.extrausage.core.State.wholeAllowance;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Chargebacks, credit withdrawn, and usage given back (P9). */
class CorrectionRulesTest {
    private static final String END = "2026-02-10T00:00:00Z";
    private static final String LONG_AFTER = "2026-02-20T00:00:00Z";

    @Nested class Chargebacks {
        @Test void a_chargeback_takes_what_is_left_and_loses_the_rest() {
            Notice notice = given(planStarted("pro"), credit("$10"), usage("cursor", "$4"))
                    .when(chargedBack("c", "credit", "$10"))
                    .then(posted(EXTRA_USAGE, CHARGEBACKS, "$6").of("credit"),
                            posted(UNCOVERED, CHARGEBACKS, "$4"))
                    .tells(OUT_OF_EXTRA_USAGE, PAYMENT_REVERSED)
                    .leaves(extraUsage("$0"), spent("$4")).notice(PAYMENT_REVERSED);
            assertThat(notice).isEqualTo(new Notice(PAYMENT_REVERSED, notice.at(),
                    Happening.nanos("$10"), null, "credit", "c", "Your bank took back a payment of"
                            + " $10. $6 of its credit was removed from your extra usage."));
        }

        @Test void a_part_of_what_is_left_loses_nothing() {
            given(planStarted("pro"), credit("$10")).when(chargedBack("c", "credit", "$4"))
                    .then(posted(EXTRA_USAGE, CHARGEBACKS, "$4")).leaves(left("credit", "$6"));
        }

        @Test void a_payment_of_a_grant_not_remembered_is_lost_whole() {
            given(planStarted("pro"), credit("$10")).when(chargedBack("c", "elsewhere", "$4"))
                    .then(posted(UNCOVERED, CHARGEBACKS, "$4")).tells(PAYMENT_REVERSED)
                    .leaves(extraUsage("$10"));
            var lost = given(planStarted("pro")).when(chargedBack("c", "elsewhere", "$4")).entry();
            assertThat(lost.postings().get(0).grantId()).isNull();
        }

        @Test void its_id_counts_once_in_the_account_for_ever() {
            given(planStarted("pro"), credit("$10"), chargedBack("c", "credit", "$1"))
                    .when(chargedBack("c", "credit", "$1")).then(noChange()).tellsNothing()
                    .when(chargedBack("c", "another", "$9")).then(noChange())
                    .and(usage("cursor", "$9"))
                    .when(chargedBack("c", "credit", "$1").at("2027-01-10T00:00:00Z"))
                    .leaves(forgotten("credit")).asksNothing();
            var late = given(planStarted("pro"), chargedBack("c", "x", "$1"))
                    .when(chargedBack("c", "x", "$1").at("2027-01-10T00:00:00Z")).entry();
            assertThat(late.outcome()).isEqualTo(Outcome.NO_CHANGE);
        }

        @Test void free_credit_was_never_paid_for() {
            given(planStarted("pro"), goodwill("g", "$10"))
                    .when(chargedBack("c", "g", "$10")).then(refused(Reason.NOT_REFUNDABLE))
                    .tells(CORRECTION_REFUSED)
                    .says(CORRECTION_REFUSED,
                            "Your bank took back a payment of $10. We are looking into it.")
                    .when(chargedBack("c", "g", "$10")).then(refused(Reason.NOT_REFUNDABLE));
        }

        @Test void a_known_id_is_looked_at_before_the_grant() {
            given(planStarted("pro"), goodwill("g", "$10"), chargedBack("c", "x", "$1"))
                    .when(chargedBack("c", "g", "$10")).then(noChange()).tellsNothing();
        }

        @Test void an_enabled_auto_reload_is_suspended_once() {
            given(planStarted("pro"), credit("$10"), autoReload("$5", "$10"))
                    .when(chargedBack("c", "credit", "$6")).asksNothing()
                    .tells(AUTO_RELOAD_SUSPENDED, PAYMENT_REVERSED).leaves(suspended(true))
                    .when(chargedBack("d", "credit", "$1")).tells(PAYMENT_REVERSED);
            given(planStarted("pro"), credit("$10"), Happening.autoReloadOff("$5", "$10"))
                    .when(chargedBack("c", "credit", "$6")).leaves(suspended(false));
        }

        @Test void a_closed_account_loses_its_credit_too() {
            given(planStarted("pro"), credit("$10"), closed())
                    .when(chargedBack("c", "credit", "$12"))
                    .then(posted(EXTRA_USAGE, CHARGEBACKS, "$10"),
                            posted(UNCOVERED, CHARGEBACKS, "$2"));
        }

        @Test void a_chargeback_of_nothing_left_still_marks_its_grant() {
            given(planStarted("pro"), credit("$10"), usage("cursor", "$10"),
                    chargedBack("c", "credit", "$10"))
                    .when(givenBack(number(3), "credit", "$10"))
                    .then(posted(USAGE, EXTRA_USAGE, "$10")
                            .of(HashedName.ofReversedUsage(number(3), "credit")));
        }
    }

    @Nested class Voiding {
        @Test void what_is_left_of_free_credit_goes_back_to_promotions() {
            Notice notice = given(planStarted("pro"), goodwill("g", "$10"), usage("cursor", "$4"))
                    .when(voided("g")).then(posted(EXTRA_USAGE, PROMOTIONS, "$6").of("g"))
                    .tells(OUT_OF_EXTRA_USAGE, CREDIT_VOIDED).leaves(extraUsage("$0"))
                    .notice(CREDIT_VOIDED);
            assertThat(notice).isEqualTo(new Notice(CREDIT_VOIDED, notice.at(),
                    Happening.nanos("$6"), null, "g", null,
                    "A credit of $6 was withdrawn from your extra usage."));
        }

        @Test void starter_credit_may_be_withdrawn_and_not_claimed_again() {
            given(planStarted("pro"), starterOffered(), starterClaimed()).when(voided("starter"))
                    .then(posted(EXTRA_USAGE, PROMOTIONS, "$5").of("starter"))
                    .when(starterClaimed()).then(noChange());
        }

        @Test void nothing_left_is_no_change() {
            given(planStarted("pro"), goodwill("g", "$4"), usage("cursor", "$4"))
                    .when(voided("g")).then(noChange()).tellsNothing();
            given(planStarted("pro"), goodwill("g", "$4"), voided("g")).when(voided("g"))
                    .then(noChange());
        }

        @Test void bought_credit_is_refunded_not_voided() {
            given(planStarted("pro"), credit("$4")).when(voided("credit"))
                    .then(refused(Reason.NOT_VOIDABLE)).tellsNothing();
            given(planStarted("pro"), credit("$4"), usage("cursor", "$4")).when(voided("credit"))
                    .then(refused(Reason.NOT_VOIDABLE));
        }

        @Test void an_unknown_grant_is_told_first() {
            given(planStarted("pro")).when(voided("g")).then(refused(Reason.UNKNOWN_GRANT))
                    .tellsNothing();
        }

        @Test void a_closed_accounts_free_credit_may_be_withdrawn() {
            given(planStarted("pro"), goodwill("g", "$4"), closed()).when(voided("g"))
                    .then(posted(EXTRA_USAGE, PROMOTIONS, "$4"));
        }

        @Test void usage_given_back_as_a_lot_goes_back_to_usage() {
            String lot = HashedName.ofReversedUsage(number(2), "elsewhere");
            given(planStarted("pro")).and(givenBack(number(2), "elsewhere", "$3"))
                    .when(voided(lot)).then(posted(EXTRA_USAGE, USAGE, "$3").of(lot));
        }
    }

    @Nested class UsageOfTheAllowance {
        @Test void usage_given_back_is_there_again() {
            Notice notice = given(planStarted("pro"), usage("claude.ai", "$5"))
                    .when(givenBack(number(2), "$5")).then(posted(USAGE, ALLOWANCE, "$5"))
                    .tells(USAGE_REVERSED).leaves(allowance("$20"), wholeAllowance("$20"))
                    .notice(USAGE_REVERSED);
            assertThat(notice).isEqualTo(new Notice(USAGE_REVERSED, notice.at(),
                    Happening.nanos("$5"), null, null, null,
                    "A charge of $5 was reversed in your plan allowance."));
        }

        @Test void no_more_than_was_used_comes_back() {
            given(planStarted("pro"), usage("claude.ai", "$5")).when(givenBack(number(2), "$7"))
                    .then(posted(USAGE, ALLOWANCE, "$5")).leaves(allowance("$20"))
                    .when(givenBack(number(2), "$7")).then(noChange()).tellsNothing();
        }

        @Test void in_the_next_cycle_there_is_nothing_to_give_back() {
            given(planStarted("pro"), usage("claude.ai", "$5"))
                    .when(givenBack(number(2), "$5").at(END))
                    .then(noChange(), posted(ALLOWANCE, LAPSED, "$15"),
                            posted(PLAN, ALLOWANCE, "$20"));
        }

        @Test void what_a_smaller_whole_has_no_room_for_lapses() {
            given(planStarted("team", 1, "$30"), usage("claude.ai", "$25"))
                    .and(planStarted("team", 1, "$10"))
                    .when(givenBack(number(2), "$20"))
                    .then(posted(USAGE, ALLOWANCE, "$5"), posted(USAGE, LAPSED, "$15"))
                    .leaves(allowance("$5"))
                    .when(givenBack(number(2), "$20")).then(posted(USAGE, ALLOWANCE, "$5"));
            given(planStarted("pro"), usage("claude.ai", "$9"), planStarted("free"))
                    .when(givenBack(number(2), "$3")).then(posted(USAGE, LAPSED, "$3"))
                    .leaves(allowance("$0"));
        }

        @Test void a_mark_left_unreached_is_told_again() {
            given(planStarted("pro"), usage("claude.ai", "$15"))
                    .when(givenBack(number(2), "$1")).tells(USAGE_REVERSED)
                    .when(usage("claude.ai", "$1")).tells(NoticeKind.ALLOWANCE_75);
        }

        @Test void a_closed_account_gives_nothing_back() {
            given(planStarted("pro"), usage("claude.ai", "$5"), closed())
                    .when(givenBack(number(2), "$5")).then(refused(Reason.ACCOUNT_CLOSED));
        }
    }

    @Nested class UsageOfExtraUsage {
        @Test void the_grant_that_paid_is_filled_and_spending_falls() {
            Notice notice = given(planStarted("pro"), credit("$10"), usage("cursor", "$4"))
                    .when(givenBack(number(3), "credit", "$4"))
                    .then(posted(USAGE, EXTRA_USAGE, "$4").of("credit"))
                    .tells(USAGE_REVERSED)
                    .leaves(left("credit", "$10"), spent("$0"), thirdPartyUse("$4", "$0"))
                    .notice(USAGE_REVERSED);
            assertThat(notice).isEqualTo(new Notice(USAGE_REVERSED, notice.at(),
                    Happening.nanos("$4"), null, "credit", null,
                    "A charge of $4 was reversed in your extra usage."));
        }

        @Test void free_credit_comes_back_without_an_effect_on_spending() {
            given(planStarted("pro"), goodwill("g", "$3"), credit("$10"), usage("cursor", "$4"))
                    .when(givenBack(number(4), "g", "$3"))
                    .then(posted(USAGE, EXTRA_USAGE, "$3").of("g")).leaves(spent("$1"));
        }

        @Test void the_same_usage_comes_back_once_into_a_grant() {
            given(planStarted("pro"), credit("$10"), usage("cursor", "$4"),
                    givenBack(number(3), "credit", "$1"))
                    .when(givenBack(number(3), "credit", "$3")).then(noChange()).tellsNothing();
        }

        @Test void refunds_and_usage_are_remembered_apart() {
            EventId usage = number(3);
            given(planStarted("pro"), credit("$10"), usage("cursor", "$4"),
                    refunded(usage.toString(), "credit", "$1"))
                    .when(givenBack(usage, "credit", "$4"))
                    .then(posted(USAGE, EXTRA_USAGE, "$4").of("credit"))
                    .when(refunded("another", "credit", "$1"))
                    .then(posted(EXTRA_USAGE, Pool.REFUNDS, "$1"));
        }

        @Test void spending_falls_to_nothing_at_most() {
            given(planStarted("pro"), credit("$10"), usage("cursor", "$4"),
                    usage("cursor", "$1").at(END))
                    .when(givenBack(number(3), "credit", "$4")).leaves(spent("$0"),
                            left("credit", "$9"), thirdPartyUse("$1", "$4"));
        }

        @Test void a_freed_limit_tells_its_marks_again() {
            given(planStarted("pro"), credit("$20"), spendLimit("$10"), usage("cursor", "$8"))
                    .when(givenBack(number(4), "credit", "$8")).tells(USAGE_REVERSED)
                    .when(usage("cursor", "$8")).tells(NoticeKind.SPEND_LIMIT_75);
        }

        @Test void more_than_the_original_amount_becomes_a_lot() {
            String lot = HashedName.ofReversedUsage(number(3), "credit");
            given(planStarted("pro"), credit("$10"), usage("cursor", "$4"))
                    .when(givenBack(number(3), "credit", "$4.000000001"))
                    .then(posted(USAGE, EXTRA_USAGE, "$4.000000001").of(lot))
                    .leaves(left("credit", "$6"), left(lot, "$4.000000001"), spent("$4"));
        }

        @Test void an_expired_grant_gives_a_lot_without_expiry() {
            String lot = HashedName.ofReversedUsage(number(3), "g");
            Scenario reversed = given(planStarted("pro"),
                    goodwill("g", "$5", "2026-01-20T00:00:00Z"), usage("cursor", "$4"))
                    .when(givenBack(number(3), "g", "$4")
                            .at("2026-01-20T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, Pool.EXPIRED, "$1").of("g"),
                            posted(USAGE, EXTRA_USAGE, "$4").of(lot));
            assertThat(reversed.account().grant(lot).expiresAt()).isNull();
            assertThat(reversed.account().grant(lot).kind()).isEqualTo(GrantKind.REVERSAL);
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-20T00:00:00Z"),
                    usage("cursor", "$4")).when(givenBack(number(3), "g", "$4")
                            .at("2026-01-19T23:59:59.999Z"))
                    .then(posted(USAGE, EXTRA_USAGE, "$4").of("g"));
        }

        @Test void a_forgotten_grant_gives_a_lot() {
            String lot = HashedName.ofReversedUsage(number(3), "credit");
            given(planStarted("pro"), credit("$4"), usage("cursor", "$4"))
                    .and(timePassed(LONG_AFTER).at(LONG_AFTER)).leaves(forgotten("credit"))
                    .when(givenBack(number(3), "credit", "$4"))
                    .then(posted(USAGE, EXTRA_USAGE, "$4").of(lot));
        }

        @Test void a_grant_charged_back_gives_a_lot() {
            String lot = HashedName.ofReversedUsage(number(3), "credit");
            given(planStarted("pro"), credit("$10"), usage("cursor", "$4"),
                    chargedBack("c", "credit", "$1"))
                    .when(givenBack(number(3), "credit", "$4"))
                    .then(posted(USAGE, EXTRA_USAGE, "$4").of(lot)).leaves(spent("$4"));
        }

        @Test void a_lot_is_known_by_usage_grant_and_amount() {
            given(planStarted("pro"), givenBack(number(3), "x", "$4"))
                    .when(givenBack(number(3), "x", "$4")).then(noChange()).tellsNothing()
                    .when(givenBack(number(3), "x", "$5")).then(refused(Reason.GRANT_ID_TAKEN))
                    .tellsNothing()
                    .when(givenBack(number(3), "y", "$4")).then(posted(USAGE, EXTRA_USAGE, "$4"))
                    .when(givenBack(number(4), "x", "$4")).then(posted(USAGE, EXTRA_USAGE, "$4"));
        }

        @Test void a_lot_is_looked_for_before_a_grant_with_room() {
            given(planStarted("pro"), givenBack(number(4), "credit", "$4"), credit("$10"),
                    usage("cursor", "$10"))
                    .when(givenBack(number(4), "credit", "$4")).then(noChange())
                    .when(givenBack(number(4), "credit", "$3"))
                    .then(refused(Reason.GRANT_ID_TAKEN));
        }

        @Test void a_taken_name_of_another_kind_is_refused() {
            given(planStarted("pro"), goodwill(HashedName.ofReversedUsage(number(3), "x"), "$4"))
                    .when(givenBack(number(3), "x", "$4")).then(refused(Reason.GRANT_ID_TAKEN));
        }

        @Test void a_lot_is_free_credit_under_a_limit() {
            given(planStarted("pro"), spendLimit("$0"), givenBack(number(3), "x", "$4"),
                    purchase("p", "$4"))
                    .when(usage("cursor", "$4"))
                    .then(posted(EXTRA_USAGE, USAGE, "$4")
                            .of(HashedName.ofReversedUsage(number(3), "x")))
                    .leaves(spent("$0"));
        }

        @Test void the_lots_name_is_a_hash_of_usage_and_grant() {
            EventId usage = EventId.parse("usage_event_id", "0190A000-0000-7000-8000-0000000000AB");
            // printf '%s' 0190a000-0000-7000-8000-0000000000ab/grant-1 | sha256sum
            assertThat(HashedName.ofReversedUsage(usage, "grant-1"))
                    .isEqualTo("usage:d929d7b80a17aeeab9261a1666614770");
        }
    }

    /** The id of what happened as the {@code n}-th. */
    private static EventId number(int n) {
        return Happening.id(Happening.millis(Scenario.FIRST_TIME), n);
    }
}
