package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Expected.uncovered;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.chargedBack;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.givenBack;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.noSpendLimit;
import static dev.extrausage.core.Happening.planAnchored;
import static dev.extrausage.core.Happening.planScheduled;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Happening.voided;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.CHARGEBACKS;
import static dev.extrausage.core.Pool.EXPIRED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.PROMOTIONS;
import static dev.extrausage.core.Pool.UNCOVERED;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.cycle;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.left;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.wholeAllowance;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The faults that a customer, a finance team or a fraudster would have found in rules 1, as stories
 * with the outcome wanted of rules 2, each with others of its kind.
 */
class CasesToStartFromTest {
    @Nested class UsageByFault {
        @Test void usage_given_back_frees_the_spend_limit() {
            given(planStarted("pro"), spendLimit("$10"), credit("$20"), usage("cursor", "$8"),
                    givenBack(number(4), "credit", "$8"), goodwill("sorry", "$8"))
                    .when(usage("cursor", "$13"))
                    .then(posted(EXTRA_USAGE, USAGE, "$8").of("sorry"),
                            posted(EXTRA_USAGE, USAGE, "$5").of("credit"))
                    .leaves(spent("$5"), left("credit", "$15"));
        }

        @Test void goodwill_alone_leaves_the_fault_counted() {
            given(planStarted("pro"), spendLimit("$10"), credit("$20"), usage("cursor", "$8"),
                    goodwill("sorry", "$8")).when(usage("cursor", "$13"))
                    .then(uncovered(Reason.SPEND_LIMIT_REACHED),
                            posted(EXTRA_USAGE, USAGE, "$8"), posted(EXTRA_USAGE, USAGE, "$2"),
                            posted(UNCOVERED, USAGE, "$3"));
        }

        @Test void a_part_given_back_frees_as_much() {
            given(planStarted("pro"), spendLimit("$10"), credit("$20"), usage("cursor", "$8"),
                    givenBack(number(4), "credit", "$3")).when(usage("cursor", "$6"))
                    .then(uncovered(Reason.SPEND_LIMIT_REACHED), posted(EXTRA_USAGE, USAGE, "$5"),
                            posted(UNCOVERED, USAGE, "$1"));
        }

        @Test void usage_over_both_pools_comes_back_to_each() {
            given(planStarted("pro"), credit("$20"), usage("claude.ai", "$23"))
                    .and(givenBack(number(3), "$20"), givenBack(number(3), "credit", "$3"))
                    .leaves(allowance("$20"), extraUsage("$20"), spent("$0"));
        }
    }

    @Nested class CreditThatMayNotBeSpent {
        @Test void a_limit_of_nothing_buys_nothing() {
            given(planStarted("pro"), spendLimit("$0")).when(autoReload("$5", "$20"))
                    .then(applied()).asksNothing().tellsNothing();
        }

        @Test void a_limit_reached_buys_nothing_until_it_is_raised() {
            Scenario reached = given(planStarted("pro"), credit("$6"), spendLimit("$3"),
                    autoReload("$5", "$20")).when(usage("cursor", "$3")).asksNothing();
            reached.when(spendLimit("$3.000000001")).asks("auto:acme:6", "$20");
        }

        @Test void without_its_limit_it_buys() {
            given(planStarted("pro"), spendLimit("$0"), autoReload("$5", "$20"))
                    .when(noSpendLimit()).asks("auto:acme:4", "$20");
        }

        @Test void the_next_cycle_buys_again() {
            given(planStarted("pro"), credit("$6"), spendLimit("$3"), autoReload("$5", "$20"),
                    usage("cursor", "$3"))
                    .when(timePassed("2026-02-10T00:00:00Z").at("2026-02-10T00:00:00Z"))
                    .asks("auto:acme:6", "$20");
        }

        @Test void usage_given_back_makes_it_due_again() {
            given(planStarted("pro"), credit("$4"), spendLimit("$3"), usage("cursor", "$3"),
                    autoReload("$5", "$20"))
                    .when(givenBack(number(4), "credit", "$1")).asks("auto:acme:6", "$20");
        }
    }

    @Nested class LatePayers {
        private Scenario unpaid() {
            return given(planAnchored("pro", "2026-07-01T00:00:00Z").at("2026-07-01T00:00:00Z"),
                    usage("claude.ai", "$5").at("2026-08-01T00:00:00Z"),
                    planStarted("free").at("2026-08-01T00:10:00Z"));
        }

        @Test void an_hour_on_free_with_named_anchor_keeps_the_cycle() {
            unpaid().when(planAnchored("pro", "2026-07-01T00:00:00Z").at("2026-08-04T12:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$15"))
                    .leaves(allowance("$15"),
                            cycle("2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z"));
        }

