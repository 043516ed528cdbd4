package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Expected.uncovered;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.lowBalanceNotice;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.UNCOVERED;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.clock;
import static dev.extrausage.core.State.cycle;
import static dev.extrausage.core.State.declines;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.extraUsageSwitchedOn;
import static dev.extrausage.core.State.inFlight;
import static dev.extrausage.core.State.offered;
import static dev.extrausage.core.State.reloaded;
import static dev.extrausage.core.State.retryNotBefore;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.suspended;
import static dev.extrausage.core.State.thirdPartyUse;
import static dev.extrausage.core.State.wholeAllowance;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Begin, change and end of plans (P1, P2, P7). */
class PlanRulesTest {
    private static final String END = "2026-02-10T00:00:00Z";
    private static final String LATER = "2026-01-20T00:00:00Z";

    @Nested class Opening {
        @Test void the_first_plan_opens_the_account() {
            given().when(planStarted("pro").at("2026-01-31T08:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$20").effective("2026-01-31T08:00:00Z"))
                    .leaves(allowance("$20"), extraUsage("$0"), extraUsageSwitchedOn(true),
                            cycle("2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z"));
        }

        @Test void a_plan_per_seat_grants_its_allowance_for_each() {
            given().when(planStarted("team", 3)).then(posted(PLAN, ALLOWANCE, "$90"));
        }

        @Test void other_plans_do_not_count_seats() {
            given().when(planStarted("enterprise", 3)).then(posted(PLAN, ALLOWANCE, "$500"));
        }

        @Test void a_custom_allowance_stands_as_it_is_whatever_the_seats() {
            given().when(planStarted("team", 3, "$70")).then(posted(PLAN, ALLOWANCE, "$70"));
        }

        @Test void a_custom_allowance_of_nothing_opens_without_postings() {
            given().when(planStarted("enterprise", 1, "$0")).then(applied())
                    .leaves(allowance("$0"));
        }

        @Test void the_anchor_is_the_clock() {
            given().when(planStarted("pro").at("2026-01-09T00:00:00Z")
                            .receivedAt("2026-01-10T00:00:00Z"))
                    .leaves(cycle("2026-01-09T00:00:00Z", "2026-02-09T00:00:00Z"));
        }

        @Test void an_unknown_plan_opens_nothing() {
            given().when(planStarted("platinum")).then(refused(Reason.UNKNOWN_PLAN))
                    .when(usage("claude.ai", "$1")).then(refused(Reason.UNKNOWN_ACCOUNT));
        }

        @Test void a_later_versions_plan_is_unknown_before_it() {
            under(Catalogs.severalVersions())
                    .when(planStarted("max").at("2026-03-04T23:59:59.999Z"))
                    .then(refused(Reason.UNKNOWN_PLAN))
                    .when(planStarted("max").at("2026-03-05T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$100"));
        }
    }

    @Nested class Reopening {
        @Test void a_closed_account_is_opened_again_with_a_new_anchor() {
            given(planStarted("pro"), usage("claude.ai", "$5"), closed())
                    .when(planStarted("pro").at(LATER))
                    .then(posted(PLAN, ALLOWANCE, "$20").effective(LATER))
                    .leaves(allowance("$20"), cycle(LATER, "2026-02-20T00:00:00Z"));
        }

        @Test void reopening_rolls_no_cycle_of_the_closed_time() {
            given(planStarted("pro"), closed()).when(planStarted("free").at("2026-07-01T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$2"))
                    .leaves(cycle("2026-07-01T00:00:00Z", "2026-08-01T00:00:00Z"));
        }

        @Test void a_reopened_accounts_anchor_is_the_clock() {
            given(planStarted("pro"), credit("$5").at(LATER), closed())
                    .when(planStarted("pro").at("2026-01-15T00:00:00Z").receivedAt(LATER))
                    .leaves(cycle(LATER, "2026-02-20T00:00:00Z"), clock(LATER));
        }

        @Test void the_cycles_counters_restart_and_the_third_party_sums_roll() {
            given(planStarted("pro"), reload("r", "$9"), usage("cursor", "$4"), closed())
                    .when(planStarted("pro"))
                    .leaves(spent("$0"), reloaded("$0"), thirdPartyUse("$0", "$4"));
        }

