package dev.extrausage.core;

import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.autoReloadOff;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.granted;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.AUTO_RELOAD_SUSPENDED;
import static dev.extrausage.core.NoticeKind.PAID_CREDIT_REFUSED;
import static dev.extrausage.core.NoticeKind.TOP_UP_ADDED;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXPIRED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.PAYMENTS;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.PROMOTIONS;
import static dev.extrausage.core.Pool.REFUNDS;
import static dev.extrausage.core.Reason.ALREADY_EXPIRED;
import static dev.extrausage.core.Reason.GRANT_ID_TAKEN;
import static dev.extrausage.core.Reason.NOT_REFUNDABLE;
import static dev.extrausage.core.Reason.REFUND_EXCEEDS_REMAINING;
import static dev.extrausage.core.Reason.UNKNOWN_GRANT;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.inFlight;
import static dev.extrausage.core.State.left;
import static dev.extrausage.core.State.nothingInFlight;
import static dev.extrausage.core.State.reloaded;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.suspended;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Credit added and paid back (P3, P5), and payments for refused credit (A4). */
class CreditRulesTest {
    private static final String LATER = "2026-01-20T00:00:00Z";

    @Nested class Granting {
        @Test void bought_credit_comes_from_payments() {
            given(planStarted("pro")).when(purchase("a", "$5").at(LATER))
                    .then(posted(PAYMENTS, EXTRA_USAGE, "$5").of("a").effective(LATER))
                    .tells(TOP_UP_ADDED).leaves(extraUsage("$5"), reloaded("$0"));
        }

        @Test void reloaded_credit_comes_from_payments_and_counts_as_reloaded() {
            given(planStarted("pro")).when(reload("a", "$5"))
                    .then(posted(PAYMENTS, EXTRA_USAGE, "$5").of("a")).tells(TOP_UP_ADDED)
                    .leaves(reloaded("$5"));
        }

        @Test void goodwill_comes_from_promotions_without_a_notice() {
            given(planStarted("pro")).when(goodwill("a", "$5"))
                    .then(posted(PROMOTIONS, EXTRA_USAGE, "$5").of("a")).tellsNothing()
                    .leaves(extraUsage("$5"), reloaded("$0"));
        }

        @Test void credit_is_granted_at_the_clock_whenever_it_was_bought() {
            var account = given(planStarted("pro").at(LATER))
                    .when(credit("$5").at("2026-01-19T00:00:00Z").receivedAt(LATER)).account();
            assertThat(account.grants().get(0).grantedAt()).isEqualTo(Happening.millis(LATER));
        }

        @Test void credit_on_the_free_plan_is_kept_frozen() {
            given(planStarted("free")).when(credit("$5"))
                    .then(posted(PAYMENTS, EXTRA_USAGE, "$5"))
                    .leaves(extraUsage("$5"), State.thirdPartyBlocked(
                            Reason.NO_EXTRA_USAGE_ACCESS));
        }

        @Test void credit_on_a_closed_account_is_kept_frozen() {
            given(planStarted("pro"), closed()).when(credit("$5"))
                    .then(posted(PAYMENTS, EXTRA_USAGE, "$5"))
                    .leaves(extraUsage("$5"), State.blocked(Reason.ACCOUNT_CLOSED));
        }

        @Test void a_grant_that_would_expire_before_it_begins_is_refused() {
            given(planStarted("pro").at(LATER)).when(goodwill("a", "$5", LATER))
                    .then(refused(ALREADY_EXPIRED)).tellsNothing()
                    .when(goodwill("a", "$5", "2026-01-20T00:00:00.001Z"))
                    .then(posted(PROMOTIONS, EXTRA_USAGE, "$5"));
        }

        @Test void expiry_is_judged_by_the_clock_not_the_inputs_time() {
            given(planStarted("pro").at(LATER))
                    .when(goodwill("a", "$5", "2026-01-15T00:00:00Z").at("2026-01-14T00:00:00Z")
                            .receivedAt(LATER))
                    .then(refused(ALREADY_EXPIRED));
        }
    }

    @Nested class TheSameGrant {
        @Test void the_same_kind_and_amount_change_nothing() {
            given(planStarted("pro"), purchase("a", "$5")).when(purchase("a", "$5"))
                    .then(noChange()).tellsNothing().leaves(extraUsage("$5"));
        }

        @Test void a_repeated_grant_changes_nothing_even_after_it_was_spent() {
            given(planStarted("pro"), purchase("a", "$5"), usage("cursor", "$5"))
                    .when(purchase("a", "$5")).then(noChange()).leaves(extraUsage("$0"));
        }

        @Test void another_amount_is_refused() {
            given(planStarted("pro"), goodwill("a", "$5")).when(goodwill("a", "$6"))
                    .then(refused(GRANT_ID_TAKEN)).tellsNothing().leaves(extraUsage("$5"));
        }

