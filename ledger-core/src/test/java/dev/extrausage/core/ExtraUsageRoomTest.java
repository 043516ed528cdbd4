package dev.extrausage.core;

import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.uncovered;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.noSpendLimit;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.UNCOVERED;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Reason.EXTRA_USAGE_OFF;
import static dev.extrausage.core.Reason.NO_EXTRA_USAGE_ACCESS;
import static dev.extrausage.core.Reason.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.Reason.SPEND_LIMIT_REACHED;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.left;
import static dev.extrausage.core.State.spent;

import org.junit.jupiter.api.Test;

/** The extra usage that may be drawn, and the limit that says so (U3). */
class ExtraUsageRoomTest {
    @Test void a_plan_without_extra_usage_has_no_room() {
        given(planStarted("free"), credit("$5")).when(usage("cursor", "$1"))
                .then(uncovered(NO_EXTRA_USAGE_ACCESS), posted(UNCOVERED, USAGE, "$1"))
                .leaves(extraUsage("$5"));
    }

    @Test void extra_usage_switched_off_has_no_room() {
        given(planStarted("pro"), credit("$5"), extraUsageOff()).when(usage("cursor", "$1"))
                .then(uncovered(EXTRA_USAGE_OFF), posted(UNCOVERED, USAGE, "$1"))
                .leaves(extraUsage("$5"));
    }

    @Test void the_spend_limit_is_a_room() {
        given(planStarted("pro"), credit("$5"), spendLimit("$2")).when(usage("cursor", "$3"))
                .then(uncovered(SPEND_LIMIT_REACHED), posted(EXTRA_USAGE, USAGE, "$2"),
                        posted(UNCOVERED, USAGE, "$1"))
                .leaves(extraUsage("$3"), spent("$2"));
    }

    @Test void earlier_spending_counts_toward_a_new_limit() {
        given(planStarted("pro"), credit("$9"), usage("cursor", "$3"), spendLimit("$4"))
                .when(usage("cursor", "$2"))
                .then(uncovered(SPEND_LIMIT_REACHED), posted(EXTRA_USAGE, USAGE, "$1"),
                        posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void the_balance_is_a_room() {
        given(planStarted("pro"), credit("$5"), spendLimit("$6")).when(usage("cursor", "$8"))
                .then(uncovered(OUT_OF_EXTRA_USAGE), posted(EXTRA_USAGE, USAGE, "$5"),
                        posted(UNCOVERED, USAGE, "$3"));
    }

    @Test void without_a_limit_the_balance_is_the_only_room() {
        given(planStarted("pro"), credit("$5"), spendLimit("$0"), noSpendLimit())
                .when(usage("cursor", "$6"))
                .then(uncovered(OUT_OF_EXTRA_USAGE), posted(EXTRA_USAGE, USAGE, "$5"),
                        posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void a_rest_that_just_fits_its_room_is_applied() {
        given(planStarted("pro"), credit("$5"), spendLimit("$5")).when(usage("cursor", "$5"))
                .then(posted(EXTRA_USAGE, USAGE, "$5"));
    }

    @Test void of_equal_rooms_no_access_comes_before_switched_off() {
        given(planStarted("free"), extraUsageOff(), spendLimit("$0"))
                .when(usage("cursor", "$1"))
                .then(uncovered(NO_EXTRA_USAGE_ACCESS), posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void of_equal_rooms_switched_off_comes_before_the_limit() {
        given(planStarted("pro"), extraUsageOff(), spendLimit("$0")).when(usage("cursor", "$1"))
                .then(uncovered(EXTRA_USAGE_OFF), posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void of_equal_rooms_the_limit_comes_before_the_balance() {
        given(planStarted("pro"), credit("$5"), spendLimit("$5")).when(usage("cursor", "$6"))
                .then(uncovered(SPEND_LIMIT_REACHED), posted(EXTRA_USAGE, USAGE, "$5"),
                        posted(UNCOVERED, USAGE, "$1"))
                .when(usage("cursor", "$1"))
                .then(uncovered(SPEND_LIMIT_REACHED), posted(UNCOVERED, USAGE, "$1"));
    }

    @Test void free_credit_is_not_spending() {
        given(planStarted("pro"), purchase("bought", "$10"), goodwill("given", "$3"),
                spendLimit("$2"))
                .when(usage("cursor", "$6"))
                .then(uncovered(SPEND_LIMIT_REACHED),
                        posted(EXTRA_USAGE, USAGE, "$3").of("given"),
                        posted(EXTRA_USAGE, USAGE, "$2").of("bought"),
                        posted(UNCOVERED, USAGE, "$1"))
                .leaves(spent("$2"), left("bought", "$8"));
    }

    @Test void a_limit_below_what_was_spent_still_leaves_free_credit() {
        given(planStarted("pro"), purchase("bought", "$10"), usage("cursor", "$4"),
                spendLimit("$1"), goodwill("given", "$3"))
                .when(usage("cursor", "$5"))
                .then(uncovered(SPEND_LIMIT_REACHED),
                        posted(EXTRA_USAGE, USAGE, "$3").of("given"),
                        posted(UNCOVERED, USAGE, "$2"))
                .leaves(spent("$4"));
    }

    @Test void starter_credit_passes_a_limit_of_nothing() {
        given(planStarted("pro"), starterOffered(), starterClaimed(), spendLimit("$0"))
                .when(usage("cursor", "$5"))
                .then(posted(EXTRA_USAGE, USAGE, "$5").of("starter")).leaves(spent("$0"));
    }

    @Test void the_limit_is_asked_anew_in_every_cycle() {
        given(planStarted("pro"), credit("$10"), spendLimit("$4"), usage("cursor", "$4"))
                .when(usage("cursor", "$3").at("2026-02-10T00:00:00Z"))
                .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"),
                        posted(EXTRA_USAGE, USAGE, "$3"))
                .leaves(spent("$3"));
    }

    @Test void the_rooms_are_asked_for_the_rest_alone() {
        given(planStarted("pro"), extraUsageOff()).when(usage("claude.ai", "$20"))
                .then(posted(ALLOWANCE, USAGE, "$20"));
    }

    @Test void access_follows_the_version_at_the_requests_time() {
        under(Catalogs.severalVersions())
                .and(planStarted("pro").at("2026-04-20T00:00:00Z"), credit("$50"))
                .when(usage("cursor", "$1").at("2026-04-30T23:59:59.999Z"))
                .then(posted(EXTRA_USAGE, USAGE, "$1"))
                .when(usage("cursor", "$1").at("2026-05-01T00:00:00Z"))
                .then(uncovered(NO_EXTRA_USAGE_ACCESS), posted(UNCOVERED, USAGE, "$1"))
                .when(usage("cursor", "$1").at("2026-04-30T23:59:59.999Z")
                        .receivedAt("2026-05-02T00:00:00Z"))
                .then(posted(EXTRA_USAGE, USAGE, "$1"));
    }
}