        @Test void credit_settings_switch_and_offer_are_kept() {
            given(planStarted("pro"), credit("$9"), spendLimit("$4"), lowBalanceNotice("$1"),
                    extraUsageOff(), starterOffered("$30"), autoReload("$5", "$10"), closed())
                    .when(planStarted("team", 2))
                    .leaves(extraUsage("$9"), extraUsageSwitchedOn(false), offered("$30"));
            var kept = given(planStarted("pro"), spendLimit("$4"), lowBalanceNotice("$1"),
                    autoReload("$5", "$10"), closed()).when(planStarted("pro")).account();
            assertThat(kept.monthlyLimitNanos()).isEqualTo(Happening.nanos("$4"));
            assertThat(kept.lowBalanceThresholdNanos()).isEqualTo(Happening.nanos("$1"));
            assertThat(kept.autoReload().settings().thresholdNanos())
                    .isEqualTo(Happening.nanos("$5"));
        }

        @Test void a_claimed_starter_credit_stays_claimed() {
            given(planStarted("pro"), starterOffered(), starterClaimed(), closed(),
                    planStarted("pro"))
                    .when(starterClaimed()).then(noChange()).when(starterOffered())
                    .then(noChange());
        }

        @Test void declines_and_back_off_are_kept() {
            given(planStarted("pro"), autoReload("$5", "$10"), declined("auto:acme:2"), closed())
                    .when(planStarted("pro"))
                    .leaves(declines(1), retryNotBefore("2026-01-10T01:00:00Z")).asksNothing();
        }

        @Test void suspension_is_kept() {
            given(planStarted("pro"), credit("$9"), autoReload("$5", "$10"),
                    refunded("r", "credit", "$9"), closed())
                    .when(planStarted("pro")).leaves(suspended(true)).asksNothing();
        }

        @Test void the_top_up_in_flight_is_kept() {
            given(planStarted("pro"), autoReload("$5", "$10"), closed())
                    .when(planStarted("pro")).leaves(inFlight("auto:acme:2")).asksNothing();
        }

        @Test void the_new_allowance_follows_the_version_at_the_clock() {
            under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-02-01T00:00:00Z"),
                            usage("claude.ai", "$20").at("2026-02-10T12:00:00Z"), closed())
                    .when(planStarted("pro").at("2026-02-10T11:00:00Z")
                            .receivedAt("2026-02-10T12:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$25"));
        }

