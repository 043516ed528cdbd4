package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.granted;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_SUSPENDED;
import static dev.extrausage.core.NoticeKind.PAID_CREDIT_REFUSED;
import static dev.extrausage.core.NoticeKind.TOP_UP_ADDED;
import static dev.extrausage.core.NoticeKind.TOP_UP_DECLINED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.PAYMENTS;
import static dev.extrausage.core.Pool.PROMOTIONS;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.clock;
import static dev.extrausage.core.State.declines;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.inFlight;
import static dev.extrausage.core.State.noBackOff;
import static dev.extrausage.core.State.nothingInFlight;
import static dev.extrausage.core.State.reloaded;
import static dev.extrausage.core.State.retryNotBefore;
import static dev.extrausage.core.State.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Answers to a top-up, refused ones too (A3, A4). */
class TopUpAnswersTest {
    private static final String FIRST = "auto:acme:2";
    private static final String HOUR_LATER = "2026-01-10T01:00:00Z";
    private static final String DAY_LATER = "2026-01-11T00:00:00Z";

    @Test void the_credit_asked_for_ends_it() {
        given(planStarted("pro"), autoReload("$5", "$10")).when(reload(FIRST, "$10"))
                .then(posted(PAYMENTS, EXTRA_USAGE, "$10")).tells(TOP_UP_ADDED)
                .leaves(nothingInFlight(), reloaded("$10"));
    }

    @Test void credit_of_any_kind_with_its_name_ends_it() {
        given(planStarted("pro"), autoReload("$5", "$10"))
                .when(granted("g", GrantKind.GOODWILL, "$10", null, FIRST))
                .then(posted(PROMOTIONS, EXTRA_USAGE, "$10"))
                .leaves(nothingInFlight(), reloaded("$0"));
    }

    @Test void credit_that_was_there_already_ends_it_too() {
        given(planStarted("pro"), autoReload("$5", "$10"), purchase("p", "$1"))
                .when(purchase("p", "$1", FIRST)).then(noChange())
                .asks("auto:acme:4", "$10").leaves(inFlight("auto:acme:4"));
    }

    @Test void credit_with_another_name_is_simply_credited() {
        given(planStarted("pro"), autoReload("$5", "$10"))
                .when(reload("elsewhere", "$10")).then(posted(PAYMENTS, EXTRA_USAGE, "$10"))
                .leaves(inFlight(FIRST), reloaded("$10"));
    }

    @Test void credit_clears_declines_and_back_off() {
        given(planStarted("pro"), autoReload("$5", "$10"), declined(FIRST),
                timePassed(HOUR_LATER).at(HOUR_LATER))
                .when(reload("auto:acme:4", "$10"))
                .leaves(declines(0), noBackOff(), nothingInFlight());
    }

    @Test void credit_with_another_name_clears_nothing() {
        given(planStarted("pro"), autoReload("$5", "$10"), declined(FIRST))
                .when(credit("$9")).leaves(declines(1), retryNotBefore(HOUR_LATER));
    }

    @Test void a_decline_ends_it_and_waits_an_hour() {
        given(planStarted("pro"), autoReload("$5", "$10")).when(declined(FIRST))
                .then(applied()).tells(TOP_UP_DECLINED).asksNothing()
                .leaves(nothingInFlight(), declines(1), retryNotBefore(HOUR_LATER),
                        suspended(false));
    }

    @Test void the_back_off_counts_from_the_clock() {
        given(planStarted("pro"), autoReload("$5", "$10"),
                usage("claude.ai", "$1").at(DAY_LATER))
                .when(declined(FIRST).at(HOUR_LATER).receivedAt(DAY_LATER))
                .leaves(clock(DAY_LATER), retryNotBefore("2026-01-11T01:00:00Z"));
    }

    @Test void a_reload_after_the_back_off_has_a_new_name() {
        given(planStarted("pro"), autoReload("$5", "$10"), declined(FIRST))
                .when(usage("claude.ai", "$1").at("2026-01-10T00:59:59.999Z")).asksNothing()
                .when(usage("claude.ai", "$1").at(HOUR_LATER)).asks("auto:acme:5", "$10");
    }

    @Test void the_back_off_doubles_with_each_decline() {
        given(planStarted("pro"), autoReload("$5", "$10"), declined(FIRST),
                timePassed(HOUR_LATER).at(HOUR_LATER))
                .when(declined("auto:acme:4"))
                .leaves(declines(2), retryNotBefore("2026-01-10T03:00:00Z"), suspended(false));
    }

    @Test void the_third_decline_suspends_it() {
        declinedThrice().tells(TOP_UP_DECLINED, AUTO_RELOAD_SUSPENDED)
                .leaves(declines(3), retryNotBefore("2026-01-10T07:00:00Z"), suspended(true))
                .when(usage("claude.ai", "$1").at("2026-01-12T00:00:00Z")).asksNothing()
                .tellsNothing()
                .when(usage("claude.ai", "$1").at("2026-02-12T00:00:00Z")).asksNothing();
    }

    @Test void the_catalog_sets_how_many_declines_suspend() {
        under(Catalogs.severalVersions())
                .and(planStarted("pro").at("2026-03-20T00:00:00Z"), autoReload("$5", "$10"),
                        declined(FIRST))
                .leaves(retryNotBefore("2026-03-20T00:30:00Z"))
                .and(timePassed("2026-03-20T00:30:00Z").at("2026-03-20T00:30:00Z"))
                .when(declined("auto:acme:4")).leaves(suspended(true));
    }