        @Test void without_an_anchor_a_new_relation_begins() {
            unpaid().when(planStarted("pro").at("2026-08-04T12:00:00Z"))
                    .leaves(allowance("$20"),
                            cycle("2026-08-04T12:00:00Z", "2026-09-04T12:00:00Z"));
        }

        @Test void a_closed_account_that_pays_late_keeps_its_cycle_too() {
            given(planAnchored("pro", "2026-07-01T00:00:00Z").at("2026-07-01T00:00:00Z"),
                    usage("claude.ai", "$5").at("2026-08-01T00:00:00Z"), Happening.closed())
                    .when(planAnchored("pro", "2026-07-01T00:00:00Z").at("2026-08-04T12:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$15"))
                    .leaves(cycle("2026-08-01T00:00:00Z", "2026-09-01T00:00:00Z"));
        }

        @Test void paying_in_the_next_cycle_finds_a_whole_allowance() {
            unpaid().when(planAnchored("pro", "2026-07-01T00:00:00Z").at("2026-09-01T00:00:00Z"))
                    .then(posted(PLAN, ALLOWANCE, "$2"), posted(PLAN, ALLOWANCE, "$18"))
                    .leaves(allowance("$20"));
        }
    }

    @Nested class SeatsForAnHour {
        private static final String LAST_HOUR = "2026-02-09T23:00:00Z";

        @Test void hundred_seats_for_the_last_hour_give_an_hours_allowance() {
            under(Catalogs.prorated()).and(planStarted("team", 5),
                    planStarted("team", 105).at(LAST_HOUR))
                    .leaves(wholeAllowance("$154.032258064"))
                    .and(usage("claude.ai", "$900"), usage("claude.ai", "$900"),
                            usage("claude.ai", "$900"))
                    .leaves(allowance("$0"))
                    .when(planStarted("team", 5))
                    .leaves(wholeAllowance("$150"), allowance("$0"));
        }

        @Test void dearer_plans_for_the_last_hour_give_an_hours_allowance() {
            under(Catalogs.prorated()).and(planStarted("pro"),
                    planStarted("enterprise").at(LAST_HOUR))
                    .leaves(wholeAllowance("$20.645161290"));
        }

        @Test void a_catalog_that_gives_the_whole_still_does() {
            given(planStarted("team", 5), planStarted("team", 105).at(LAST_HOUR))
                    .leaves(allowance("$3150"));
        }
    }

    @Nested class Downgrades {
        @Test void a_scheduled_one_leaves_the_month_that_was_paid_for() {
            given(planStarted("enterprise").at("2026-07-01T00:00:00Z"))
                    .and(usage("claude.ai", "$100").at("2026-08-01T00:00:00Z"))
                    .and(planScheduled("free").at("2026-07-31T22:00:00Z")
                            .receivedAt("2026-08-01T02:00:00Z"))
                    .leaves(allowance("$400"))
                    .when(timePassed("2026-09-01T00:00:00Z").at("2026-09-01T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$400"), posted(PLAN, ALLOWANCE, "$2"));
        }

        @Test void one_at_once_takes_the_rest_of_the_month() {
            given(planStarted("enterprise").at("2026-07-01T00:00:00Z"))
                    .and(usage("claude.ai", "$100").at("2026-08-01T00:00:00Z"))
                    .when(planStarted("free").at("2026-07-31T22:00:00Z")
                            .receivedAt("2026-08-01T02:00:00Z"))
                    .leaves(allowance("$0"));
        }
    }

    @Nested class CreditByMistake {
        @Test void goodwill_is_voided_not_refunded() {
            given(planStarted("pro"), goodwill("g", "$5000"))
                    .when(refunded("r", "g", "$5000")).then(refused(Reason.NOT_REFUNDABLE))
                    .when(voided("g")).then(posted(EXTRA_USAGE, PROMOTIONS, "$5000"))
                    .leaves(extraUsage("$0"));
        }

        @Test void what_was_used_of_it_stays_used() {
            given(planStarted("pro"), goodwill("g", "$5000"), usage("cursor", "$1"))
                    .when(voided("g")).then(posted(EXTRA_USAGE, PROMOTIONS, "$4999"));
        }
    }

    @Nested class Chargebacks {
        @Test void a_chargeback_takes_what_is_left_and_loses_the_rest() {
            given(planStarted("pro"), credit("$1000"), usage("cursor", "$50"))
                    .when(refunded("r", "credit", "$1000"))
                    .then(refused(Reason.REFUND_EXCEEDS_REMAINING))
                    .when(chargedBack("c", "credit", "$1000"))
                    .then(posted(EXTRA_USAGE, CHARGEBACKS, "$950"),
                            posted(UNCOVERED, CHARGEBACKS, "$50"))
                    .leaves(extraUsage("$0"));
        }

