package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.cycleReset;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXPIRED;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PAYMENTS;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.REFUNDS;
import static dev.extrausage.core.Pool.USAGE;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.clock;
import static dev.extrausage.core.State.cycle;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.forgotten;
import static dev.extrausage.core.State.reloaded;
import static dev.extrausage.core.State.remembered;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.wholeAllowance;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The passing of time before an input is decided (M3, D2, C2, C3). */
class TimeRulesTest {
    private static final String END = "2026-02-10T00:00:00Z";

    @Nested class Clocks {
        @Test void the_clock_is_the_greatest_time_seen() {
            given(planStarted("pro"))
                    .when(usage("claude.ai", "$1").at("2026-01-12T00:00:00Z"))
                    .leaves(clock("2026-01-12T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-01-11T00:00:00Z")
                            .receivedAt("2026-01-13T00:00:00Z"))
                    .leaves(clock("2026-01-12T00:00:00Z"));
        }

        @Test void a_fast_clock_cannot_pull_the_account_forward() {
            given(planStarted("pro"))
                    .when(usage("claude.ai", "$1").at("2026-01-12T00:05:00Z")
                            .receivedAt("2026-01-12T00:00:00Z"))
                    .leaves(clock("2026-01-12T00:00:00Z"));
        }

        @Test void a_refusal_past_screening_moves_the_clock_too() {
            given(planStarted("pro"))
                    .when(usage("claude.ai", "claude-2", 1, 0, 0, 0, 0).at("2026-01-12T00:00:00Z"))
                    .then(refused(Reason.UNPRICED_MODEL)).leaves(clock("2026-01-12T00:00:00Z"));
        }
    }

    @Nested class Expiry {
        @Test void a_grant_expires_when_the_clock_reaches_its_end() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"))
                    .when(usage("cursor", "$1").at("2026-01-19T23:59:59.999Z"))
                    .then(posted(EXTRA_USAGE, USAGE, "$1"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$4").of("given")
                            .effective("2026-01-20T00:00:00Z"))
                    .leaves(extraUsage("$0"));
        }

