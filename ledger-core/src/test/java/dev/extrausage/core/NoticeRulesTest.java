package dev.extrausage.core;

import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.lowBalanceNotice;
import static dev.extrausage.core.Happening.noSpendLimit;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_100;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_75;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_90;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_CAP_REACHED;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_SUSPENDED;
import static dev.extrausage.core.NoticeKind.CORRECTION_REFUSED;
import static dev.extrausage.core.NoticeKind.CREDIT_EXPIRING;
import static dev.extrausage.core.NoticeKind.CREDIT_VOIDED;
import static dev.extrausage.core.NoticeKind.LOW_BALANCE;
import static dev.extrausage.core.NoticeKind.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.NoticeKind.PAID_CREDIT_REFUSED;
import static dev.extrausage.core.NoticeKind.PAYMENT_REVERSED;
import static dev.extrausage.core.NoticeKind.REFUND_DUE;
import static dev.extrausage.core.NoticeKind.REFUND_FAILED;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_100;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_75;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_90;
import static dev.extrausage.core.NoticeKind.STARTER_CREDIT_OFFERED;
import static dev.extrausage.core.NoticeKind.TOP_UP_ADDED;
import static dev.extrausage.core.NoticeKind.TOP_UP_DECLINED;
import static dev.extrausage.core.NoticeKind.USAGE_REVERSED;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Notices of an entry, and their repetition (section 9). */
class NoticeRulesTest {
    private static final String END = "2026-02-10T00:00:00Z";

    @Nested class Percentages {
        @Test void each_allowance_mark_gives_notice_when_reached() {
            given(planStarted("pro")).when(usage("claude.ai", "$14.9999999")).tellsNothing()
                    .when(usage("claude.ai", "$0.0000001")).tells(ALLOWANCE_75)
                    .when(usage("claude.ai", "$2.9999999")).tellsNothing()
                    .when(usage("claude.ai", "$0.0000001")).tells(ALLOWANCE_90)
                    .when(usage("claude.ai", "$1.9999999")).tellsNothing()
                    .when(usage("claude.ai", "$0.0000001")).tells(ALLOWANCE_100)
                    .when(usage("claude.ai", "$1")).tellsNothing();
        }

        @Test void marks_passed_at_once_are_told_at_once_in_order() {
            given(planStarted("pro")).when(usage("claude.ai", "$99"))
                    .tells(ALLOWANCE_75, ALLOWANCE_90, ALLOWANCE_100);
        }

        @Test void usage_paid_by_extra_usage_leaves_the_allowance_unused() {
            given(planStarted("pro"), credit("$50")).when(usage("cursor", "$30")).tellsNothing();
        }

        @Test void marks_give_notice_again_after_a_roll() {
            given(planStarted("pro"), usage("claude.ai", "$16"))
                    .when(usage("claude.ai", "$16").at(END)).tells(ALLOWANCE_75);
        }

        @Test void a_roll_alone_tells_nothing() {
            given(planStarted("pro"), usage("claude.ai", "$20")).when(timePassed(END).at(END))
                    .tellsNothing();
        }

        @Test void marks_give_notice_again_once_they_were_unreached() {
            given(planStarted("pro"), usage("claude.ai", "$18"))
                    .and(planStarted("team")).when(usage("claude.ai", "$1")).tellsNothing()
                    .when(planStarted("pro")).tells(ALLOWANCE_75, ALLOWANCE_90);
        }

        @Test void a_mark_that_stayed_reached_is_not_told_again() {
            given(planStarted("pro"), usage("claude.ai", "$18"), planStarted("pro", 1, "$22"))
                    .when(planStarted("pro")).tells(ALLOWANCE_90);
        }

        @Test void a_smaller_plan_may_reach_them_by_itself() {
            given(planStarted("team"), usage("claude.ai", "$19")).when(planStarted("free"))
                    .tells(ALLOWANCE_75, ALLOWANCE_90, ALLOWANCE_100);
        }

