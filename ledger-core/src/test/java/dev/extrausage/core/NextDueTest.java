package dev.extrausage.core;

import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.autoReloadOff;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.givenBack;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planAnchored;
import static dev.extrausage.core.Happening.planScheduled;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.nextDue;
import static dev.extrausage.core.State.nothingDue;

import org.junit.jupiter.api.Test;

/** The next change of an idle account (C4). */
class NextDueTest {
    private static final String END = "2026-02-10T00:00:00Z";
    private static final String HOUR_LATER = "2026-01-10T01:00:00Z";

    @Test void an_idle_account_is_due_at_its_cycles_end() {
        given().when(planStarted("pro")).leaves(nextDue(END));
    }

    @Test void a_rolled_account_is_due_at_the_next_cycles_end() {
        given(planStarted("pro")).when(timePassed(END).at(END))
                .leaves(nextDue("2026-03-10T00:00:00Z"));
    }

    @Test void an_unknown_account_is_never_due() {
        given().when(planStarted("platinum")).then(refused(Reason.UNKNOWN_PLAN))
                .leaves(nothingDue());
    }

    @Test void a_closed_account_is_never_due_whatever_it_has() {
        given(planStarted("pro"), goodwill("g", "$5", "2026-02-01T00:00:00Z"),
                autoReload("$9", "$10")).when(closed()).leaves(nothingDue());
    }

    @Test void a_grant_is_due_at_its_warning_then_its_expiry() {
        given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"))
                .when(usage("cursor", "$1")).leaves(nextDue("2026-01-18T00:00:00Z"))
                .when(usage("cursor", "$1").at("2026-01-17T23:59:59.999Z"))
                .leaves(nextDue("2026-01-18T00:00:00Z"))
                .when(usage("cursor", "$1").at("2026-01-18T00:00:00Z"))
                .leaves(nextDue("2026-01-25T00:00:00Z"))
                .when(usage("cursor", "$1").at("2026-01-25T00:00:00Z")).leaves(nextDue(END));
    }

    @Test void a_grant_with_nothing_left_is_never_due() {
        given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"))
                .when(usage("cursor", "$5")).leaves(nextDue(END));
    }

    @Test void the_soonest_of_several_grants_is_due() {
        given(planStarted("pro"), goodwill("g", "$5", "2026-02-05T00:00:00Z"),
                goodwill("h", "$5", "2026-02-04T00:00:00Z")).when(credit("$1"))
                .leaves(nextDue("2026-01-28T00:00:00Z"));
    }

    @Test void starter_credit_is_due_like_any_grant_that_expires() {
        given(planStarted("pro").at("2026-01-31T00:00:00Z"), starterOffered())
                .when(starterClaimed()).leaves(nextDue("2026-02-28T00:00:00Z"))
                .when(usage("claude.ai", "$1").at("2026-04-20T00:00:00Z"))
                .leaves(nextDue("2026-04-24T00:00:00Z"));
    }

    @Test void a_back_off_is_due_when_it_ends() {
        given(planStarted("pro"), autoReload("$5", "$10")).when(declined("auto:acme:2"))
                .leaves(nextDue(HOUR_LATER));
    }

    @Test void a_back_off_is_not_due_without_a_wanted_reload() {
        backingOff().when(credit("$5")).leaves(nextDue(END));
        backingOff().when(extraUsageOff()).leaves(nextDue(END));
        backingOff().when(planStarted("free")).leaves(nextDue(END));
        backingOff().when(autoReloadOff("$5", "$10")).leaves(nextDue(END));
        given(planStarted("pro"), autoReload("$5", "$10", "$10")).and(reload("elsewhere", "$1"))
                .when(declined("auto:acme:2")).leaves(nextDue(END));
    }

    @Test void a_back_off_under_a_reached_limit_is_not_due() {
        backingOff().when(spendLimit("$0")).leaves(nextDue(END))
                .when(spendLimit("$1")).leaves(nextDue(HOUR_LATER));
    }

    @Test void a_back_off_over_the_greatest_balance_is_not_due() {
        under(Catalogs.severalVersions())
                .and(planStarted("pro").at("2026-07-10T00:00:00Z"), autoReload("$40", "$40"),
                        declined("auto:acme:2"))
                .when(goodwill("g", "$20")).leaves(nextDue("2026-07-10T01:00:00Z"))
                .when(goodwill("h", "$0.01")).leaves(nextDue("2026-08-10T00:00:00Z"));
    }