        @Test void other_credit_is_left_alone() {
            given(planStarted("pro"), credit("$10"), purchase("other", "$7"),
                    usage("cursor", "$10"))
                    .when(chargedBack("c", "credit", "$10"))
                    .then(posted(UNCOVERED, CHARGEBACKS, "$10")).leaves(extraUsage("$7"));
        }
    }

    @Nested class ReloadsThatCannotWork {
        @ParameterizedTest
        @CsvSource({"$50, $500, AMOUNT_OVER_CAP", "$50, $5, AMOUNT_BELOW_THRESHOLD",
            "$10.01, $10, AMOUNT_BELOW_THRESHOLD", "$10, $200.01, AMOUNT_OVER_CAP",
            "$0, $4.99, AMOUNT_OUT_OF_BOUNDS", "$5, $7.005, AMOUNT_OUT_OF_BOUNDS",
            "$3000, $2000, AMOUNT_BELOW_THRESHOLD", "$3000, $2001, AMOUNT_OUT_OF_BOUNDS"})
        void one_that_cannot_work_is_refused_at_once(
                String threshold, String amount, Reason reason) {
            given(planStarted("pro")).when(autoReload(threshold, amount)).then(refused(reason))
                    .asksNothing().tellsNothing();
            assertThat(given(planStarted("pro")).when(autoReload(threshold, amount)).account()
                    .autoReload().settings()).isNull();
        }

        @Test void one_crossing_charges_once() {
            given(planStarted("pro")).when(autoReload("$50", "$50")).asks("auto:acme:2", "$50")
                    .when(Happening.reload("auto:acme:2", "$50")).asksNothing();
        }
    }

    @Nested class Names {
        @ParameterizedTest
        @ValueSource(strings = {"claude-sonnet-4-5-20250929", "Claude-Sonnet-4-5-20250929",
            "CLAUDE-SONNET-4-5", "claude-sonnet-4-5"})
        void a_dated_model_is_priced_as_the_model(String model) {
            given(planStarted("pro")).when(usage("claude.ai", model, 100_000, 0, 0, 0, 0))
                    .then(posted(ALLOWANCE, USAGE, "$0.3"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"Claude.ai", "CLAUDE-MOBILE", "claude-Desktop", "claude.ai"})
        void a_first_party_app_in_capitals_is_one(String app) {
            given(planStarted("pro"), credit("$5")).when(usage(app, "$1"))
                    .then(posted(ALLOWANCE, USAGE, "$1"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"claude-sonnet-4-5-2025", "claude-sonnet-4-5-20250930", "claude"})
        void a_model_without_a_price_is_not_served_in_silence(String model) {
            given(planStarted("pro")).when(usage("claude.ai", model, 1, 0, 0, 0, 0))
                    .then(refused(Reason.UNPRICED_MODEL));
        }
    }

    @Nested class RequestsBeforeAnExpiry {
        @Test void an_entry_tells_the_requests_own_time_beside_its_own() {
            Entry entry = given(planStarted("pro"), goodwill("g", "$5", "2026-01-20T00:00:00Z"),
                    credit("$5"))
                    .when(usage("cursor", "$1").at("2026-01-19T23:59:00Z")
                            .receivedAt("2026-01-20T00:01:00Z"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1").of("g")).entry();
            assertThat(entry.cause().event().occurredAt()).isEqualTo(entry.clock());
            Entry late = given(planStarted("pro"), goodwill("g", "$5", "2026-01-20T00:00:00Z"),
                    credit("$5"), timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .when(usage("cursor", "$1").at("2026-01-19T23:59:00Z")
                            .receivedAt("2026-01-20T00:01:00Z"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1").of("credit")
                            .effective("2026-01-20T00:00:00Z")).entry();
            assertThat(UtcTime.format(late.cause().event().occurredAt()))
                    .isEqualTo("2026-01-19T23:59:00.000Z");
        }

        @Test void what_expired_is_not_drawn_on_even_by_earlier_requests() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-20T00:00:00Z"), credit("$5"))
                    .when(usage("cursor", "$1").at("2026-01-20T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$5").of("g"),
                            posted(EXTRA_USAGE, USAGE, "$1").of("credit"));
        }
    }

    /** The id of what happened as the {@code n}-th, at the first time. */
    private static EventId number(int n) {
        return Happening.id(Happening.millis(Scenario.FIRST_TIME), n);
    }
}
