package dev.extrausage.core;

import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.noSpendLimit;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_100;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_75;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_90;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_100;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_75;
import static dev.extrausage.core.NoticeKind.SPEND_LIMIT_90;
import static dev.extrausage.core.Scenario.given;

import org.junit.jupiter.api.Test;

/** Notices of the marks of allowance and spend limit that usage reaches (section 9). */
class NoticeMarksTest {
    private static final String END = "2026-02-10T00:00:00Z";

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
