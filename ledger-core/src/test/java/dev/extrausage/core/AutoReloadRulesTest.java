package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.autoReloadOff;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.extraUsageOn;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.lowBalanceNotice;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_CAP_REACHED;
import static dev.extrausage.core.NoticeKind.TOP_UP_ADDED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.inFlight;
import static dev.extrausage.core.State.nothingInFlight;
import static dev.extrausage.core.State.reloaded;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Requests of auto-reload (A1, A2, A5); {@link TopUpAnswersTest} has A3 and A4. */
class AutoReloadRulesTest {
    private static final String FIRST = "auto:acme:2";
    private static final String DAY_LATER = "2026-01-11T00:00:00Z";

    @Nested class WhenDue {
        @Test void extra_usage_below_the_threshold_asks_for_a_reload() {
            given(planStarted("pro")).when(autoReload("$5", "$10")).then(applied())
                    .asks("auto:acme:2", "$10").leaves(inFlight("auto:acme:2"));
        }

        @Test void at_the_threshold_it_is_not_due() {
            given(planStarted("pro"), credit("$5")).when(autoReload("$5", "$10")).asksNothing()
                    .when(usage("cursor", "$0.0000001"))
                    .then(posted(EXTRA_USAGE, USAGE, "$0.0000001")).asks("auto:acme:4", "$10");
        }

        @Test void a_threshold_of_nothing_is_never_passed() {
            given(planStarted("pro")).when(autoReload("$0", "$10")).asksNothing();
        }

        @Test void a_disabled_one_is_not_due() {
            given(planStarted("pro")).when(autoReloadOff("$5", "$10")).asksNothing();
        }

        @Test void on_a_plan_without_extra_usage_it_is_not_due() {
            given(planStarted("free")).when(autoReload("$5", "$10")).asksNothing()
                    .when(planStarted("pro")).asks("auto:acme:3", "$10");
        }

        @Test void with_extra_usage_switched_off_it_is_not_due() {
            given(planStarted("pro"), extraUsageOff()).when(autoReload("$5", "$10")).asksNothing()
                    .when(extraUsageOn()).asks("auto:acme:4", "$10");
        }

        @Test void credit_that_stays_below_the_threshold_asks_for_a_reload() {
            given(planStarted("pro"), autoReload("$5", "$10")).and(reload(FIRST, "$4"))
                    .when(usage("claude.ai", "$1")).asksNothing();
            given(planStarted("pro"), autoReload("$5", "$10")).when(reload(FIRST, "$4"))
                    .asks("auto:acme:3", "$10");
        }

        @Test void at_most_one_is_in_flight() {
            given(planStarted("pro"), autoReload("$5", "$10")).when(usage("claude.ai", "$1"))
                    .asksNothing().when(autoReload("$50", "$20")).asksNothing()
                    .leaves(inFlight(FIRST));
        }

        @Test void credit_that_reaches_the_threshold_asks_for_no_reload() {
            given(planStarted("pro"), autoReload("$5", "$10")).when(reload(FIRST, "$5"))
                    .asksNothing().leaves(nothingInFlight());
        }

        @Test void an_expiry_asks_for_a_reload_in_the_same_entry() {
            given(planStarted("pro"), goodwill("g", "$9", DAY_LATER), autoReload("$5", "$10"))
                    .when(timePassed(DAY_LATER).at(DAY_LATER))
                    .then(posted(EXTRA_USAGE, Pool.EXPIRED, "$9")).asks("auto:acme:4", "$10");
        }

        @Test void a_reload_is_considered_whatever_the_inputs_outcome() {
            given(planStarted("pro"), goodwill("g", "$9", DAY_LATER), autoReload("$5", "$10"))
                    .when(usage("claude.ai", "claude-2", 1, 0, 0, 0, 0).at(DAY_LATER))
                    .then(refused(Reason.UNPRICED_MODEL), posted(EXTRA_USAGE, Pool.EXPIRED, "$9"))
                    .asks("auto:acme:4", "$10");
        }

        @Test void an_input_screened_out_asks_for_no_reload() {
            given(planStarted("pro"), goodwill("g", "$9", DAY_LATER), autoReload("$5", "$10"))
                    .when(timePassed("2026-01-11T00:00:00.001Z").at(DAY_LATER))
                    .then(refused(Reason.NOT_YET)).asksNothing();
        }
    }

    @Nested class Cap {
        @Test void the_monthly_cap_may_be_reached_but_not_passed() {
            given(planStarted("pro")).when(autoReload("$5", "$10", "$10"))
                    .asks(FIRST, "$10");
            given(planStarted("pro"), reload("elsewhere", "$0.000000001"))
                    .when(autoReload("$5", "$10", "$10"))
                    .asksNothing().tells(AUTO_RELOAD_CAP_REACHED);
        }

        @Test void earlier_reloads_of_the_cycle_count_toward_the_cap() {
            given(planStarted("pro"), autoReload("$5", "$10", "$15"), reload(FIRST, "$10"))
                    .when(usage("cursor", "$6")).asksNothing().tells(AUTO_RELOAD_CAP_REACHED);
        }

