package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.change;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planAnchored;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.ALLOWANCE_75;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXPIRED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Reason.ANCHOR_IN_THE_FUTURE;
import static dev.extrausage.core.Reason.UNKNOWN_ACCOUNT;
import static dev.extrausage.core.Reason.UNKNOWN_PLAN;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.clock;
import static dev.extrausage.core.State.cycle;
import static dev.extrausage.core.State.nothingDue;
import static dev.extrausage.core.State.reloaded;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.thirdPartyUse;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Plans that name the instant their billing cycles are counted from (P1, P2). */
class PlanAnchorsTest {
    private static final String FIRST = Scenario.FIRST_TIME;
    private static final String FIVE_MINUTES_ON = "2026-01-10T00:05:00Z";
    private static final String OVER_FIVE_MINUTES_ON = "2026-01-10T00:05:00.001Z";

    @Nested class Opening {
        @Test void an_earlier_anchor_gives_the_cycle_that_holds_the_clock() {
            given().when(planAnchored("pro", "2025-10-31T12:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$20").effective(FIRST))
                    .leaves(cycle("2025-12-31T12:00:00Z", "2026-01-31T12:00:00Z"));
        }

        @Test void months_are_counted_from_the_anchor_not_from_its_cycle() {
            given().when(planAnchored("pro", "2025-10-31T12:00:00Z").at("2026-03-01T00:00:00Z"))
                    .leaves(cycle("2026-02-28T12:00:00Z", "2026-03-31T12:00:00Z"));
        }

        @Test void an_anchor_up_to_five_minutes_ahead_is_the_clock() {
            given().when(planAnchored("pro", FIVE_MINUTES_ON))
                    .leaves(cycle(FIRST, "2026-02-10T00:00:00Z"));
        }

        @Test void an_anchor_further_ahead_is_refused_though_the_clock_moves() {
            given().when(planAnchored("pro", OVER_FIVE_MINUTES_ON))
                    .then(refused(ANCHOR_IN_THE_FUTURE)).leaves(clock(FIRST), nothingDue())
                    .when(usage("claude.ai", "$1")).then(refused(UNKNOWN_ACCOUNT))
                    .when(planStarted("pro").at("2026-01-09T00:00:00Z").receivedAt(FIRST))
                    .leaves(cycle(FIRST, "2026-02-10T00:00:00Z"));
        }

        @Test void the_plan_is_checked_before_the_anchor() {
            given().when(planAnchored("platinum", OVER_FIVE_MINUTES_ON))
                    .then(refused(UNKNOWN_PLAN)).leaves(State.neverAClock());
            given(planStarted("pro")).when(planAnchored("platinum", OVER_FIVE_MINUTES_ON))
                    .then(refused(UNKNOWN_PLAN));
        }

        @Test void the_version_at_the_cycles_start_gives_the_allowance() {
            under(Catalogs.severalVersions())
                    .when(planAnchored("pro", "2026-01-20T00:00:00Z").at("2026-02-15T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$20"));
        }

        @Test void usage_before_the_first_cycle_known_is_not_late() {
            given(planAnchored("pro", "2025-10-10T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-01-09T23:00:00Z").receivedAt(FIRST))
                    .then(posted(ALLOWANCE, USAGE, "$1"));
        }

        @Test void after_a_roll_usage_of_the_first_cycle_is_late() {
            given(planAnchored("pro", "2025-10-10T00:00:00Z"))
                    .and(timePassed("2026-02-10T00:00:00Z").at("2026-02-10T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-02-09T23:59:59.999Z")
                            .receivedAt("2026-02-10T00:00:00Z"))
                    .then(posted(LAPSED, USAGE, "$1").effective("2026-02-09T23:59:59.999Z"));
        }
    }

    @Nested class ThePresentOne {
        @Test void naming_it_changes_nothing() {
            given(planStarted("pro")).when(planAnchored("pro", FIRST)).then(noChange());
        }