        @Test void an_allowance_of_nothing_tells_nothing() {
            given().when(planStarted("pro", 1, "$0")).tellsNothing()
                    .when(usage("claude.ai", "$1")).tellsNothing();
        }

        @Test void a_new_billing_relation_counts_as_a_roll() {
            given(planStarted("free"), usage("claude.ai", "$2")).when(planStarted("pro"))
                    .tellsNothing().when(usage("claude.ai", "$15")).tells(ALLOWANCE_75);
        }

        @Test void an_account_opened_again_counts_as_a_roll() {
            given(planStarted("pro"), usage("claude.ai", "$15"), closed(), planStarted("pro"))
                    .when(usage("claude.ai", "$15")).tells(ALLOWANCE_75);
        }

        @Test void each_spend_limit_mark_gives_notice_when_reached() {
            given(planStarted("pro"), credit("$50"), spendLimit("$10"))
                    .when(usage("cursor", "$7.4999999")).tellsNothing()
                    .when(usage("cursor", "$0.0000001")).tells(SPEND_LIMIT_75)
                    .when(usage("cursor", "$1.5")).tells(SPEND_LIMIT_90)
                    .when(usage("cursor", "$2")).tells(SPEND_LIMIT_100)
                    .when(usage("cursor", "$2")).tellsNothing();
        }

        @Test void a_limit_of_one_nano_has_its_marks_too() {
            given(planStarted("pro"), credit("$1"), spendLimit("$0.000000001"))
                    .when(usage("cursor", "$1"))
                    .tells(SPEND_LIMIT_75, SPEND_LIMIT_90, SPEND_LIMIT_100);
        }

        @Test void free_credit_does_not_reach_the_limit() {
            given(planStarted("pro"), goodwill("g", "$50"), spendLimit("$10"))
                    .when(usage("cursor", "$20")).tellsNothing();
        }

        @Test void a_changed_limit_may_reach_marks_or_unreach_them() {
            given(planStarted("pro"), credit("$50"), usage("cursor", "$8"))
                    .when(spendLimit("$10")).tells(SPEND_LIMIT_75)
                    .when(spendLimit("$20")).tellsNothing()
                    .when(spendLimit("$8")).tells(SPEND_LIMIT_75, SPEND_LIMIT_90, SPEND_LIMIT_100)
                    .when(noSpendLimit()).tellsNothing()
                    .when(spendLimit("$0")).tellsNothing()
                    .when(spendLimit("$10")).tells(SPEND_LIMIT_75);
        }

        @Test void the_limits_marks_are_told_again_after_a_roll() {
            given(planStarted("pro"), credit("$50"), spendLimit("$10"), usage("cursor", "$10"))
                    .when(usage("cursor", "$8").at(END)).tells(SPEND_LIMIT_75);
        }

        @Test void an_input_screened_out_leaves_all_marks_alone() {
            given(planStarted("pro"), usage("claude.ai", "$16"))
                    .when(planStarted("enterprise").at("2026-01-10T00:06:00Z")
                            .receivedAt(Scenario.FIRST_TIME)).tellsNothing()
                    .when(usage("claude.ai", "$1")).tellsNothing();
        }

        @Test void the_text_names_what_is_used_and_of_what() {
            given(planStarted("pro")).when(usage("claude.ai", "$15"))
                    .says(ALLOWANCE_75, "You've used $15 of your plan allowance of $20 for this"
                            + " billing cycle.");
            given(planStarted("pro"), credit("$50"), spendLimit("$10"))
                    .when(usage("cursor", "$9.5")).tells(SPEND_LIMIT_75, SPEND_LIMIT_90)
                    .says(SPEND_LIMIT_90, "You've used $9.50 of your monthly spend limit of $10.");
        }
    }

    @Nested class Crossings {
        @Test void falling_below_the_threshold_gives_notice_reaching_it_none() {
            given(planStarted("pro"), credit("$10"), lowBalanceNotice("$5"))
                    .when(usage("cursor", "$5")).tellsNothing()
                    .when(usage("cursor", "$0.0000001")).tells(LOW_BALANCE)
                    .when(usage("cursor", "$1")).tellsNothing();
        }