        @Test void a_purchase_does_not_count() {
            given(planStarted("pro"), autoReload("$5", "$10", "$15"), purchase("p", "$10", FIRST))
                    .when(usage("cursor", "$6")).asks("auto:acme:4", "$10");
        }

        @Test void a_reload_nobody_asked_for_counts() {
            given(planStarted("pro"), reload("elsewhere", "$10"))
                    .when(autoReload("$50", "$10", "$15")).asksNothing().leaves(reloaded("$10"));
        }

        @Test void the_cap_starts_again_in_the_next_cycle() {
            given(planStarted("pro"), autoReload("$5", "$10", "$10"), reload(FIRST, "$10"),
                    usage("cursor", "$6"))
                    .when(usage("claude.ai", "$1").at("2026-02-10T00:00:00Z"))
                    .asks("auto:acme:5", "$10");
        }

        @Test void an_absent_cap_is_the_catalogs() {
            given(planStarted("pro")).when(autoReload("$5", "$200")).asks(FIRST, "$200");
            given(planStarted("pro"), reload("elsewhere", "$0.000000001"))
                    .when(autoReload("$5", "$200")).asksNothing().tells(AUTO_RELOAD_CAP_REACHED);
        }

        @Test void an_absent_cap_is_the_catalogs_at_each_decision() {
            under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-04-20T00:00:00Z"), autoReload("$5", "$40"),
                            reload(FIRST, "$40"))
                    .when(usage("cursor", "$36")).asksNothing().tells(AUTO_RELOAD_CAP_REACHED)
                    .when(planStarted("max").at("2026-05-01T00:00:00Z")).asks("auto:acme:5", "$40");
        }

        @Test void the_notice_is_given_once_a_cycle() {
            given(planStarted("pro"), reload("elsewhere", "$4"))
                    .when(autoReload("$5", "$10", "$10")).tells(AUTO_RELOAD_CAP_REACHED)
                    .when(usage("claude.ai", "$1")).tellsNothing()
                    .and(purchase("p", "$9"), usage("cursor", "$1"))
                    .when(usage("cursor", "$8")).tellsNothing()
                    .when(reload("next", "$0.5").at("2026-02-10T00:00:00Z"))
                    .tells(TOP_UP_ADDED, AUTO_RELOAD_CAP_REACHED)
                    .when(usage("claude.ai", "$1")).tellsNothing();
        }

        @Test void raising_and_lowering_it_gives_no_second_notice() {
            given(planStarted("pro"), reload("elsewhere", "$4"), autoReload("$5", "$10", "$10"),
                    autoReload("$5", "$10", "$15"), declined("auto:acme:4"))
                    .when(autoReload("$5", "$10", "$10")).asksNothing().tellsNothing();
        }

        @Test void the_caps_notice_waits_while_another_reason_stops_the_reload() {
            given(planStarted("pro"), reload("elsewhere", "$1"), autoReload("$5", "$10"))
                    .when(autoReload("$5", "$10", "$10")).tellsNothing().asksNothing();
            given(planStarted("pro"), reload("elsewhere", "$6"), autoReload("$5", "$10", "$10"),
                    refunded("r", "elsewhere", "$1"))
                    .when(usage("cursor", "$1")).tellsNothing().asksNothing();
            given(planStarted("pro"), reload("elsewhere", "$5"))
                    .when(autoReload("$5", "$10", "$10")).tellsNothing().asksNothing();
        }

        @Test void the_caps_notice_waits_for_the_back_off() {
            given(planStarted("pro"), autoReload("$5", "$10", "$10"), reload("elsewhere", "$1"),
                    declined(FIRST))
                    .when(usage("claude.ai", "$1").at("2026-01-10T00:59:59.999Z")).tellsNothing()
                    .when(usage("claude.ai", "$1").at("2026-01-10T01:00:00Z")).asksNothing()
                    .tells(AUTO_RELOAD_CAP_REACHED);
        }