        @Test void an_expiry_is_effective_at_its_time_however_late() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-02-01T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$5").effective("2026-01-20T00:00:00Z"),
                            posted(ALLOWANCE, USAGE, "$1").effective("2026-02-01T00:00:00Z"));
        }

        @Test void several_grants_expire_in_the_order_of_drawing() {
            given(planStarted("pro"), goodwill("b", "$1", "2026-01-21T00:00:00Z"),
                    goodwill("d", "$1", "2026-01-20T00:00:00Z"),
                    goodwill("c", "$1", "2026-01-20T00:00:00Z"),
                    goodwill("never", "$1"))
                    .when(timePassed("2026-01-22T00:00:00Z").at("2026-01-22T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$1").of("c"),
                            posted(EXTRA_USAGE, EXPIRED, "$1").of("d"),
                            posted(EXTRA_USAGE, EXPIRED, "$1").of("b"))
                    .leaves(extraUsage("$1"));
        }

        @Test void a_grant_with_nothing_left_expires_without_a_posting() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"),
                    usage("cursor", "$5"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .then(noChange());
        }

        @Test void expiries_come_before_the_roll_and_both_before_the_input() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-02-10T00:00:00Z"))
                    .when(purchase("bought", "$3").at("2026-02-10T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$5"), posted(ALLOWANCE, LAPSED, "$20"),
                            posted(PLAN, ALLOWANCE, "$20"), posted(PAYMENTS, EXTRA_USAGE, "$3"));
        }

        @Test void credit_expires_on_a_closed_account_too() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"),
                    purchase("bought", "$3"), closed())
                    .when(refunded("r", "bought", "$1").at("2026-01-20T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$5"), posted(EXTRA_USAGE, REFUNDS, "$1"));
        }

        @Test void starter_credit_expires_after_the_catalogs_lifetime() {
            given(planStarted("pro"), starterOffered(), starterClaimed())
                    .when(usage("cursor", "$1").at("2026-04-09T23:59:59.999Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, LAPSED, "$20"),
                            posted(PLAN, ALLOWANCE, "$20"), posted(EXTRA_USAGE, USAGE, "$1"))
                    .when(timePassed("2026-04-10T00:00:00Z").at("2026-04-10T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, EXPIRED, "$4").of("starter"),
                            posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"));
        }
    }

    @Nested class Forgetting {
        @Test void a_spent_grant_is_remembered_for_exactly_35_days() {
            given(planStarted("pro"), credit("$5"), usage("cursor", "$5"))
                    .when(timePassed("2026-02-14T00:00:00Z").at("2026-02-14T00:00:00Z"))
                    .leaves(remembered("credit"))
                    .when(timePassed("2026-02-14T00:00:00.001Z").at("2026-02-14T00:00:00.001Z"))
                    .then(noChange()).leaves(forgotten("credit"));
        }

        @Test void a_grant_with_something_left_is_never_forgotten() {
            given(planStarted("pro"), credit("$5"))
                    .when(timePassed("2027-01-01T00:00:00Z").at("2027-01-01T00:00:00Z"))
                    .leaves(remembered("credit"), extraUsage("$5"));
        }

        @Test void an_old_grant_drawn_empty_is_forgotten_next() {
            given(planStarted("pro"), credit("$5"))
                    .when(usage("cursor", "$5").at("2026-03-10T00:00:00Z"))
                    .leaves(remembered("credit"))
                    .when(usage("claude.ai", "$1")).leaves(forgotten("credit"));
        }

        @Test void an_old_grant_is_forgotten_as_it_expires() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-02-20T00:00:00Z"))
                    .when(timePassed("2026-02-20T00:00:00Z").at("2026-02-20T00:00:00Z"))
                    .leaves(forgotten("given"));
        }
    }

    @Nested class Rolling {
        @Test void the_cycles_end_lapses_the_rest_and_grants_anew() {
            given(planStarted("pro"), usage("claude.ai", "$5"))
                    .when(cycleReset(END).at(END))
                    .then(posted(ALLOWANCE, LAPSED, "$15").effective(END),
                            posted(PLAN, ALLOWANCE, "$20").effective(END))
                    .leaves(allowance("$20"), cycle(END, "2026-03-10T00:00:00Z"));
        }

        @Test void the_old_cycle_lasts_to_its_last_millisecond() {
            given(planStarted("pro"))
                    .when(usage("claude.ai", "$1").at("2026-02-09T23:59:59.999Z"))
                    .then(posted(ALLOWANCE, USAGE, "$1"))
                    .leaves(cycle(Scenario.FIRST_TIME, END), allowance("$19"));
        }

        @Test void a_roll_is_effective_at_the_cycles_start_however_late() {
            given(planStarted("pro")).when(usage("claude.ai", "$1").at("2026-02-20T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20").effective(END),
                            posted(PLAN, ALLOWANCE, "$20").effective(END),
                            posted(ALLOWANCE, USAGE, "$1").effective("2026-02-20T00:00:00Z"));
        }

        @Test void an_allowance_used_up_has_nothing_to_lapse() {
            given(planStarted("pro"), usage("claude.ai", "$20")).when(cycleReset(END).at(END))
                    .then(posted(PLAN, ALLOWANCE, "$20"));
        }

        @Test void an_allowance_of_nothing_rolls_without_postings() {
            given(planStarted("enterprise", 1, "$0")).when(cycleReset(END).at(END))
                    .then(applied()).leaves(cycle(END, "2026-03-10T00:00:00Z"));
        }

        @Test void a_skipped_cycle_counts_as_wholly_unused() {
            given(planStarted("pro"), usage("claude.ai", "$5"))
                    .when(timePassed("2026-05-20T00:00:00Z").at("2026-05-20T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$15").effective("2026-05-10T00:00:00Z"),
                            posted(PLAN, LAPSED, "$20").effective("2026-05-10T00:00:00Z"),
                            posted(PLAN, ALLOWANCE, "$20").effective("2026-05-10T00:00:00Z"))
                    .leaves(cycle("2026-05-10T00:00:00Z", "2026-06-10T00:00:00Z"));
        }

        @Test void a_skipped_cycle_counts_at_the_new_allowance() {
            under(Catalogs.severalVersions()).and(planStarted("pro"))
                    .when(timePassed("2026-03-11T00:00:00Z").at("2026-03-11T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, LAPSED, "$25"),
                            posted(PLAN, ALLOWANCE, "$25"));
        }

        @Test void the_new_allowance_follows_the_version_at_the_cycles_start() {
            under(Catalogs.severalVersions()).and(planStarted("pro").at("2026-01-10T12:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-02-20T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$25"),
                            posted(ALLOWANCE, USAGE, "$1"));
        }

        @Test void a_version_younger_than_the_cycle_does_not_count() {
            under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-01-10T11:59:59.999Z"))
                    .when(usage("claude.ai", "$1").at("2026-02-20T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"),
                            posted(ALLOWANCE, USAGE, "$1"))
                    .leaves(wholeAllowance("$20"));
        }

        @Test void seats_and_custom_contracts_are_granted_anew() {
            given(planStarted("team", 3)).when(cycleReset(END).at(END))
                    .then(posted(ALLOWANCE, LAPSED, "$90"), posted(PLAN, ALLOWANCE, "$90"))
                    .and(planStarted("team", 3, "$7"))
                    .when(cycleReset("2026-03-10T00:00:00Z").at("2026-03-10T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$7"), posted(PLAN, ALLOWANCE, "$7"));
        }

        @Test void spent_and_reloaded_start_again() {
            given(planStarted("pro"), reload("reload", "$9"), usage("cursor", "$4"))
                    .when(usage("cursor", "$1").at(END)).leaves(spent("$1"), reloaded("$0"));
        }

        @Test void anchors_at_a_months_end_roll_by_calendar() {
            given(planStarted("pro").at("2026-01-31T00:00:00Z"))
                    .when(timePassed("2026-02-28T00:00:00Z").at("2026-02-28T00:00:00Z"))
                    .leaves(cycle("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z"))
                    .when(timePassed("2026-03-31T00:00:00Z").at("2026-03-31T00:00:00Z"))
                    .leaves(cycle("2026-03-31T00:00:00Z", "2026-04-30T00:00:00Z"));
        }
    }

    @Nested class ToldOfTime {
        @Test void a_reset_applies_if_it_rolls_into_its_cycle() {
            given(planStarted("pro")).when(cycleReset(END).at("2026-02-15T00:00:00Z"))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"));
        }

        @Test void a_reset_changes_nothing_once_the_account_has_rolled() {
            given(planStarted("pro"), usage("claude.ai", "$1").at(END))
                    .when(cycleReset(END)).then(noChange());
        }

        @Test void a_reset_that_rolls_into_another_cycle_is_no_change() {
            given(planStarted("pro")).when(cycleReset(END).at("2026-03-10T00:00:00Z"))
                    .then(noChange(), posted(ALLOWANCE, LAPSED, "$20"),
                            posted(PLAN, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"))
                    .leaves(cycle("2026-03-10T00:00:00Z", "2026-04-10T00:00:00Z"));
        }

        @Test void a_reset_that_only_expires_a_grant_is_no_change() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"))
                    .when(cycleReset("2026-01-10T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .then(noChange(), posted(EXTRA_USAGE, EXPIRED, "$5"));
        }

        @Test void passing_time_is_applied_by_a_roll() {
            given(planStarted("pro", 1, "$0")).when(timePassed(END).at(END)).then(applied());
        }

        @Test void passing_time_is_applied_by_a_posting() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .then(applied(), posted(EXTRA_USAGE, EXPIRED, "$5"));
        }

        @Test void passing_time_is_applied_by_a_notice() {
            given(planStarted("pro"), goodwill("given", "$5", "2026-01-20T00:00:00Z"))
                    .when(timePassed("2026-01-13T00:00:00Z").at("2026-01-13T00:00:00Z"))
                    .then(applied()).tells(NoticeKind.CREDIT_EXPIRING);
        }

        @Test void passing_time_is_applied_by_a_top_up_due() {
            given(planStarted("pro"), autoReload("$5", "$10"))
                    .when(timePassed("2026-01-11T00:00:00Z").at("2026-01-11T00:00:00Z"))
                    .then(applied()).asks("auto:acme:2", "$10");
        }

        @Test void passing_time_that_does_nothing_is_no_change() {
            given(planStarted("pro"), spendLimit("$5"))
                    .when(timePassed("2026-02-09T23:59:59.999Z").at("2026-02-09T23:59:59.999Z"))
                    .then(noChange()).leaves(clock("2026-02-09T23:59:59.999Z"));
        }
    }
}
