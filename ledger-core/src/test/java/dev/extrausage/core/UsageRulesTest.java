package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Expected.uncovered;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.reload;
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
import static dev.extrausage.core.Reason.NO_EXTRA_USAGE_ACCESS;
import static dev.extrausage.core.Reason.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.Reason.UNPRICED_MODEL;
import static dev.extrausage.core.Reason.UNPRICED_TIER;
import static dev.extrausage.core.Reason.UNPRICED_UNIT;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.thirdPartyUse;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The funding of a request (U1, U2, U4, U5, U7); {@link ExtraUsageRoomTest} has U3, and
 * {@link LateUsageTest} U6.
 */
class UsageRulesTest {
    @Nested class Pricing {
        @Test void a_model_that_the_catalog_does_not_price_is_refused() {
            given(planStarted("pro"), credit("$5"))
                    .when(usage("claude.ai", "claude-2", 1_000, 0, 0, 0, 0))
                    .then(refused(UNPRICED_MODEL))
                    .leaves(allowance("$20"), extraUsage("$5"));
        }

        @Test void model_tier_and_unit_are_looked_at_in_this_order() {
            Map<String, Long> image = Map.of("image", 1L);
            given(planStarted("pro"))
                    .when(usage("claude.ai", 1, "priority", image)).then(refused(UNPRICED_TIER))
                    .when(usage("claude.ai", 1, "batch", image)).then(refused(UNPRICED_UNIT))
                    .when(usage("claude.ai", 0, null, image)).then(refused(UNPRICED_UNIT))
                    .leaves(allowance("$20"))
                    .when(usage("claude.ai", 2_000_000, "Batch", Map.of("image", 0L)))
                    .then(posted(ALLOWANCE, USAGE, "$1"));
        }

        @Test void a_web_search_is_paid_like_tokens() {
            given(planStarted("pro"), credit("$5"))
                    .when(usage("claude.ai", 0, null, Map.of("Web_Search", 2L)))
                    .then(posted(ALLOWANCE, USAGE, "$0.02"))
                    .when(usage("cursor", 1_000_000, "batch", Map.of("web_search", 50L)))
                    .then(posted(EXTRA_USAGE, USAGE, "$1"));
        }

        @Test void a_tier_that_costs_nothing_is_applied_without_postings() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-02-15T00:00:00Z"))
                    .when(usage("cursor", 1_000_000, "trial", Map.of())).then(applied());
        }

        @Test void a_long_context_is_paid_at_its_own_prices() {
            given(planStarted("pro"))
                    .when(usage("claude.ai", "claude-sonnet-4-5", 200_000, 0, 0, 0, 0))
                    .then(posted(ALLOWANCE, USAGE, "$0.6"))
                    .when(usage("claude.ai", "claude-sonnet-4-5", 200_000, 100_000, 0, 0, 1))
                    .then(posted(ALLOWANCE, USAGE, "$3.4500006"));
        }

        @Test void an_unpriced_model_is_refused_even_without_a_single_token() {
            given(planStarted("pro")).when(usage("claude.ai", "claude-2", 0, 0, 0, 0, 0))
                    .then(refused(UNPRICED_MODEL));
        }

        @Test void an_unpriced_model_lets_time_pass_all_the_same() {
            var scenario = given(planStarted("pro"))
                    .when(usage("claude.ai", "claude-2", 1, 0, 0, 0, 0).at("2026-02-10T00:00:00Z"))
                    .then(refused(UNPRICED_MODEL), posted(ALLOWANCE, LAPSED, "$20"),
                            posted(PLAN, ALLOWANCE, "$20"));
            assertThat(scenario.entry().costNanos()).isZero();
        }

        @Test void a_cost_of_nothing_is_applied_without_postings() {
            var scenario = given(planStarted("pro"))
                    .when(usage("claude.ai", "claude-haiku-4-5", 0, 0, 0, 0, 0)).then(applied());
            assertThat(scenario.entry().costNanos()).isZero();
        }

        @Test void a_cost_of_zero_applies_without_money() {
            given(planStarted("free", 1, "$0"), extraUsageOff())
                    .when(usage("cursor", "claude-haiku-4-5", 0, 0, 0, 0, 0)).then(applied());
        }