    @Test void refilled_grants_expire_and_lots_given_back_never_do() {
        EventId used = Happening.id(Happening.millis(Scenario.FIRST_TIME), 3);
        given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"),
                usage("cursor", "$5")).leaves(nextDue(END))
                .when(givenBack(used, "g", "$1")).leaves(nextDue("2026-01-18T00:00:00Z"))
                .when(givenBack(used, "elsewhere", "$1")).leaves(nextDue("2026-01-18T00:00:00Z"));
    }

    @Test void a_scheduled_plan_is_due_at_the_cycles_end() {
        given(planStarted("pro")).when(planScheduled("free")).leaves(nextDue(END));
    }

    @Test void cycles_of_an_earlier_anchor_are_due_at_their_end() {
        given().when(planAnchored("pro", "2025-12-31T00:00:00Z"))
                .leaves(nextDue("2026-01-31T00:00:00Z"));
    }

    @Test void a_back_off_that_is_over_is_not_due() {
        backingOff().when(timePassed(HOUR_LATER).at(HOUR_LATER))
                .leaves(nextDue("2026-01-11T01:00:00Z"));
    }

    @Test void a_suspended_auto_reload_is_not_due() {
        given(planStarted("pro"), purchase("p", "$1"), autoReload("$5", "$10"),
                refunded("r", "p", "$1")).when(declined("auto:acme:3")).leaves(nextDue(END));
    }

    @Test void a_top_up_in_flight_is_due_when_asked_again() {
        given(planStarted("pro")).when(autoReload("$5", "$10"))
                .leaves(nextDue("2026-01-11T00:00:00Z"))
                .when(timePassed("2026-01-11T00:00:00Z").at("2026-01-11T06:00:00Z"))
                .leaves(nextDue("2026-01-12T06:00:00Z"));
    }

    @Test void a_top_up_in_flight_is_due_whatever_the_settings() {
        given(planStarted("pro"), autoReload("$5", "$10"), autoReloadOff("$5", "$10"),
                credit("$50"))
                .when(planStarted("free")).leaves(nextDue("2026-01-11T00:00:00Z"));
    }

    @Test void the_next_version_of_the_catalog_is_due() {
        under(Catalogs.severalVersions()).when(planStarted("pro").at("2026-02-01T00:00:00Z"))
                .leaves(nextDue("2026-02-10T12:00:00Z"))
                .when(timePassed("2026-02-10T12:00:00Z").at("2026-02-10T12:00:00Z"))
                .then(noChange()).leaves(nextDue("2026-03-01T00:00:00Z"));
    }

    @Test void before_the_first_version_the_second_is_the_next() {
        under(Catalogs.severalVersions()).when(planStarted("pro").at("2025-12-20T00:00:00Z"))
                .leaves(nextDue("2026-01-20T00:00:00Z"))
                .when(usage("claude.ai", "$1").at("2026-01-20T00:00:00Z"))
                .leaves(nextDue("2026-02-10T12:00:00Z"));
    }

    @Test void terms_follow_the_version_in_force_at_the_clock() {
        under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-03-02T00:00:00Z"),
                usage("claude.ai", "$1").at("2026-03-06T00:00:00Z"))
                .when(goodwill("g", "$5", "2026-03-30T00:00:00Z").at("2026-03-04T00:00:00Z")
                        .receivedAt("2026-03-06T00:00:00Z"))
                .leaves(nextDue("2026-03-16T00:00:00Z"));
    }

    @Test void the_next_request_follows_the_version_at_the_clock() {
        under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-03-02T00:00:00Z"),
                usage("claude.ai", "$1").at("2026-03-06T00:00:00Z"))
                .when(autoReload("$5", "$10").at("2026-03-04T00:00:00Z")
                        .receivedAt("2026-03-06T00:00:00Z"))
                .asks("auto:acme:3", "$10").leaves(nextDue("2026-03-06T06:00:00Z"));
    }

    @Test void an_instant_at_the_clock_is_past() {
        given(planStarted("pro"), goodwill("g", "$5", "2026-01-17T00:00:00Z"))
                .when(usage("cursor", "$1")).leaves(nextDue("2026-01-17T00:00:00Z"));
    }

    private static Scenario backingOff() {
        return given(planStarted("pro"), autoReload("$5", "$10"), declined("auto:acme:2"));
    }
}
