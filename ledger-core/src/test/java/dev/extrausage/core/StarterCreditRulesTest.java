package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.STARTER_CREDIT_OFFERED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.PROMOTIONS;
import static dev.extrausage.core.Reason.NOT_OFFERED;
import static dev.extrausage.core.Reason.NO_STARTER_CREDIT;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.left;
import static dev.extrausage.core.State.offered;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The starter credit, once per account (P4). */
class StarterCreditRulesTest {
    private static final String APRIL = "2026-04-01T00:00:00Z";

    @Nested class Offering {
        @Test void a_plan_without_one_offers_none() {
            given(planStarted("free")).when(starterOffered("$50")).then(refused(NO_STARTER_CREDIT))
                    .tellsNothing();
        }

        @Test void a_plan_without_starter_credit_is_checked_first() {
            given(planStarted("pro"), starterOffered(), planStarted("free"))
                    .when(starterOffered()).then(refused(NO_STARTER_CREDIT));
        }

        @Test void starter_credit_is_offered_once() {
            given(planStarted("pro"), starterOffered("$50")).when(starterOffered("$90"))
                    .then(noChange()).tellsNothing().leaves(offered("$50"));
        }

        @Test void claimed_starter_credit_is_not_offered_again() {
            given(planStarted("pro"), starterOffered("$50"), starterClaimed())
                    .when(starterOffered("$90")).then(noChange()).tellsNothing();
        }

        @Test void a_plan_per_seat_offers_so_much_for_each() {
            given(planStarted("team", 3)).when(starterOffered("$999")).then(applied())
                    .tells(STARTER_CREDIT_OFFERED).leaves(offered("$300"));
        }

        @Test void an_offer_per_seat_is_held_to_its_maximum() {
            given(planStarted("team", 200)).when(starterOffered()).leaves(offered("$20000"));
            given(planStarted("team", 201)).when(starterOffered()).leaves(offered("$20000"));
            under(Catalogs.severalVersions())
                    .and(planStarted("team", 1_000_000).at("2026-02-20T00:00:00Z"))
                    .when(starterOffered()).leaves(offered("$50000000"));
        }

        @Test void a_fixed_offer_is_fixed() {
            given(planStarted("enterprise", 3)).when(starterOffered("$999"))
                    .leaves(offered("$200"));
        }

        @ParameterizedTest
        @CsvSource({"$0, $5", "$5, $5", "$5.000000001, $6", "$49.999999999, $50", "$50, $50",
            "$99.000000001, $100", "$100, $100", "$100.000000001, $100", "$10000000, $100"})
        void history_is_rounded_up_and_held_between_its_bounds(
                String history, String offer) {
            given(planStarted("pro")).when(starterOffered(history)).leaves(offered(offer));
        }

        @Test void without_any_history_it_is_the_least() {
            given(planStarted("pro")).when(starterOffered()).leaves(offered("$5"));
        }

        @Test void history_sums_two_cycles_and_the_time_before() {
            given(planStarted("pro"), credit("$90"), usage("cursor", "$7.5"))
                    .and(usage("cursor", "$8.1").at("2026-02-10T00:00:00Z"))
                    .when(starterOffered("$4.4")).leaves(offered("$20"))
                    .when(starterOffered()).then(noChange());
        }

        @Test void a_cycle_before_the_previous_one_is_forgotten() {
            given(planStarted("pro"), credit("$90"), usage("cursor", "$20"),
                    usage("cursor", "$8").at("2026-02-10T00:00:00Z"))
                    .when(starterOffered().at("2026-03-10T00:00:00Z")).leaves(offered("$8"));
        }

        @Test void first_party_use_is_no_history() {
            given(planStarted("pro"), credit("$90"), usage("claude.ai", "$60"))
                    .when(starterOffered()).leaves(offered("$5"));
        }

        @Test void the_notice_says_how_much_and_where_to_claim_it() {
            var notice = given(planStarted("pro")).when(starterOffered("$37.2"))
                    .says(STARTER_CREDIT_OFFERED, "We've added a $38 credit to get you started."
                            + " Claim it at claude.ai/settings/usage")
                    .notice(STARTER_CREDIT_OFFERED);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$38"));
        }