    @Test void setting_it_again_lifts_the_suspension_and_asks_at_once() {
        declinedThrice().when(autoReload("$5", "$10")).then(applied())
                .asks("auto:acme:8", "$10")
                .leaves(declines(0), noBackOff(), suspended(false));
    }

    @Test void credit_does_not_lift_the_suspension() {
        given(planStarted("pro"), credit("$1"), autoReload("$5", "$10"),
                refunded("r", "credit", "$1"))
                .when(reload("auto:acme:3", "$1"))
                .leaves(suspended(true), nothingInFlight()).asksNothing();
    }

    @Test void a_decline_while_suspended_counts_without_a_second_notice() {
        given(planStarted("pro"), credit("$1"), autoReload("$5", "$10"),
                refunded("r", "credit", "$1"))
                .when(declined("auto:acme:3")).then(applied()).tells(TOP_UP_DECLINED)
                .leaves(declines(1), suspended(true));
    }

    @Test void a_decline_of_another_is_only_told() {
        given(planStarted("pro"), autoReload("$5", "$10")).when(declined("by-hand"))
                .then(noChange()).tells(TOP_UP_DECLINED)
                .leaves(inFlight(FIRST), declines(0), noBackOff());
    }

    @Test void a_second_answer_counts_as_another_top_ups() {
        given(planStarted("pro"), autoReload("$5", "$10"), declined(FIRST))
                .when(declined(FIRST)).then(noChange()).leaves(declines(1));
    }

    @Test void a_decline_screened_out_ends_the_top_up_alone() {
        given(planStarted("pro"), autoReload("$5", "$10"))
                .when(declined(FIRST).at("2026-01-10T00:06:00Z")
                        .receivedAt(Scenario.FIRST_TIME))
                .then(refused(Reason.IN_THE_FUTURE)).tellsNothing().asksNothing()
                .leaves(nothingInFlight(), declines(0), noBackOff())
                .when(usage("claude.ai", "$1")).asks("auto:acme:4", "$10");
    }

    @Test void a_closed_accounts_decline_ends_the_top_up_alone() {
        given(planStarted("pro"), autoReload("$5", "$10"), closed()).when(declined(FIRST))
                .then(refused(Reason.ACCOUNT_CLOSED)).tellsNothing()
                .leaves(nothingInFlight(), declines(0));
    }

    @Test void another_top_ups_decline_screened_out_ends_nothing() {
        given(planStarted("pro"), autoReload("$5", "$10"), closed()).when(declined("by-hand"))
                .then(refused(Reason.ACCOUNT_CLOSED)).leaves(inFlight(FIRST));
    }

    @Test void paid_credit_screened_out_ends_the_top_up_with_notice() {
        given(planStarted("pro"), autoReload("$5", "$10"))
                .when(reload(FIRST, "$10").at("2026-01-10T00:06:00Z")
                        .receivedAt(Scenario.FIRST_TIME))
                .then(refused(Reason.IN_THE_FUTURE)).tells(PAID_CREDIT_REFUSED)
                .leaves(nothingInFlight(), extraUsage("$0"), declines(0));
    }

    @Test void paid_credit_refused_under_another_name_ends_nothing() {
        given(planStarted("pro"), autoReload("$5", "$10"))
                .when(purchase("p", "$10", "by-hand").at("2026-01-10T00:06:00Z")
                        .receivedAt(Scenario.FIRST_TIME))
                .tells(PAID_CREDIT_REFUSED).leaves(inFlight(FIRST));
    }

    @Test void goodwill_screened_out_is_nobodys_payment() {
        given(planStarted("pro"), autoReload("$5", "$10"))
                .when(granted("g", GrantKind.GOODWILL, "$10", null, FIRST)
                        .at("2026-01-10T00:06:00Z").receivedAt(Scenario.FIRST_TIME))
                .then(refused(Reason.IN_THE_FUTURE)).tellsNothing().leaves(inFlight(FIRST));
    }

    @Test void credit_already_credited_is_not_to_be_refunded() {
        given(planStarted("pro"), autoReload("$5", "$10"), purchase("p", "$1"))
                .when(purchase("p", "$1", FIRST).withIdOf("2025-12-06T00:00:00Z")
                        .receivedAt("2026-01-10T00:00:00.001Z"))
                .then(refused(Reason.TOO_OLD)).tellsNothing().leaves(inFlight(FIRST))
                .when(purchase("p", "$2", FIRST).withIdOf("2025-12-06T00:00:00Z"))
                .then(refused(Reason.TOO_OLD)).tells(PAID_CREDIT_REFUSED)
                .leaves(nothingInFlight());
    }

    @Test void an_unknown_accounts_paid_credit_gives_notice_at_its_time() {
        var scenario = given().when(purchase("p", "$5", "top-up").at(DAY_LATER))
                .then(refused(Reason.UNKNOWN_ACCOUNT)).tells(PAID_CREDIT_REFUSED)
                .leaves(State.neverAClock());
        assertThat(scenario.notice(PAID_CREDIT_REFUSED).at())
                .isEqualTo(Happening.millis(DAY_LATER));
    }

    private Scenario declinedThrice() {
        return given(planStarted("pro"), autoReload("$5", "$10"), declined(FIRST),
                timePassed(HOUR_LATER).at(HOUR_LATER), declined("auto:acme:4"),
                timePassed("2026-01-10T03:00:00Z").at("2026-01-10T03:00:00Z"))
                .when(declined("auto:acme:6"));
    }
}