        @Test void an_unknown_plan_is_refused_though_time_passes() {
            given(planStarted("pro"), closed()).when(planStarted("platinum").at(LATER))
                    .then(refused(Reason.UNKNOWN_PLAN)).leaves(clock(LATER))
                    .when(usage("claude.ai", "$1")).then(refused(Reason.ACCOUNT_CLOSED));
        }
    }

    @Nested class Changing {
        @Test void the_same_plan_seats_and_allowance_change_nothing() {
            given(planStarted("team", 3)).when(planStarted("team", 3)).then(noChange())
                    .and(planStarted("team", 3, "$70")).when(planStarted("team", 3, "$70"))
                    .then(noChange());
        }

        @Test void the_same_plan_changes_nothing_even_under_changed_terms() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-02-01T00:00:00Z"))
                    .when(planStarted("pro").at("2026-02-11T00:00:00Z")).then(noChange())
                    .leaves(wholeAllowance("$20"));
        }

        @Test void more_seats_post_the_difference_at_once() {
            given(planStarted("team", 2), usage("claude.ai", "$10"))
                    .when(planStarted("team", 3).at(LATER))
                    .then(posted(PLAN, ALLOWANCE, "$30").effective(LATER))
                    .leaves(allowance("$80"), wholeAllowance("$90"),
                            cycle(Scenario.FIRST_TIME, END));
        }

        @Test void a_smaller_plan_lapses_the_difference() {
            given(planStarted("team", 2), usage("claude.ai", "$10"))
                    .when(planStarted("pro").at(LATER))
                    .then(posted(ALLOWANCE, LAPSED, "$40").effective(LATER))
                    .leaves(allowance("$10"), cycle(Scenario.FIRST_TIME, END));
        }

        @Test void use_beyond_the_smaller_plan_leaves_an_empty_allowance() {
            given(planStarted("team", 2), usage("claude.ai", "$30")).when(planStarted("pro"))
                    .then(posted(ALLOWANCE, LAPSED, "$30")).leaves(allowance("$0"))
                    .when(planStarted("team", 2))
                    .then(posted(PLAN, ALLOWANCE, "$30")).leaves(allowance("$30"));
        }

        @Test void growing_by_less_than_was_overused_posts_nothing() {
            given(planStarted("team", 2), usage("claude.ai", "$50"), planStarted("pro"))
                    .when(planStarted("team", 1)).then(applied()).leaves(allowance("$0"));
        }

        @Test void a_custom_allowance_comes_and_goes() {
            given(planStarted("enterprise"), usage("claude.ai", "$100"))
                    .when(planStarted("enterprise", 1, "$700"))
                    .then(posted(PLAN, ALLOWANCE, "$200"))
                    .when(planStarted("enterprise"))
                    .then(posted(ALLOWANCE, LAPSED, "$200")).leaves(allowance("$400"));
        }

        @Test void a_change_without_effect_on_the_allowance_posts_nothing() {
            given(planStarted("enterprise")).when(planStarted("enterprise", 2)).then(applied());
        }

        @Test void usage_paid_by_extra_usage_leaves_the_allowance_unused() {
            given(planStarted("pro"), credit("$9"), usage("claude.ai", "$25"))
                    .when(planStarted("team")).then(posted(PLAN, ALLOWANCE, "$10"))
                    .leaves(allowance("$10"), extraUsage("$4"));
        }

        @Test void a_change_keeps_spent_reloaded_and_third_party_use() {
            given(planStarted("pro"), reload("r", "$9"), usage("cursor", "$4"))
                    .when(planStarted("team"))
                    .leaves(spent("$4"), reloaded("$9"), thirdPartyUse("$4", "$0"));
        }

        @Test void an_unknown_plan_changes_nothing() {
            given(planStarted("pro")).when(planStarted("platinum"))
                    .then(refused(Reason.UNKNOWN_PLAN)).leaves(allowance("$20"));
        }

        @Test void the_new_whole_follows_the_version_at_the_changes_time() {
            under(Catalogs.severalVersions()).and(planStarted("free").at("2026-02-01T00:00:00Z"),
                    planStarted("enterprise"))
                    .when(planStarted("pro").at("2026-02-11T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$475")).leaves(wholeAllowance("$25"));
        }

        @Test void extra_usage_stays_frozen_on_a_plan_without_access() {
            given(planStarted("pro"), credit("$5"), planStarted("free"))
                    .when(usage("cursor", "$1"))
                    .then(uncovered(Reason.NO_EXTRA_USAGE_ACCESS), posted(UNCOVERED, USAGE, "$1"))
                    .leaves(extraUsage("$5"))
                    .and(planStarted("pro")).when(usage("cursor", "$1"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1"));
        }

        @Test void a_change_at_the_cycles_end_rolls_first() {
            given(planStarted("pro"), usage("claude.ai", "$5"))
                    .when(planStarted("enterprise").at(END))
                    .then(posted(ALLOWANCE, LAPSED, "$15"), posted(PLAN, ALLOWANCE, "$20"),
                            posted(PLAN, ALLOWANCE, "$480"));
        }
    }

    @Nested class NewRelations {
        @Test void gaining_extra_usage_begins_a_new_billing_relation() {
            given(planStarted("free"), usage("claude.ai", "$0.5"))
                    .when(planStarted("pro").at(LATER))
                    .then(posted(ALLOWANCE, LAPSED, "$1.5").effective(LATER),
                            posted(PLAN, ALLOWANCE, "$20").effective(LATER))
                    .leaves(allowance("$20"), cycle(LATER, "2026-02-20T00:00:00Z"));
        }

        @Test void earlier_use_does_not_count_in_a_new_relation() {
            given(planStarted("free"), usage("claude.ai", "$2")).when(planStarted("pro").at(LATER))
                    .then(posted(PLAN, ALLOWANCE, "$20")).leaves(allowance("$20"));
        }

        @Test void a_new_relations_anchor_is_the_clock() {
            given(planStarted("free"), credit("$5").at(LATER))
                    .when(planStarted("pro").at("2026-01-15T00:00:00Z").receivedAt(LATER))
                    .leaves(cycle(LATER, "2026-02-20T00:00:00Z"));
        }

        @Test void the_counters_restart_and_the_third_party_sums_roll() {
            given(planStarted("pro"), reload("r", "$9"), usage("cursor", "$4"), planStarted("free"))
                    .when(planStarted("pro"))
                    .leaves(spent("$0"), reloaded("$0"), thirdPartyUse("$0", "$4"));
        }

        @Test void losing_extra_usage_does_not_begin_one() {
            given(planStarted("pro"), usage("claude.ai", "$5")).when(planStarted("free").at(LATER))
                    .then(posted(ALLOWANCE, LAPSED, "$15"))
                    .leaves(allowance("$0"), cycle(Scenario.FIRST_TIME, END));
        }

        @Test void plan_access_follows_the_version_at_the_inputs_time() {
            under(Catalogs.severalVersions())
                    .and(planStarted("free").at("2026-04-20T00:00:00Z"))
                    .when(planStarted("max").at("2026-05-01T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$98"))
                    .leaves(cycle("2026-04-20T00:00:00Z", "2026-05-20T00:00:00Z"))
                    .and(planStarted("pro").at("2026-05-02T00:00:00Z"))
                    .when(planStarted("free").at("2026-05-03T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$10"))
                    .leaves(cycle("2026-05-03T00:00:00Z", "2026-06-03T00:00:00Z"));
        }

        @Test void the_new_allowance_follows_the_version_at_the_clock() {
            under(Catalogs.severalVersions())
                    .and(planStarted("free").at("2026-02-01T00:00:00Z"),
                            usage("claude.ai", "$1").at("2026-02-10T12:00:00Z"))
                    .when(planStarted("pro").at("2026-02-10T11:00:00Z")
                            .receivedAt("2026-02-10T12:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$1"), posted(PLAN, ALLOWANCE, "$25"));
        }

        @Test void a_new_relation_past_the_cycles_end_rolls_first() {
            given(planStarted("free")).when(planStarted("pro").at(END))
                    .then(posted(ALLOWANCE, LAPSED, "$2"), posted(PLAN, ALLOWANCE, "$2"),
                            posted(ALLOWANCE, LAPSED, "$2"), posted(PLAN, ALLOWANCE, "$20"));
        }
    }

    @Nested class Closing {
        @Test void closing_lapses_the_allowance_and_keeps_credit() {
            given(planStarted("pro"), credit("$5"), usage("claude.ai", "$8"))
                    .when(closed().at(LATER))
                    .then(posted(ALLOWANCE, LAPSED, "$12").effective(LATER))
                    .leaves(allowance("$0"), extraUsage("$5"));
        }

        @Test void closing_without_allowance_left_is_applied_without_postings() {
            given(planStarted("pro"), usage("claude.ai", "$20")).when(closed()).then(applied());
        }

        @Test void a_closed_account_never_rolls() {
            given(planStarted("pro"), credit("$5"), closed())
                    .when(refunded("r", "credit", "$1").at("2026-05-01T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, Pool.REFUNDS, "$1"))
                    .leaves(allowance("$0"), cycle(Scenario.FIRST_TIME, END),
                            clock("2026-05-01T00:00:00Z"));
        }

        @Test void closing_at_the_cycles_end_rolls_first() {
            given(planStarted("pro")).when(closed().at(END))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"),
                            posted(ALLOWANCE, LAPSED, "$20"));
        }

        @Test void a_closed_account_refuses_even_passing_time() {
            given(planStarted("pro"), closed()).when(timePassed(END).at(END))
                    .then(refused(Reason.ACCOUNT_CLOSED)).leaves(clock(Scenario.FIRST_TIME));
        }
    }
}