        @Test void the_terms_are_those_in_force_at_the_offers_time() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-02-10T11:00:00Z"))
                    .when(starterOffered("$99").at("2026-02-10T12:00:00Z")).leaves(offered("$40"));
        }
    }

    @Nested class Claiming {
        @Test void a_claim_grants_what_was_offered_for_the_catalogs_lifetime() {
            var account = given(planStarted("pro"), starterOffered("$50"))
                    .when(starterClaimed().at("2026-01-12T00:00:00Z"))
                    .then(posted(PROMOTIONS, EXTRA_USAGE, "$50").of("starter")
                            .effective("2026-01-12T00:00:00Z"))
                    .tellsNothing().leaves(extraUsage("$50")).account();
            assertThat(account.grants()).containsExactly(new Grant("starter", GrantKind.STARTER,
                    Happening.nanos("$50"), Happening.nanos("$50"),
                    Happening.millis("2026-01-12T00:00:00Z"),
                    Happening.millis("2026-04-12T00:00:00Z"), false, List.of(), List.of(), false));
        }

        @Test void a_claim_without_an_offer_is_refused() {
            given(planStarted("pro")).when(starterClaimed()).then(refused(NOT_OFFERED));
        }

        @Test void a_missing_offer_is_told_before_the_plan() {
            given(planStarted("free")).when(starterClaimed()).then(refused(NOT_OFFERED));
        }

        @Test void a_plan_without_starter_credit_refuses_the_claim_alone() {
            given(planStarted("pro"), starterOffered("$50"), planStarted("free"))
                    .when(starterClaimed()).then(refused(NO_STARTER_CREDIT))
                    .and(planStarted("pro"))
                    .when(starterClaimed()).then(posted(PROMOTIONS, EXTRA_USAGE, "$50"));
        }

        @Test void a_second_claim_changes_nothing_whatever_the_plan() {
            given(planStarted("pro"), starterOffered("$50"), starterClaimed())
                    .when(starterClaimed()).then(noChange())
                    .and(planStarted("free")).when(starterClaimed()).then(noChange());
        }

        @Test void a_second_claim_changes_nothing_after_forgetting() {
            given(planStarted("pro"), starterOffered("$5"), starterClaimed(),
                    usage("cursor", "$5"), usage("claude.ai", "$1").at(APRIL))
                    .when(starterClaimed()).then(noChange()).leaves(State.forgotten("starter"));
        }

        @Test void fewer_seats_make_a_smaller_credit() {
            given(planStarted("team", 5), starterOffered(), planStarted("team", 2))
                    .when(starterClaimed()).then(posted(PROMOTIONS, EXTRA_USAGE, "$200"));
        }

        @Test void a_claim_is_held_to_the_maximum_of_all_seats() {
            under(Catalogs.severalVersions())
                    .and(planStarted("team", 1_000).at("2026-06-30T00:00:00Z"), starterOffered())
                    .leaves(offered("$50000"))
                    .when(starterClaimed().at("2026-07-02T00:00:00Z")).leaves(extraUsage("$20000"));
        }

        @Test void more_seats_do_not_make_a_larger_one() {
            given(planStarted("team", 2), starterOffered(), planStarted("team", 5))
                    .when(starterClaimed()).then(posted(PROMOTIONS, EXTRA_USAGE, "$200"));
        }

        @Test void another_plans_maximum_holds_the_offer() {
            given(planStarted("team", 5), starterOffered(), planStarted("enterprise"))
                    .when(starterClaimed()).then(posted(PROMOTIONS, EXTRA_USAGE, "$200"));
            given(planStarted("enterprise"), starterOffered(), planStarted("pro"))
                    .when(starterClaimed()).then(posted(PROMOTIONS, EXTRA_USAGE, "$100"));
            given(planStarted("pro"), starterOffered(), planStarted("enterprise"))
                    .when(starterClaimed()).then(posted(PROMOTIONS, EXTRA_USAGE, "$5"));
        }

        @Test void maximum_and_lifetime_follow_the_version_at_the_claim() {
            var account = under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-01-10T00:00:00Z"), starterOffered("$90"))
                    .when(starterClaimed().at("2026-02-10T12:00:00Z"))
                    .leaves(left("starter", "$40")).account();
            assertThat(account.grant("starter").expiresAt())
                    .isEqualTo(Happening.millis("2026-03-12T12:00:00Z"));
        }

        @Test void the_lifetime_begins_at_the_clock() {
            var account = given(planStarted("pro"), starterOffered(),
                    usage("claude.ai", "$1").at("2026-01-20T00:00:00Z"))
                    .when(starterClaimed().at("2026-01-15T00:00:00Z")
                            .receivedAt("2026-01-20T00:00:00Z")).account();
            assertThat(account.grant("starter").expiresAt())
                    .isEqualTo(Happening.millis("2026-04-20T00:00:00Z"));
        }

        @Test void a_closed_account_can_neither_be_offered_nor_claim_one() {
            given(planStarted("pro"), starterOffered(), closed())
                    .when(starterClaimed()).then(refused(Reason.ACCOUNT_CLOSED))
                    .when(starterOffered()).then(refused(Reason.ACCOUNT_CLOSED));
        }
    }
}