        @Test void another_kind_is_refused() {
            given(planStarted("pro"), purchase("a", "$5")).when(reload("a", "$5"))
                    .then(refused(GRANT_ID_TAKEN)).tells(PAID_CREDIT_REFUSED)
                    .leaves(extraUsage("$5"), reloaded("$0"));
        }

        @Test void another_expiry_is_the_same_grant_still() {
            given(planStarted("pro"), goodwill("a", "$5", "2026-02-01T00:00:00Z"))
                    .when(goodwill("a", "$5")).then(noChange());
        }

        @Test void a_known_grant_id_is_checked_before_expiry() {
            given(planStarted("pro"), goodwill("a", "$5", "2026-01-15T00:00:00Z"),
                    timePassed("2026-01-15T00:00:00Z").at("2026-01-15T00:00:00Z"))
                    .when(goodwill("a", "$5", "2026-01-15T00:00:00Z")).then(noChange())
                    .when(goodwill("a", "$6", "2026-01-15T00:00:00Z"))
                    .then(refused(GRANT_ID_TAKEN));
        }

        @Test void a_forgotten_name_may_be_used_again() {
            given(planStarted("pro"), purchase("a", "$5"), usage("cursor", "$5"),
                    timePassed("2026-02-14T00:00:00Z").at("2026-02-14T00:00:00Z"))
                    .when(purchase("a", "$5")).then(noChange())
                    .when(purchase("a", "$7").at("2026-02-14T00:00:00.001Z"))
                    .then(posted(PAYMENTS, EXTRA_USAGE, "$7"));
        }
    }

    @Nested class RefusedPayments {
        @Test void a_refused_credits_notice_names_amount_and_top_up() {
            var notice = given(planStarted("pro"), purchase("a", "$5"))
                    .when(purchase("a", "$6", "top-up-7")).then(refused(GRANT_ID_TAKEN))
                    .tells(PAID_CREDIT_REFUSED).notice(PAID_CREDIT_REFUSED);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$6"));
            assertThat(notice.topUpId()).isEqualTo("top-up-7");
            assertThat(notice.at()).isEqualTo(Happening.millis(Scenario.FIRST_TIME));
        }

        @Test void a_refused_credits_top_up_ends_and_may_come_anew() {
            given(planStarted("pro"), autoReload("$5", "$10"), goodwill("auto:acme:2", "$1"))
                    .when(reload("auto:acme:2", "$10")).then(refused(GRANT_ID_TAKEN))
                    .tells(PAID_CREDIT_REFUSED).asks("auto:acme:4", "$10")
                    .leaves(inFlight("auto:acme:4"));
        }

        @Test void another_top_up_in_flight_stays() {
            given(planStarted("pro"), autoReload("$5", "$10"), goodwill("a", "$1"))
                    .when(purchase("a", "$10", "by-hand")).tells(PAID_CREDIT_REFUSED)
                    .leaves(inFlight("auto:acme:2"));
        }

        @Test void refused_goodwill_leaves_what_is_in_flight_alone() {
            given(planStarted("pro"), autoReload("$5", "$10"), goodwill("a", "$1"))
                    .when(granted("a", GrantKind.GOODWILL, "$2", null, "auto:acme:2"))
                    .then(refused(GRANT_ID_TAKEN)).tellsNothing().leaves(inFlight("auto:acme:2"));
        }
    }

    @Nested class Refunding {
        @Test void a_refund_takes_bought_credit_back() {
            given(planStarted("pro"), purchase("a", "$5"), usage("cursor", "$2"))
                    .when(refunded("r", "a", "$3").at(LATER))
                    .then(posted(EXTRA_USAGE, REFUNDS, "$3").of("a").effective(LATER))
                    .leaves(extraUsage("$0"), spent("$2"));
        }

        @Test void reloaded_credit_is_refundable_too_and_stays_reloaded() {
            given(planStarted("pro"), reload("a", "$5")).when(refunded("r", "a", "$5"))
                    .then(posted(EXTRA_USAGE, REFUNDS, "$5")).leaves(reloaded("$5"));
        }

        @Test void more_than_remains_is_refused() {
            given(planStarted("pro"), purchase("a", "$5"), usage("cursor", "$2"))
                    .when(refunded("r", "a", "$3.000000001"))
                    .then(refused(REFUND_EXCEEDS_REMAINING)).leaves(extraUsage("$3"));
        }

        @Test void the_rest_of_other_grants_does_not_help() {
            given(planStarted("pro"), purchase("a", "$5"), purchase("b", "$5"))
                    .when(refunded("r", "a", "$6")).then(refused(REFUND_EXCEEDS_REMAINING));
        }

        @Test void an_unknown_grant_is_refused() {
            given(planStarted("pro")).when(refunded("r", "a", "$5")).then(refused(UNKNOWN_GRANT));
        }

