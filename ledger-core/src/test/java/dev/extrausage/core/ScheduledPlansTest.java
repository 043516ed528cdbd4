package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.planScheduled;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.cycle;
import static dev.extrausage.core.State.next;
import static dev.extrausage.core.State.nothingScheduled;
import static dev.extrausage.core.State.onPlan;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.thirdPartyUse;

import org.junit.jupiter.api.Test;

/** Plans that begin at the next roll (P10). */
class ScheduledPlansTest {
    private static final String END = "2026-02-10T00:00:00Z";

    @Test void nothing_moves_until_the_roll() {
        given(planStarted("pro"), usage("claude.ai", "$5")).when(planScheduled("team", 3))
                .then(applied()).tellsNothing()
                .leaves(onPlan("pro"), next("team", 3), allowance("$15"));
    }

    @Test void the_roll_grants_the_new_whole_and_forgets_the_schedule() {
        given(planStarted("pro"), credit("$9"), usage("claude.ai", "$5"), usage("cursor", "$1"),
                planScheduled("team", 3))
                .when(timePassed(END).at(END))
                .then(posted(ALLOWANCE, LAPSED, "$15").effective(END),
                        posted(PLAN, ALLOWANCE, "$90").effective(END))
                .leaves(onPlan("team"), nothingScheduled(), spent("$0"), thirdPartyUse("$0", "$1"),
                        cycle(END, "2026-03-10T00:00:00Z"));
    }

    @Test void a_scheduled_plan_begins_no_new_relation() {
        given(planStarted("free"), planScheduled("pro"))
                .when(usage("claude.ai", "$1").at("2026-02-12T00:00:00Z"))
                .then(posted(ALLOWANCE, LAPSED, "$2"), posted(PLAN, ALLOWANCE, "$20"),
                        posted(ALLOWANCE, USAGE, "$1"))
                .leaves(cycle(END, "2026-03-10T00:00:00Z"));
    }

    @Test void a_roll_over_several_cycles_counts_the_new_whole() {
        given(planStarted("pro"), planScheduled("team", 2))
                .when(timePassed(END).at("2026-04-12T00:00:00Z"))
                .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, LAPSED, "$60"),
                        posted(PLAN, ALLOWANCE, "$60"));
    }

    @Test void late_usage_draws_on_the_old_plans_rest() {
        given(planStarted("enterprise"), planScheduled("free"),
                timePassed(END).at(END))
                .when(usage("claude.ai", "$100").at("2026-02-09T23:00:00Z").receivedAt(END))
                .then(posted(LAPSED, USAGE, "$100")).leaves(allowance("$2"));
    }

    @Test void the_same_again_is_no_change_and_another_replaces_it() {
        given(planStarted("pro"), planScheduled("team", 3))
                .when(planScheduled("team", 3)).then(noChange())
                .when(planScheduled("team", 4)).then(applied()).leaves(next("team", 4))
                .when(planScheduled("team", 4, "$70")).then(applied())
                .when(planScheduled("team", 4, "$70")).then(noChange())
                .when(planScheduled("free")).then(applied()).leaves(next("free", 1));
    }

    @Test void the_present_plan_ends_a_scheduled_change() {
        given(planStarted("pro")).when(planScheduled("pro")).then(noChange())
                .when(planScheduled("free")).then(applied())
                .when(planScheduled("pro")).then(applied()).leaves(nothingScheduled())
                .when(planScheduled("pro")).then(noChange());
        given(planStarted("pro", 1, "$70"), planScheduled("pro"))
                .leaves(next("pro", 1))
                .when(planScheduled("pro", 1, "$70")).then(applied()).leaves(nothingScheduled());
    }

    @Test void what_is_scheduled_and_present_stays_scheduled() {
        given(planStarted("team", 2), planScheduled("team", 3), planStarted("team", 3))
                .when(planScheduled("team", 3)).then(noChange()).leaves(next("team", 3));
    }

    @Test void an_unknown_plan_is_refused_and_ends_nothing() {
        given(planStarted("pro"), planScheduled("free")).when(planScheduled("platinum"))
                .then(refused(Reason.UNKNOWN_PLAN)).leaves(next("free", 1));
        under(Catalogs.severalVersions()).and(planStarted("pro"))
                .when(planScheduled("max").at("2026-03-04T23:59:59.999Z"))
                .leaves(nothingScheduled());
    }

    @Test void only_a_change_of_plan_ends_a_schedule() {
        given(planStarted("team", 2), planScheduled("free"))
                .when(planStarted("team", 3)).leaves(next("free", 1))
                .when(planStarted("team", 3, "$70")).leaves(next("free", 1))
                .when(planStarted("pro")).leaves(nothingScheduled());
    }

    @Test void a_new_billing_relation_ends_it() {
        given(planStarted("free"), planScheduled("team", 2)).when(planStarted("pro"))
                .leaves(nothingScheduled());
    }

    @Test void closing_ends_it() {
        given(planStarted("pro"), planScheduled("team", 2), closed()).leaves(nothingScheduled())
                .when(planStarted("pro")).leaves(nothingScheduled());
    }

    @Test void a_closed_account_schedules_nothing() {
        given(planStarted("pro"), closed()).when(planScheduled("free"))
                .then(refused(Reason.ACCOUNT_CLOSED));
    }

    @Test void inputs_at_the_cycles_end_schedule_for_the_next_one() {
        given(planStarted("pro")).when(planScheduled("free").at(END))
                .then(applied(), posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"))
                .leaves(onPlan("pro"), next("free", 1));
    }

    @Test void a_scheduled_allowance_is_of_the_new_cycles_version() {
        under(Catalogs.severalVersions()).and(planStarted("free").at("2026-01-15T00:00:00Z"),
                planScheduled("pro"))
                .when(usage("claude.ai", "$0").at("2026-02-20T00:00:00Z"))
                .leaves(allowance("$25"));
    }
}
