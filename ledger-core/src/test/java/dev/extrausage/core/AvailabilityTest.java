package dev.extrausage.core;

import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Reason.ACCOUNT_CLOSED;
import static dev.extrausage.core.Reason.EXTRA_USAGE_OFF;
import static dev.extrausage.core.Reason.NO_EXTRA_USAGE_ACCESS;
import static dev.extrausage.core.Reason.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.Reason.SPEND_LIMIT_REACHED;
import static dev.extrausage.core.Reason.UNKNOWN_ACCOUNT;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.blocked;
import static dev.extrausage.core.State.open;
import static dev.extrausage.core.State.thirdPartyBlocked;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Surfaces that may run requests, and the reasons why others may not (section 10). */
class AvailabilityTest {
    @Test void allowance_opens_first_party_apps_alone() {
        given().when(planStarted("pro")).leaves(open(true, false),
                thirdPartyBlocked(OUT_OF_EXTRA_USAGE));
    }

    @Test void extra_usage_opens_both() {
        given(planStarted("pro"), usage("claude.ai", "$20")).when(credit("$5"))
                .leaves(open(true, true));
    }

    @Test void the_last_nano_keeps_a_surface_open() {
        given(planStarted("pro"), usage("claude.ai", "$20")).when(goodwill("g", "$0.000000001"))
                .leaves(open(true, true));
        given().when(planStarted("pro", 1, "$0.000000001")).leaves(open(true, false));
    }

    @Test void without_allowance_and_credit_both_are_blocked() {
        given(planStarted("pro")).when(usage("claude.ai", "$20"))
                .leaves(blocked(OUT_OF_EXTRA_USAGE));
    }

    @Test void a_plan_without_extra_usage_blocks_whatever_credit_there_is() {
        given(planStarted("free"), credit("$5")).when(usage("claude.ai", "$1"))
                .leaves(thirdPartyBlocked(NO_EXTRA_USAGE_ACCESS))
                .when(usage("claude.ai", "$1")).leaves(blocked(NO_EXTRA_USAGE_ACCESS));
    }

    @Test void the_switch_blocks() {
        given(planStarted("pro"), credit("$5")).when(extraUsageOff())
                .leaves(thirdPartyBlocked(EXTRA_USAGE_OFF))
                .when(usage("claude.ai", "$20")).leaves(blocked(EXTRA_USAGE_OFF));
    }

    @Test void the_limit_blocks_and_free_credit_opens() {
        given(planStarted("pro"), credit("$5"), usage("claude.ai", "$22"))
                .when(spendLimit("$2")).leaves(blocked(SPEND_LIMIT_REACHED))
                .when(goodwill("g", "$1")).leaves(open(true, true));
    }

    @Test void of_equal_rooms_the_limit_comes_before_the_balance() {
        given(planStarted("pro"), usage("claude.ai", "$20")).when(spendLimit("$0"))
                .leaves(blocked(SPEND_LIMIT_REACHED));
    }

    @Test void without_credit_a_roomy_limit_is_not_the_reason() {
        given(planStarted("pro"), usage("claude.ai", "$20")).when(spendLimit("$5"))
                .leaves(blocked(OUT_OF_EXTRA_USAGE));
    }

    @Test void a_closed_account_is_blocked_as_closed() {
        given(planStarted("pro"), credit("$5")).when(closed()).leaves(blocked(ACCOUNT_CLOSED));
    }

    @Test void an_account_never_opened_is_blocked_as_unknown() {
        given().when(usage("claude.ai", "$1")).leaves(blocked(UNKNOWN_ACCOUNT));
        assertThat(Availability.thirdParty(Account.unknown("acme"), Catalogs.example()).reason())
                .isEqualTo(UNKNOWN_ACCOUNT);
    }

    @Test void an_open_surface_has_no_reason() {
        given(planStarted("pro")).when(credit("$5")).leaves(open(true, true), blocked(null));
    }

    @Test void availability_follows_the_version_in_force_at_the_clock() {
        under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-04-20T00:00:00Z"))
                .when(credit("$5")).leaves(open(true, true))
                .when(timePassed("2026-05-01T00:00:00Z").at("2026-05-01T00:00:00Z"))
                .leaves(thirdPartyBlocked(NO_EXTRA_USAGE_ACCESS));
    }
}
