package dev.extrausage.core;

import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.uncovered;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.UNCOVERED;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Reason.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.extraUsage;

import org.junit.jupiter.api.Test;

/** Usage of the cycle before the current one (U6). */
class LateUsageTest {
    private static final String END = "2026-02-10T00:00:00Z";
    private static final String BEFORE_END = "2026-02-09T23:00:00Z";

    @Test void late_usage_draws_on_the_rest_of_its_own_cycle() {
        rolled().when(late("claude.ai", "$4"))
                .then(posted(LAPSED, USAGE, "$4").effective(BEFORE_END))
                .leaves(allowance("$20"));
    }

    @Test void late_usage_never_falls_back_on_the_current_allowance() {
        rolled().when(late("claude.ai", "$18"))
                .then(uncovered(OUT_OF_EXTRA_USAGE), posted(LAPSED, USAGE, "$15"),
                        posted(UNCOVERED, USAGE, "$3").effective(END))
                .leaves(allowance("$20"))
                .when(late("claude.ai", "$1"))
                .then(uncovered(OUT_OF_EXTRA_USAGE), posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void late_usage_past_the_lapsed_allowance_draws_extra_usage() {
        rolled().and(credit("$5")).when(late("claude.ai", "$18"))
                .then(posted(LAPSED, USAGE, "$15"), posted(EXTRA_USAGE, USAGE, "$3"))
                .leaves(allowance("$20"), extraUsage("$2"));
    }

    @Test void late_third_party_usage_leaves_the_lapsed_allowance_alone() {
        rolled().and(credit("$5")).when(late("cursor", "$4"))
                .then(posted(EXTRA_USAGE, USAGE, "$4"));
    }

    @Test void draws_of_several_late_requests_add_up() {
        rolled().and(late("claude.ai", "$10")).when(late("claude.ai", "$6"))
                .then(uncovered(OUT_OF_EXTRA_USAGE), posted(LAPSED, USAGE, "$5"),
                        posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void grants_are_those_live_at_the_clock() {
        rolled().and(goodwill("new", "$5"))
                .when(late("cursor", "$1")).then(posted(EXTRA_USAGE, USAGE, "$1").of("new"));
    }

    @Test void late_usage_ends_with_the_old_cycles_last_instant() {
        rolled().when(usage("claude.ai", "$1").at("2026-02-09T23:59:59.999Z").receivedAt(END))
                .then(posted(LAPSED, USAGE, "$1"))
                .when(usage("claude.ai", "$1").at(END)).then(posted(ALLOWANCE, USAGE, "$1"));
    }

    @Test void the_grace_holds_to_its_very_end() {
        rolled().and(usage("claude.ai", "$1").at("2026-02-11T00:00:00Z"))
                .when(late("claude.ai", "$1").receivedAt("2026-02-11T00:00:00Z"))
                .then(posted(LAPSED, USAGE, "$1"));
    }

    @Test void usage_a_millisecond_past_the_grace_is_not_late() {
        rolled().and(usage("claude.ai", "$1").at("2026-02-11T00:00:00.001Z"))
                .when(late("claude.ai", "$2").receivedAt("2026-02-11T00:00:00.001Z"))
                .then(posted(ALLOWANCE, USAGE, "$2").effective("2026-02-11T00:00:00.001Z"))
                .leaves(allowance("$17"));
    }

    @Test void a_grace_of_zero_holds_at_the_cycles_very_start() {
        under(Catalogs.severalVersions())
                .and(planStarted("max").at("2026-05-20T00:00:00Z"),
                        timePassed("2026-06-20T00:00:00Z").at("2026-06-20T00:00:00Z"))
                .when(usage("claude.ai", "$1").at("2026-06-19T00:00:00Z")
                        .receivedAt("2026-06-20T00:00:00Z"))
                .then(posted(LAPSED, USAGE, "$1"))
                .and(usage("claude.ai", "$1").at("2026-06-20T00:00:00.001Z"))
                .when(usage("claude.ai", "$1").at("2026-06-19T00:00:00Z")
                        .receivedAt("2026-06-20T00:00:00.001Z"))
                .then(posted(ALLOWANCE, USAGE, "$1"));
    }

    @Test void the_grace_is_measured_by_the_clock_not_the_receipt() {
        rolled().when(late("claude.ai", "$2").receivedAt("2026-02-20T00:00:00Z"))
                .then(posted(LAPSED, USAGE, "$2"));
    }

    @Test void old_usage_that_arrives_before_the_roll_is_not_late() {
        given(planStarted("pro")).when(late("claude.ai", "$4").receivedAt("2026-02-10T05:00:00Z"))
                .then(posted(ALLOWANCE, USAGE, "$4")).leaves(allowance("$16"));
    }

    @Test void usage_older_than_the_previous_cycle_is_the_current_ones() {
        given(planStarted("pro"), usage("claude.ai", "$1").at(END),
                timePassed("2026-03-10T00:00:00Z").at("2026-03-10T00:00:00Z"))
                .when(usage("claude.ai", "$2").at("2026-02-09T23:59:59.999Z")
                        .receivedAt("2026-03-10T00:00:00Z"))
                .then(posted(ALLOWANCE, USAGE, "$2"))
                .when(usage("claude.ai", "$3").at(END).receivedAt("2026-03-10T00:00:00Z"))
                .then(posted(LAPSED, USAGE, "$3"));
    }

    @Test void usage_from_before_the_anchor_is_the_current_cycles() {
        given(planStarted("pro"))
                .when(usage("claude.ai", "$2").at("2026-01-09T23:59:59.999Z")
                        .receivedAt(Scenario.FIRST_TIME))
                .then(posted(ALLOWANCE, USAGE, "$2"));
    }

    @Test void usage_from_before_the_anchor_is_never_late() {
        rolled().when(usage("claude.ai", "$2").at("2026-01-09T23:59:59.999Z").receivedAt(END))
                .then(posted(ALLOWANCE, USAGE, "$2"));
    }

    @Test void late_usage_finds_a_skipped_cycles_allowance_whole() {
        given(planStarted("pro"), usage("claude.ai", "$15"),
                timePassed("2026-04-10T00:00:00Z").at("2026-04-10T00:00:00Z"))
                .when(usage("claude.ai", "$21").at("2026-04-09T00:00:00Z")
                        .receivedAt("2026-04-10T00:00:00Z"))
                .then(uncovered(OUT_OF_EXTRA_USAGE), posted(LAPSED, USAGE, "$20"),
                        posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void a_new_billing_relation_keeps_no_previous_cycle() {
        given(planStarted("free"), timePassed(END).at(END), planStarted("pro"))
                .when(late("claude.ai", "$1"))
                .then(posted(ALLOWANCE, USAGE, "$1")).leaves(allowance("$19"));
    }

    @Test void an_account_opened_again_keeps_no_previous_cycle() {
        rolled().and(closed(), planStarted("pro").at("2026-02-10T01:00:00Z"))
                .when(late("claude.ai", "$1")).then(posted(ALLOWANCE, USAGE, "$1"));
    }

    @Test void a_change_of_plan_leaves_the_previous_cycles_rest() {
        rolled().and(planStarted("enterprise"))
                .when(late("claude.ai", "$16").receivedAt(END))
                .then(uncovered(OUT_OF_EXTRA_USAGE), posted(LAPSED, USAGE, "$15"),
                        posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void the_grace_follows_the_version_at_the_usages_time() {
        var rolled = under(Catalogs.severalVersions())
                .and(planStarted("pro").at("2026-02-06T00:00:00Z"),
                        timePassed("2026-03-06T00:00:00Z").at("2026-03-07T12:00:00Z"));
        rolled.when(usage("claude.ai", "$1").at("2026-03-04T23:59:59.999Z")
                        .receivedAt("2026-03-07T12:00:00Z"))
                .then(posted(ALLOWANCE, USAGE, "$1"))
                .when(usage("claude.ai", "$1").at("2026-03-05T00:00:00Z")
                        .receivedAt("2026-03-07T12:00:00Z"))
                .then(posted(LAPSED, USAGE, "$1"));
    }

    @Test void late_usage_does_not_count_towards_the_current_allowances_notices() {
        rolled().when(late("claude.ai", "$15")).tellsNothing();
    }

    /** Of the cycle that ended, $15 lapsed. */
    private static Scenario rolled() {
        return given(planStarted("pro"), usage("claude.ai", "$5"), timePassed(END).at(END));
    }

    private static Happening late(String app, String cost) {
        return usage(app, cost).at(BEFORE_END).receivedAt(END);
    }
}