        @Test void any_anchor_of_the_same_cycles_is_the_present_one() {
            given(planStarted("pro")).when(planAnchored("pro", "2025-03-10T00:00:00Z"))
                    .then(noChange()).leaves(cycle(FIRST, "2026-02-10T00:00:00Z"));
        }

        @Test void an_anchor_with_the_same_start_and_another_end_differs() {
            given(planAnchored("pro", "2026-01-31T00:00:00Z").at("2026-02-28T00:00:00Z"))
                    .leaves(cycle("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                    .when(planAnchored("pro", "2025-12-31T00:00:00Z")).then(noChange());
            given(planAnchored("pro", "2026-01-31T00:00:00Z").at("2026-02-28T00:00:00Z"))
                    .when(planAnchored("pro", "2025-12-28T00:00:00Z")
                            .at("2026-02-28T00:05:00.001Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(cycle("2026-02-28T00:00:00Z", "2026-03-28T00:00:00Z"));
        }

        @Test void five_minutes_after_the_cycles_start_still_mean_it() {
            given(planStarted("pro"))
                    .when(planAnchored("pro", FIVE_MINUTES_ON).at("2026-01-12T00:00:00Z"))
                    .then(noChange())
                    .when(planAnchored("pro", OVER_FIVE_MINUTES_ON))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(cycle(OVER_FIVE_MINUTES_ON, "2026-02-10T00:05:00.001Z"));
        }

        @Test void an_anchor_ahead_is_held_to_the_clock_first() {
            given(planStarted("pro"))
                    .when(planAnchored("pro", "2026-01-10T00:08:00Z").at("2026-01-10T00:04:00Z"))
                    .then(noChange());
        }

        @Test void another_plan_on_it_keeps_cycle_and_use() {
            given(planStarted("free"), usage("claude.ai", "$1"))
                    .when(planAnchored("pro", FIRST).at("2026-01-12T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$18"))
                    .leaves(allowance("$19"), cycle(FIRST, "2026-02-10T00:00:00Z"));
        }
    }

    @Nested class AnotherOne {
        @Test void an_anchor_at_the_clock_restarts_the_counters() {
            given(planStarted("pro"), reload("r", "$9"), usage("cursor", "$4"),
                    usage("claude.ai", "$15"))
                    .when(planAnchored("pro", "2026-01-12T00:00:00Z").at("2026-01-12T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$5"), posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(allowance("$20"), spent("$0"), reloaded("$0"),
                            thirdPartyUse("$0", "$4"))
                    .when(usage("claude.ai", "$15")).tells(ALLOWANCE_75);
        }

        @Test void an_earlier_anchor_goes_on_with_the_counters() {
            given(planStarted("pro"), reload("r", "$9"), usage("cursor", "$4"),
                    usage("claude.ai", "$15"))
                    .when(planAnchored("team", "2026-01-11T00:00:00Z").at("2026-01-12T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$5"),
                            posted(PLAN, ALLOWANCE, "$15").effective("2026-01-12T00:00:00Z"))
                    .leaves(allowance("$15"), spent("$4"), reloaded("$9"),
                            thirdPartyUse("$4", "$0"),
                            cycle("2026-01-11T00:00:00Z", "2026-02-11T00:00:00Z"));
        }

        @Test void use_beyond_the_new_whole_leaves_nothing() {
            given(planStarted("pro"), usage("claude.ai", "$15"))
                    .when(planAnchored("free", "2026-01-09T00:00:00Z").at("2026-01-12T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$5")).leaves(allowance("$0"));
        }

        @Test void a_new_relation_has_no_cycle_before_it() {
            given(planStarted("pro"), timePassed("2026-02-10T00:00:00Z").at("2026-02-10T00:00:00Z"))
                    .and(planAnchored("pro", "2026-01-20T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-01-19T23:59:59.999Z")
                            .receivedAt("2026-02-10T01:00:00Z"))
                    .then(posted(ALLOWANCE, USAGE, "$1"));
        }

        @Test void time_passes_before_an_anchor_ahead_is_refused() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-12T00:00:00Z"))
                    .when(planAnchored("pro", "2026-01-12T00:05:00.001Z")
                            .at("2026-01-12T00:00:00Z"))
                    .then(refused(ANCHOR_IN_THE_FUTURE), posted(EXTRA_USAGE, EXPIRED, "$5"));
        }

        @Test void the_clock_bounds_it_not_the_inputs_time() {
            given(planStarted("pro"), usage("claude.ai", "$0").at("2026-01-15T00:00:00Z"))
                    .when(planAnchored("pro", "2026-01-14T00:00:00Z")
                            .at("2026-01-13T00:00:00Z").receivedAt("2026-01-15T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(cycle("2026-01-14T00:00:00Z", "2026-02-14T00:00:00Z"));
        }

        @Test void an_anchor_ends_what_was_scheduled() {
            given(planStarted("pro"), Happening.planScheduled("free"))
                    .when(planAnchored("pro", "2026-01-09T00:00:00Z")).then(
                            posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(State.nothingScheduled());
        }
    }

    @Nested class Reopening {
        @Test void a_cycle_before_the_clock_keeps_its_use() {
            given(planStarted("pro"), reload("r", "$9"), usage("cursor", "$4"),
                    usage("claude.ai", "$15"), closed())
                    .when(planAnchored("pro", FIRST).at("2026-01-20T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$5").effective("2026-01-20T00:00:00Z"))
                    .leaves(allowance("$5"), spent("$4"), reloaded("$9"),
                            thirdPartyUse("$4", "$0"), cycle(FIRST, "2026-02-10T00:00:00Z"))
                    .when(usage("claude.ai", "$0.1")).tellsNothing();
        }

        @Test void a_cycle_after_the_closing_one_starts_afresh() {
            given(planStarted("pro"), usage("cursor", "$4"), usage("claude.ai", "$15"), closed())
                    .when(planAnchored("pro", FIRST).at("2026-02-11T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(allowance("$20"), thirdPartyUse("$0", "$0"));
        }

        @Test void without_an_anchor_it_starts_afresh_at_the_clock() {
            given(planStarted("pro"), credit("$5"), usage("cursor", "$4"),
                    usage("claude.ai", "$15"), closed())
                    .when(planStarted("pro").at("2026-01-20T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(spent("$0"), thirdPartyUse("$0", "$4"));
        }

        @Test void a_cycle_begun_in_the_closed_one_goes_on() {
            given(planStarted("pro"), usage("claude.ai", "$15"), closed())
                    .when(planAnchored("pro", "2026-02-09T23:59:59.999Z")
                            .at("2026-02-12T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$5"));
            given(planStarted("pro"), usage("claude.ai", "$15"), closed())
                    .when(planAnchored("pro", "2026-02-10T00:00:00Z").at("2026-02-12T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$20"));
        }

        @Test void an_anchor_ahead_leaves_it_closed() {
            given(planStarted("pro"), closed())
                    .when(planAnchored("pro", OVER_FIVE_MINUTES_ON))
                    .then(refused(ANCHOR_IN_THE_FUTURE))
                    .when(usage("claude.ai", "$1")).then(refused(Reason.ACCOUNT_CLOSED));
        }

        @Test void a_custom_contract_may_name_one_too() {
            given(planStarted("pro"), usage("claude.ai", "$15"), closed())
                    .when(change(new Change.PlanStarted("pro", 1, Happening.nanos("$40"),
                            Happening.millis(FIRST))).at("2026-01-20T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$25")).leaves(allowance("$25"));
            given(planStarted("pro"), closed()).when(planAnchored("pro", FIRST)).then(applied(),
                    posted(PLAN, ALLOWANCE, "$20"));
        }
    }
}