        @Test void a_cost_that_rounds_to_nothing_is_applied_without_postings() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-02-20T00:00:00Z"))
                    .when(usage("claude.ai", Catalogs.FINEST_MODEL, 499, 0, 0, 0, 0))
                    .then(applied()).leaves(allowance("$25"));
        }

        @Test void prices_follow_the_version_at_the_requests_admission() {
            under(Catalogs.severalVersions()).and(planStarted("pro"))
                    .when(usage("claude.ai", "claude-opus-4-5", 1_000_000, 0, 0, 0, 0)
                            .at("2026-02-10T11:59:59.999Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"),
                            posted(ALLOWANCE, USAGE, "$5"))
                    .when(usage("claude.ai", "claude-opus-4-5", 1_000_000, 0, 0, 0, 0)
                            .at("2026-02-10T12:00:00Z"))
                    .then(posted(ALLOWANCE, USAGE, "$2.5"))
                    .when(usage("claude.ai", "claude-opus-4-5", 1_000_000, 0, 0, 0, 0)
                            .at("2026-02-10T11:59:59.999Z").receivedAt("2026-02-12T00:00:00Z"))
                    .then(posted(ALLOWANCE, USAGE, "$5"));
        }

        @Test void a_fast_clock_cannot_choose_its_prices() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-02-10T11:00:00Z"))
                    .when(usage("claude.ai", "claude-opus-4-5", 1_000_000, 0, 0, 0, 0)
                            .at("2026-02-10T12:00:00Z").receivedAt("2026-02-10T11:59:59.999Z"))
                    .then(posted(ALLOWANCE, USAGE, "$5"));
        }

        @Test void the_entry_names_the_version_and_the_cost() {
            var entry = under(Catalogs.severalVersions()).and(planStarted("pro"))
                    .when(usage("claude.ai", "$1").at("2026-03-05T00:00:00Z")).entry();
            assertThat(entry.catalogVersion()).isEqualTo("2026-03");
            assertThat(entry.costNanos()).isEqualTo(Money.NANOS_PER_USD);
        }
    }

    @Nested class Allowances {
        @Test void first_party_use_overflows_when_the_allowance_runs_out() {
            given(planStarted("pro"), credit("$5"))
                    .when(usage("claude.ai", "$22"))
                    .then(posted(ALLOWANCE, USAGE, "$20").effective(Scenario.FIRST_TIME),
                            posted(EXTRA_USAGE, USAGE, "$2").of("credit"))
                    .leaves(allowance("$0"), extraUsage("$3"));
        }

        @Test void first_party_use_within_the_allowance_leaves_extra_usage() {
            given(planStarted("pro"), credit("$5")).when(usage("claude-desktop", "$20"))
                    .then(posted(ALLOWANCE, USAGE, "$20"))
                    .leaves(allowance("$0"), extraUsage("$5"), spent("$0"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"claude.ai", "claude-mobile", "claude-desktop"})
        void the_catalog_says_which_apps_are_first_party(String app) {
            given(planStarted("pro")).when(usage(app, "$1")).then(posted(ALLOWANCE, USAGE, "$1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"cursor", "claude-code", "windsurf", "claude.ai.", "claude,ai"})
        void third_party_use_leaves_the_allowance_alone(String app) {
            given(planStarted("pro"), credit("$5")).when(usage(app, "$1"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1")).leaves(allowance("$20"));
        }

        @Test void first_party_apps_follow_the_version_in_force() {
            under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-02-10T11:00:00Z"), credit("$5"))
                    .when(usage("claude-code", "$1"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1"))
                    .when(usage("claude-code", "$1").at("2026-02-10T12:00:00Z"))
                    .then(posted(ALLOWANCE, USAGE, "$1"));
        }

        @Test void a_plan_without_extra_usage_still_has_its_allowance() {
            given(planStarted("free")).when(usage("claude.ai", "$3"))
                    .then(uncovered(NO_EXTRA_USAGE_ACCESS), posted(ALLOWANCE, USAGE, "$2"),
                            posted(UNCOVERED, USAGE, "$1"));
        }
    }

    @Nested class Drawing {
        @Test void given_credit_is_drawn_before_bought() {
            given(planStarted("pro"), purchase("a", "$2"), starterOffered(), starterClaimed(),
                    goodwill("z", "$2"))
                    .when(usage("cursor", "$8"))
                    .then(posted(EXTRA_USAGE, USAGE, "$5").of("starter"),
                            posted(EXTRA_USAGE, USAGE, "$2").of("z"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("a"))
                    .leaves(spent("$1"));
        }

        @Test void grants_are_drawn_by_expiry_the_everlasting_last() {
            given(planStarted("pro"), goodwill("never", "$1"),
                    goodwill("late", "$1", "2026-03-02T00:00:00Z"),
                    goodwill("soon", "$1", "2026-03-01T23:59:59.999Z"))
                    .when(usage("cursor", "$3"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1").of("soon"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("late"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("never"));
        }

        @Test void grants_that_expire_together_are_drawn_by_age() {
            given(planStarted("pro"), goodwill("b", "$1", "2026-03-01T00:00:00Z"),
                    goodwill("a", "$1", "2026-03-01T00:00:00Z").at("2026-01-10T00:00:00.001Z"))
                    .when(usage("cursor", "$2"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1").of("b"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("a"));
        }

        @Test void grants_of_one_age_are_drawn_by_name() {
            given(planStarted("pro"), purchase("b", "$1"), purchase("B", "$1"), purchase("a", "$1"))
                    .when(usage("cursor", "$3"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1").of("B"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("a"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("b"));
        }

        @Test void bought_and_reloaded_credit_are_drawn_alike() {
            given(planStarted("pro"), reload("reload-1", "$1"),
                    purchase("by-hand", "$1").at("2026-01-11T00:00:00Z"),
                    reload("reload-2", "$1").at("2026-01-12T00:00:00Z"))
                    .when(usage("cursor", "$3"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1").of("reload-1"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("by-hand"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("reload-2"))
                    .leaves(spent("$3"));
        }

        @Test void a_grant_drawn_to_nothing_is_passed_over() {
            given(planStarted("pro"), purchase("a", "$1"), purchase("b", "$1"),
                    usage("cursor", "$1"))
                    .when(usage("cursor", "$1")).then(posted(EXTRA_USAGE, USAGE, "$1").of("b"));
        }

        @Test void uncovered_cost_is_posted_last_and_never_paid_later() {
            given(planStarted("pro"), credit("$1"))
                    .when(usage("claude.ai", "$22"))
                    .then(uncovered(OUT_OF_EXTRA_USAGE), posted(ALLOWANCE, USAGE, "$20"),
                            posted(EXTRA_USAGE, USAGE, "$1"), posted(UNCOVERED, USAGE, "$1"))
                    .when(purchase("more", "$5"))
                    .then(posted(Pool.PAYMENTS, EXTRA_USAGE, "$5")).leaves(extraUsage("$5"));
        }

        @Test void an_expired_grant_is_not_drawn_by_older_requests() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"),
                    timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .when(usage("cursor", "$1").at("2026-01-19T00:00:00Z")
                            .receivedAt("2026-01-20T00:00:01Z"))
                    .then(uncovered(OUT_OF_EXTRA_USAGE), posted(UNCOVERED, USAGE, "$1"));
        }

        @Test void postings_are_effective_at_the_clock() {
            given(planStarted("pro"), credit("$5").at("2026-01-12T00:00:00Z"))
                    .when(usage("claude.ai", "$26").at("2026-01-11T00:00:00Z")
                            .receivedAt("2026-01-12T00:00:01Z"))
                    .then(uncovered(OUT_OF_EXTRA_USAGE),
                            posted(ALLOWANCE, USAGE, "$20").effective("2026-01-12T00:00:00Z"),
                            posted(EXTRA_USAGE, USAGE, "$5").effective("2026-01-12T00:00:00Z"),
                            posted(UNCOVERED, USAGE, "$1").effective("2026-01-12T00:00:00Z"));
        }
    }

    @Nested class ThirdPartySums {
        @Test void third_party_draws_add_up_over_the_cycle() {
            given(planStarted("pro"), credit("$9"), usage("cursor", "$2"), goodwill("g", "$1"))
                    .when(usage("cline", "$3")).leaves(thirdPartyUse("$5", "$0"));
        }

        @Test void only_what_they_drew_counts_not_what_they_cost() {
            given(planStarted("pro"), credit("$1")).when(usage("cursor", "$2"))
                    .leaves(thirdPartyUse("$1", "$0"));
        }

        @Test void first_party_use_of_extra_usage_does_not_count() {
            given(planStarted("pro"), credit("$9")).when(usage("claude.ai", "$22"))
                    .leaves(thirdPartyUse("$0", "$0"), spent("$2"));
        }

        @Test void at_a_roll_it_becomes_the_previous_cycles() {
            given(planStarted("pro"), credit("$9"), usage("cursor", "$2"))
                    .when(usage("cursor", "$1").at("2026-02-10T00:00:00Z"))
                    .leaves(thirdPartyUse("$1", "$2"));
        }

        @Test void a_roll_over_several_cycles_clears_the_previous_sum() {
            given(planStarted("pro"), credit("$9"), usage("cursor", "$2"))
                    .when(usage("cursor", "$1").at("2026-03-10T00:00:00Z"))
                    .leaves(thirdPartyUse("$1", "$0"));
        }

        @Test void late_third_party_use_is_the_current_cycles() {
            given(planStarted("pro"), credit("$9"), usage("cursor", "$2"),
                    timePassed("2026-02-10T00:00:00Z").at("2026-02-10T00:00:00Z"))
                    .when(usage("cursor", "$1").at("2026-02-09T00:00:00Z")
                            .receivedAt("2026-02-10T00:00:00Z"))
                    .leaves(thirdPartyUse("$1", "$2"));
        }
    }

    @Test void draining_usage_asks_for_a_reload_in_its_entry() {
        given(planStarted("pro"), credit("$10"), autoReload("$5", "$20"))
                .when(usage("cursor", "$6")).then(posted(EXTRA_USAGE, USAGE, "$6"))
                .asks("auto:acme:4", "$20");
    }
}