        @Test void low_balance_gives_notice_at_each_fall() {
            given(planStarted("pro"), credit("$10"), lowBalanceNotice("$5"), usage("cursor", "$6"),
                    goodwill("g", "$1")).when(usage("cursor", "$1")).tells(LOW_BALANCE);
        }

        @Test void a_threshold_set_above_the_balance_is_no_crossing() {
            given(planStarted("pro"), credit("$3")).when(lowBalanceNotice("$5")).tellsNothing()
                    .when(usage("cursor", "$1")).tellsNothing();
        }

        @Test void a_lowered_threshold_counts_from_the_same_entry_on() {
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"),
                    credit("$4"), lowBalanceNotice("$1"))
                    .when(lowBalanceNotice("$5").at("2026-01-20T00:00:00Z"))
                    .tells(LOW_BALANCE);
        }

        @Test void a_threshold_taken_away_tells_nothing_any_more() {
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"), credit("$4"),
                    lowBalanceNotice("$5"))
                    .when(Happening.noLowBalanceNotice().at("2026-01-20T00:00:00Z"))
                    .tellsNothing();
        }

        @Test void crossings_compare_before_passing_time_with_after_the_entry() {
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"),
                    lowBalanceNotice("$5"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .tells(LOW_BALANCE, OUT_OF_EXTRA_USAGE);
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"),
                    lowBalanceNotice("$5"))
                    .when(credit("$7").at("2026-01-20T00:00:00Z")).tells(TOP_UP_ADDED);
        }

        @Test void a_threshold_of_nothing_is_never_crossed() {
            given(planStarted("pro"), credit("$1"), lowBalanceNotice("$0"))
                    .when(usage("cursor", "$1")).tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void running_out_is_told_once_until_there_is_credit_again() {
            given(planStarted("pro"), credit("$1"))
                    .when(usage("cursor", "$3")).tells(OUT_OF_EXTRA_USAGE)
                    .when(usage("cursor", "$3")).tellsNothing()
                    .and(purchase("p", "$1"))
                    .when(refunded("r", "p", "$1")).tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void losing_the_last_nano_is_running_out() {
            given(planStarted("pro"), goodwill("g", "$0.000000001"))
                    .when(usage("cursor", "$1")).tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void the_text_names_what_is_left_and_the_threshold() {
            var notice = given(planStarted("pro"), credit("$10"), lowBalanceNotice("$5"))
                    .when(usage("cursor", "$7.5"))
                    .says(LOW_BALANCE, "Your extra usage is down to $2.50, below the $5 you asked"
                            + " to be told about.").notice(LOW_BALANCE);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$2.5"));
        }
    }

    @Nested class Expiring {
        @Test void a_grant_is_warned_of_a_week_before_and_once() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-01-17T23:59:59.999Z")).tellsNothing()
                    .when(usage("claude.ai", "$1").at("2026-01-18T00:00:00Z"))
                    .tells(CREDIT_EXPIRING)
                    .when(usage("cursor", "$1").at("2026-01-20T00:00:00Z")).tellsNothing();
        }

        @Test void a_grant_that_expires_soon_is_warned_of_at_once() {
            given(planStarted("pro")).when(goodwill("g", "$5", "2026-01-12T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }

        @Test void several_make_one_notice_with_their_sum() {
            var notice = given(planStarted("pro"), goodwill("g", "$5", "2026-01-26T00:00:00Z"),
                    goodwill("h", "$3", "2026-01-25T12:00:00Z"), usage("cursor", "$1"),
                    credit("$50"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .tells(CREDIT_EXPIRING)
                    .says(CREDIT_EXPIRING, "$7 of your credit expires soon, the first of it at"
                            + " 2026-01-25T12:00:00.000Z.").notice(CREDIT_EXPIRING);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$7"));
        }

        @Test void another_grant_is_warned_of_by_itself() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"),
                    goodwill("h", "$3", "2026-01-26T00:00:00Z"))
                    .when(timePassed("2026-01-18T00:00:00Z").at("2026-01-18T00:00:00Z"))
                    .tells(CREDIT_EXPIRING)
                    .when(timePassed("2026-01-19T00:00:00Z").at("2026-01-19T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }

        @Test void a_spent_or_expired_grant_is_not_warned_of() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"),
                    usage("cursor", "$5"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .tellsNothing();
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"))
                    .when(timePassed("2026-01-25T00:00:00Z").at("2026-01-25T00:00:00Z"))
                    .tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void a_grant_is_warned_of_once_even_across_a_roll() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-02-12T00:00:00Z"),
                    usage("cursor", "$1").at("2026-02-06T00:00:00Z"))
                    .when(timePassed(END).at(END)).tellsNothing();
        }

        @Test void the_warnings_lead_follows_the_version_at_the_inputs_time() {
            under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-03-01T00:00:00Z"),
                            goodwill("g", "$5", "2026-03-16T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-03-04T23:59:59.999Z")).tellsNothing()
                    .when(usage("claude.ai", "$1").at("2026-03-05T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }

        @Test void starter_credit_is_warned_of_too() {
            given(planStarted("pro"), starterOffered(), starterClaimed())
                    .when(timePassed("2026-04-03T00:00:00Z").at("2026-04-03T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }
    }

    @Nested class Order {
        @Test void notices_are_listed_in_the_specs_order() {
            assertThat(NoticeKind.values()).containsExactly(ALLOWANCE_75, ALLOWANCE_90,
                    ALLOWANCE_100, SPEND_LIMIT_75, SPEND_LIMIT_90, SPEND_LIMIT_100, LOW_BALANCE,
                    OUT_OF_EXTRA_USAGE, CREDIT_EXPIRING, STARTER_CREDIT_OFFERED, TOP_UP_ADDED,
                    TOP_UP_DECLINED, AUTO_RELOAD_SUSPENDED, AUTO_RELOAD_CAP_REACHED,
                    PAID_CREDIT_REFUSED, REFUND_DUE, REFUND_FAILED, PAYMENT_REVERSED, CREDIT_VOIDED,
                    USAGE_REVERSED, CORRECTION_REFUSED, NoticeKind.TOP_UP_DUE);
        }

        @Test void all_marks_of_one_request_stand_in_order() {
            given(planStarted("pro"), credit("$10"), spendLimit("$10"), lowBalanceNotice("$5"))
                    .when(usage("claude.ai", "$40"))
                    .tells(ALLOWANCE_75, ALLOWANCE_90, ALLOWANCE_100, SPEND_LIMIT_75,
                            SPEND_LIMIT_90, SPEND_LIMIT_100, LOW_BALANCE, OUT_OF_EXTRA_USAGE);
        }

        @Test void an_emptying_refunds_notice_comes_before_the_suspensions() {
            given(planStarted("pro"), credit("$6"), autoReload("$5", "$10"), lowBalanceNotice("$5"))
                    .when(refunded("r", "credit", "$6"))
                    .tells(LOW_BALANCE, OUT_OF_EXTRA_USAGE, AUTO_RELOAD_SUSPENDED);
        }

        @Test void the_cap_is_told_after_what_brought_the_credit() {
            given(planStarted("pro"), autoReload("$5", "$10", "$10"))
                    .when(reload("auto:acme:2", "$4")).tells(TOP_UP_ADDED, AUTO_RELOAD_CAP_REACHED);
        }

        @Test void the_caps_notice_stands_between_expiry_and_refusal() {
            given(planStarted("pro"), goodwill("g", "$6", "2026-01-20T00:00:00Z"),
                    goodwill("h", "$1", "2026-01-21T00:00:00Z"), autoReload("$5", "$10", "$10"),
                    reload("elsewhere", "$1"))
                    .when(purchase("g", "$10").at("2026-01-20T00:00:00Z"))
                    .tells(CREDIT_EXPIRING, AUTO_RELOAD_CAP_REACHED, PAID_CREDIT_REFUSED);
        }

        @Test void a_decline_is_told_before_what_it_suspends() {
            under(Catalogs.severalVersions())
                    .and(planStarted("max").at("2026-05-01T00:00:00Z"), autoReload("$5", "$10"))
                    .when(declined("auto:acme:2")).tells(TOP_UP_DECLINED, AUTO_RELOAD_SUSPENDED);
        }
    }

    @Nested class Names {
        @Test void texts_name_the_catalogs_own_page() {
            Catalog acme = Catalogs.ofProduct("Acme", "acme.example/credit");
            under(acme).and(planStarted("pro")).when(starterOffered())
                    .says(STARTER_CREDIT_OFFERED, "We've added a $5 credit to get you started."
                            + " Claim it at acme.example/credit");
            under(acme).and(planStarted("pro"), credit("$6"), autoReload("$5", "$10"))
                    .when(refunded("r", "credit", "$6"))
                    .says(OUT_OF_EXTRA_USAGE, "You're out of extra usage. Add more at"
                            + " acme.example/credit and keep going.")
                    .says(AUTO_RELOAD_SUSPENDED, "Auto-reload is paused because credit was"
                            + " refunded. Turn it on again at acme.example/credit if you want it.");
            under(acme).and(planStarted("pro"), credit("$6"), autoReload("$5", "$10"))
                    .when(Happening.chargedBack("c", "credit", "$1"))
                    .says(AUTO_RELOAD_SUSPENDED, "Auto-reload is paused because a payment was taken"
                            + " back by your bank. Turn it on again at acme.example/credit if you"
                            + " want it.");
        }

        @Test void names_follow_the_version_at_the_inputs_time() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-07-02T00:00:00Z"))
                    .when(starterOffered()).says(STARTER_CREDIT_OFFERED, "We've added a $5 credit"
                            + " to get you started. Claim it at acme.example/credit");
        }

        @Test void a_refused_paid_credit_promises_no_more_than_happens() {
            Notice notice = given(planStarted("pro"), goodwill("g", "$5"))
                    .when(purchase("g", "$10", "top-up")).notice(PAID_CREDIT_REFUSED);
            assertThat(notice).isEqualTo(new Notice(PAID_CREDIT_REFUSED, notice.at(),
                    Happening.nanos("$10"), "top-up", "g", null, "Your payment of $10 could not be"
                            + " credited. We are looking into it: what you paid is refunded as soon"
                            + " as we have found the payment."));
        }
    }

    @Nested class TopUps {
        @Test void added_credit_is_told_with_amount_and_top_up() {
            var notice = given(planStarted("pro")).when(purchase("p", "$5", "top-up"))
                    .says(TOP_UP_ADDED, "$5 was added to your extra usage.").notice(TOP_UP_ADDED);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$5"));
            assertThat(notice.topUpId()).isEqualTo("top-up");
            given(planStarted("pro")).when(reload("r", "$5.25"))
                    .says(TOP_UP_ADDED, "$5.25 was added to your extra usage by auto-reload.");
        }

        @Test void credit_that_was_there_already_is_not_told() {
            given(planStarted("pro"), credit("$5")).when(credit("$5")).tellsNothing();
        }

        @Test void any_decline_is_told_with_its_top_up_and_code() {
            var notice = given(planStarted("pro")).when(declined("top-up"))
                    .tells(TOP_UP_DECLINED).notice(TOP_UP_DECLINED);
            assertThat(notice.topUpId()).isEqualTo("top-up");
            assertThat(notice.text()).contains("card_declined");
        }

        @Test void notices_are_dated_by_the_clock() {
            var notice = given(planStarted("pro").at("2026-01-12T00:00:00Z"))
                    .when(credit("$5").at("2026-01-11T00:00:00Z")
                            .receivedAt("2026-01-12T00:00:00Z")).notice(TOP_UP_ADDED);
            assertThat(notice.at()).isEqualTo(Happening.millis("2026-01-12T00:00:00Z"));
        }
    }
}