        @Test void the_notice_waits_until_the_cap_alone_stands_against_it() {
            given(planStarted("pro"), reload("elsewhere", "$1"), extraUsageOff())
                    .when(autoReload("$5", "$10", "$10"))
                    .tellsNothing()
                    .when(extraUsageOn()).tells(AUTO_RELOAD_CAP_REACHED);
        }
    }

    @Nested class MaxBalance {
        private Scenario july() {
            return under(Catalogs.severalVersions()).and(planStarted("pro").at(
                    "2026-07-02T00:00:00Z"));
        }

        @Test void a_reload_does_not_pass_the_greatest_balance() {
            july().and(goodwill("g", "$29")).when(autoReload("$30", "$31")).asks("auto:acme:3",
                    "$31");
            july().and(goodwill("g", "$29.000000001")).when(autoReload("$30", "$31"))
                    .asksNothing().tells(AUTO_RELOAD_CAP_REACHED)
                    .says(AUTO_RELOAD_CAP_REACHED, "Auto-reload waits: one more would take your"
                            + " extra usage over the $60 that your plan allows.");
        }

        @Test void its_notice_is_the_caps_and_given_once_a_cycle() {
            july().and(goodwill("g", "$29.5")).when(autoReload("$30", "$31"))
                    .tells(AUTO_RELOAD_CAP_REACHED)
                    .when(usage("cursor", "$0.1")).tellsNothing().asksNothing()
                    .when(usage("cursor", "$0.4")).asks("auto:acme:5", "$31");
        }

        @Test void the_cap_is_named_where_both_stand_against_it() {
            july().and(goodwill("g", "$29"), reload("elsewhere", "$0.5"))
                    .when(autoReload("$31", "$31", "$31")).tells(AUTO_RELOAD_CAP_REACHED)
                    .says(AUTO_RELOAD_CAP_REACHED, "Auto-reload stopped for this billing cycle: one"
                            + " more would pass your monthly cap of $31.");
        }

        @Test void another_plans_balance_counts_from_its_start() {
            july().and(goodwill("g", "$29.5"), autoReload("$30", "$31"))
                    .when(planStarted("team")).asks("auto:acme:4", "$31");
        }
    }

    @Nested class UnderALimit {
        @Test void a_limit_that_is_not_reached_lets_it_buy() {
            given(planStarted("pro"), spendLimit("$0.000000001")).when(autoReload("$5", "$10"))
                    .asks("auto:acme:3", "$10");
        }

        @Test void free_credit_under_a_limit_of_nothing_buys_nothing() {
            given(planStarted("pro"), spendLimit("$0"), goodwill("g", "$9"),
                    autoReload("$5", "$10")).when(usage("cursor", "$9")).asksNothing()
                    .tells(NoticeKind.OUT_OF_EXTRA_USAGE);
        }

        @Test void a_reload_in_flight_is_still_asked_for_again() {
            given(planStarted("pro"), autoReload("$5", "$10"), spendLimit("$0"))
                    .when(usage("claude.ai", "$1").at(DAY_LATER)).asks(FIRST, "$10");
        }

        @Test void the_caps_notice_waits_for_room_under_the_limit() {
            given(planStarted("pro"), reload("elsewhere", "$1"), spendLimit("$0"))
                    .when(autoReload("$5", "$10", "$10")).tellsNothing()
                    .when(spendLimit("$1")).tells(AUTO_RELOAD_CAP_REACHED);
        }
    }

    @Nested class AskingAgain {
        @Test void a_top_up_unanswered_for_a_day_is_repeated() {
            given(planStarted("pro"), autoReload("$5", "$10"))
                    .when(usage("claude.ai", "$1").at("2026-01-10T23:59:59.999Z")).asksNothing()
                    .when(usage("claude.ai", "$1").at(DAY_LATER)).asks(FIRST, "$10")
                    .when(usage("claude.ai", "$1").at("2026-01-11T23:59:59.999Z")).asksNothing()
                    .when(usage("claude.ai", "$1").at("2026-01-12T00:00:00Z")).asks(FIRST, "$10");
        }

        @Test void the_next_wait_counts_from_the_latest_request() {
            given(planStarted("pro"), autoReload("$5", "$10"))
                    .and(timePassed(DAY_LATER).at("2026-01-11T12:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-01-12T11:59:59.999Z")).asksNothing()
                    .when(usage("claude.ai", "$1").at("2026-01-12T12:00:00Z")).asks(FIRST, "$10");
        }

        @Test void a_repeated_request_keeps_its_amount_whatever_is_set_now() {
            given(planStarted("pro"), autoReload("$5", "$10"), autoReloadOff("$1", "$20"))
                    .when(usage("claude.ai", "$1").at(DAY_LATER)).asks(FIRST, "$10");
        }

        @Test void credit_plan_or_switch_do_not_stop_a_repeated_request() {
            given(planStarted("pro"), autoReload("$5", "$10"), credit("$99"), extraUsageOff(),
                    planStarted("free"), lowBalanceNotice("$1"))
                    .when(usage("claude.ai", "$0").at(DAY_LATER)).asks(FIRST, "$10");
        }

        @Test void a_closed_account_is_asked_for_again_too() {
            given(planStarted("pro"), autoReload("$5", "$10"), closed())
                    .when(credit("$9").at(DAY_LATER)).asks(FIRST, "$10");
        }

        @Test void a_roll_does_not_forget_what_is_in_flight() {
            given(planStarted("pro"), autoReload("$5", "$10"))
                    .when(usage("claude.ai", "$1").at("2026-02-10T00:00:00Z")).asks(FIRST, "$10")
                    .leaves(inFlight(FIRST));
        }

        @Test void the_catalog_sets_the_wait_before_a_repeated_request() {
            under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-03-20T00:00:00Z"), autoReload("$5", "$10"))
                    .when(usage("claude.ai", "$1").at("2026-03-20T05:59:59.999Z")).asksNothing()
                    .when(usage("claude.ai", "$1").at("2026-03-20T06:00:00Z")).asks(FIRST, "$10");
        }

        @Test void an_answer_in_the_same_entry_comes_first() {
            given(planStarted("pro"), autoReload("$5", "$10"))
                    .when(reload(FIRST, "$10").at(DAY_LATER)).asksNothing();
        }
    }
}