        @Test void a_forgotten_grant_is_unknown() {
            given(planStarted("pro"), purchase("a", "$5"), usage("cursor", "$5"))
                    .when(refunded("r", "a", "$5").at("2026-02-14T00:00:00.001Z"))
                    .then(refused(UNKNOWN_GRANT), posted(ALLOWANCE, Pool.LAPSED, "$20"),
                            posted(PLAN, ALLOWANCE, "$20"));
        }

        @Test void free_credit_is_not_refundable_whatever_the_amount() {
            given(planStarted("pro"), goodwill("a", "$5"), starterOffered(), starterClaimed())
                    .when(refunded("r", "a", "$6")).then(refused(NOT_REFUNDABLE))
                    .when(refunded("r", "starter", "$1")).then(refused(NOT_REFUNDABLE));
        }

        @Test void a_repeated_refund_changes_nothing_whatever_is_left() {
            given(planStarted("pro"), purchase("a", "$5"), refunded("r", "a", "$5"))
                    .when(refunded("r", "a", "$5")).then(noChange())
                    .when(refunded("r", "a", "$1")).then(noChange());
        }

        @Test void the_same_refund_id_of_another_grant_is_another_refund() {
            given(planStarted("pro"), purchase("a", "$5"), purchase("b", "$5"),
                    refunded("r", "a", "$1"))
                    .when(refunded("r", "b", "$1")).then(posted(EXTRA_USAGE, REFUNDS, "$1").of("b"))
                    .leaves(left("a", "$4"), left("b", "$4"));
        }

        @Test void a_refused_refund_is_not_remembered() {
            given(planStarted("pro"), purchase("a", "$5")).when(refunded("r", "a", "$6"))
                    .when(refunded("r", "a", "$5")).then(posted(EXTRA_USAGE, REFUNDS, "$5"));
        }

        @Test void several_refunds_of_one_grant_add_up() {
            given(planStarted("pro"), purchase("a", "$5"), refunded("r", "a", "$2"),
                    refunded("s", "a", "$2"))
                    .when(refunded("t", "a", "$2")).then(refused(REFUND_EXCEEDS_REMAINING))
                    .when(refunded("s", "a", "$2")).then(noChange());
        }

        @Test void a_refund_is_possible_on_a_closed_account() {
            given(planStarted("pro"), purchase("a", "$5"), closed())
                    .when(refunded("r", "a", "$5")).then(posted(EXTRA_USAGE, REFUNDS, "$5"));
        }

        @Test void a_refund_suspends_an_enabled_auto_reload() {
            given(planStarted("pro"), purchase("a", "$9"), autoReload("$5", "$10"))
                    .when(refunded("r", "a", "$9"))
                    .then(posted(EXTRA_USAGE, REFUNDS, "$9")).asksNothing()
                    .tells(NoticeKind.OUT_OF_EXTRA_USAGE, AUTO_RELOAD_SUSPENDED)
                    .leaves(suspended(true));
        }

        @Test void a_suspended_one_is_not_suspended_again() {
            given(planStarted("pro"), purchase("a", "$9"), autoReload("$5", "$10"),
                    refunded("r", "a", "$1"))
                    .when(refunded("s", "a", "$1")).tellsNothing().leaves(suspended(true));
        }

        @Test void a_refund_leaves_a_disabled_or_absent_auto_reload_alone() {
            given(planStarted("pro"), purchase("a", "$9"), autoReloadOff("$5", "$10"))
                    .when(refunded("r", "a", "$1")).tellsNothing().leaves(suspended(false));
            given(planStarted("pro"), purchase("a", "$9"))
                    .when(refunded("r", "a", "$1")).tellsNothing().leaves(suspended(false));
        }

        @Test void a_refund_that_changes_nothing_or_is_refused_suspends_nothing() {
            given(planStarted("pro"), purchase("a", "$9"), refunded("r", "a", "$1"),
                    autoReload("$5", "$10"))
                    .when(refunded("r", "a", "$1")).leaves(suspended(false))
                    .when(refunded("s", "a", "$100")).leaves(suspended(false));
        }

        @Test void a_refund_leaves_the_top_up_in_flight_in_flight() {
            given(planStarted("pro"), purchase("a", "$1"), autoReload("$5", "$10"))
                    .when(refunded("r", "a", "$1"))
                    .leaves(inFlight("auto:acme:3"), suspended(true))
                    .when(reload("auto:acme:3", "$10"))
                    .then(posted(PAYMENTS, EXTRA_USAGE, "$10"))
                    .leaves(nothingInFlight(), suspended(true));
        }

        @Test void refunds_and_expiries_do_not_meet_in_one_grant() {
            given(planStarted("pro"), purchase("a", "$5"), goodwill("g", "$5", LATER))
                    .when(refunded("r", "a", "$5").at(LATER))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$5").of("g"),
                            posted(EXTRA_USAGE, REFUNDS, "$5").of("a"));
        }
    }
}
