package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.autoReloadOff;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.extraUsageOn;
import static dev.extrausage.core.Happening.lowBalanceNotice;
import static dev.extrausage.core.Happening.noLowBalanceNotice;
import static dev.extrausage.core.Happening.noSpendLimit;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.declines;
import static dev.extrausage.core.State.extraUsageSwitchedOn;
import static dev.extrausage.core.State.inFlight;
import static dev.extrausage.core.State.noBackOff;
import static dev.extrausage.core.State.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The customer's settings (P6). */
class SettingRulesTest {
    @Test void a_spend_limit_is_set_changed_and_taken_away() {
        given(planStarted("pro")).when(noSpendLimit()).then(noChange())
                .when(spendLimit("$5")).then(applied()).when(spendLimit("$5")).then(noChange())
                .when(spendLimit("$0")).then(applied()).when(spendLimit("$0")).then(noChange())
                .when(noSpendLimit()).then(applied());
    }

    @Test void a_large_limit_set_again_is_no_change() {
        given(planStarted("pro"), spendLimit("$9999999")).when(spendLimit("$9999999"))
                .then(noChange());
    }

    @Test void extra_usage_is_on_from_the_beginning_and_is_switched() {
        given(planStarted("pro")).when(extraUsageOn()).then(noChange())
                .when(extraUsageOff()).then(applied()).leaves(extraUsageSwitchedOn(false))
                .when(extraUsageOff()).then(noChange())
                .when(extraUsageOn()).then(applied()).leaves(extraUsageSwitchedOn(true));
    }

    @Test void a_low_balance_notice_is_set_changed_and_taken_away() {
        given(planStarted("pro")).when(noLowBalanceNotice()).then(noChange())
                .when(lowBalanceNotice("$5")).then(applied())
                .when(lowBalanceNotice("$5")).then(noChange())
                .when(lowBalanceNotice("$6")).then(applied())
                .when(noLowBalanceNotice()).then(applied());
    }

    @Test void auto_reload_is_set_field_by_field() {
        given(planStarted("pro"), credit("$99")).when(autoReload("$5", "$10")).then(applied())
                .when(autoReload("$5", "$10")).then(noChange())
                .when(autoReload("$6", "$10")).then(applied())
                .when(autoReload("$6", "$11")).then(applied())
                .when(autoReload("$6", "$11", "$200")).then(applied())
                .when(autoReload("$6", "$11", "$200")).then(noChange())
                .when(autoReloadOff("$6", "$11")).then(applied())
                .when(autoReloadOff("$6", "$11")).then(noChange());
    }

    @Test void switching_off_what_was_never_set_is_applied() {
        given(planStarted("pro")).when(autoReloadOff("$5", "$10")).then(applied());
    }

    @Test void an_absent_cap_stays_absent() {
        var account = given(planStarted("pro")).when(autoReload("$5", "$10")).account();
        assertThat(account.autoReload().settings().monthlyCapNanos()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"$4.99, false", "$5, true", "$5.01, true", "$5.001, false", "$1999.99, true",
        "$2000, true", "$2000.01, false", "$10.000000001, false"})
    void amounts_out_of_bounds_or_not_whole_cents_are_refused(String amount, boolean allowed) {
        given(planStarted("pro"), credit("$99")).when(autoReload("$1", amount, "$10000"))
                .then(allowed ? applied() : refused(Reason.AMOUNT_OUT_OF_BOUNDS));
    }

    @Test void an_amount_out_of_bounds_is_refused_and_clears_nothing() {
        given(planStarted("pro"), autoReload("$5", "$10"), declined("auto:acme:2"))
                .when(autoReload("$5", "$1")).then(refused(Reason.AMOUNT_OUT_OF_BOUNDS))
                .leaves(declines(1))
                .when(autoReloadOff("$5", "$1")).then(applied()).leaves(declines(0));
    }

    @Test void the_bounds_are_those_in_force_at_the_settings_time() {
        under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-03-01T00:00:00Z"))
                .when(autoReload("$1", "$1")).then(refused(Reason.AMOUNT_OUT_OF_BOUNDS))
                .when(autoReload("$1", "$1").at("2026-03-05T00:00:00Z")).then(applied())
                .when(autoReload("$5", "$51")).then(refused(Reason.AMOUNT_OUT_OF_BOUNDS));
    }

    @ParameterizedTest
    @CsvSource({"$99, $4.99, $1, AMOUNT_OUT_OF_BOUNDS", "$99, $50.005, $1, AMOUNT_OUT_OF_BOUNDS",
        "$99, $2000.01, $1, AMOUNT_OUT_OF_BOUNDS", "$99, $98.99, $1, AMOUNT_BELOW_THRESHOLD",
        "$99, $99, $98.999999999, AMOUNT_OVER_CAP", "$70, $70.01, $71, AMOUNT_OVER_MAX_BALANCE",
        "$60.01, $60.01, $60.01, AMOUNT_OVER_MAX_BALANCE", "$60, $60, $60,"})
    void auto_reload_is_refused_for_its_first_flaw_in_order(
            String threshold, String amount, String cap, Reason flaw) {
        under(Catalogs.severalVersions())
                .and(planStarted("pro").at("2026-07-02T00:00:00Z"), credit("$99"))
                .when(autoReload(threshold, amount, cap))
                .then(flaw == null ? applied() : refused(flaw)).asksNothing();
    }

    @Test void an_absent_cap_is_the_catalogs_when_it_is_set() {
        given(planStarted("pro"), credit("$999")).when(autoReload("$5", "$200")).then(applied())
                .when(autoReload("$5", "$200.01")).then(refused(Reason.AMOUNT_OVER_CAP))
                .when(autoReload("$5", "$200.01", "$200.01")).then(applied());
    }

    @Test void a_disabled_auto_reload_is_never_refused() {
        given(planStarted("pro")).when(autoReloadOff("$9999999", "$0.000000001")).then(applied())
                .when(autoReloadOff("$9999999", "$0.000000001")).then(noChange());
    }

    @Test void a_refusal_is_told_even_of_values_already_set() {
        under(Catalogs.severalVersions()).and(planStarted("team").at("2026-03-04T00:00:00Z"),
                credit("$99"), autoReload("$5", "$55"))
                .when(autoReload("$5", "$55").at("2026-03-05T00:00:00Z"))
                .then(refused(Reason.AMOUNT_OUT_OF_BOUNDS));
    }

    @Test void the_same_values_apply_if_they_clear_declines() {
        given(planStarted("pro"), autoReloadOff("$5", "$10"), autoReload("$5", "$10"),
                declined("auto:acme:3"))
                .when(autoReload("$5", "$10")).then(applied())
                .leaves(declines(0), noBackOff(), inFlight("auto:acme:5"))
                .when(autoReload("$5", "$10")).then(noChange());
    }

    @Test void the_same_values_apply_if_they_lift_a_suspension() {
        given(planStarted("pro"), credit("$9"), autoReload("$5", "$10"),
                refunded("r", "credit", "$1"))
                .when(autoReload("$5", "$10")).then(applied()).leaves(suspended(false))
                .when(autoReload("$5", "$10")).then(noChange());
    }

    @Test void setting_it_leaves_what_is_in_flight_in_flight() {
        given(planStarted("pro"), autoReload("$5", "$10"))
                .when(autoReload("$50", "$20")).leaves(inFlight("auto:acme:2")).asksNothing();
    }

    @Test void settings_are_kept_on_a_plan_without_extra_usage() {
        given(planStarted("free")).when(spendLimit("$5")).then(applied())
                .when(autoReload("$5", "$10")).then(applied()).asksNothing();
    }
}
