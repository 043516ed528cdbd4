package dev.extrausage.core;

import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.lowBalanceNotice;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.CREDIT_EXPIRING;
import static dev.extrausage.core.NoticeKind.LOW_BALANCE;
import static dev.extrausage.core.NoticeKind.OUT_OF_EXTRA_USAGE;
import static dev.extrausage.core.NoticeKind.TOP_UP_ADDED;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.Scenario.under;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Notices of credit that falls, runs out or is about to expire (section 9). */
class CreditNoticesTest {
    private static final String END = "2026-02-10T00:00:00Z";

    @Nested class Crossings {
        @Test void falling_below_the_threshold_gives_notice_reaching_it_none() {
            given(planStarted("pro"), credit("$10"), lowBalanceNotice("$5"))
                    .when(usage("cursor", "$5")).tellsNothing()
                    .when(usage("cursor", "$0.0000001")).tells(LOW_BALANCE)
                    .when(usage("cursor", "$1")).tellsNothing();
        }

        @Test void low_balance_gives_notice_at_each_fall() {
            given(planStarted("pro"), credit("$10"), lowBalanceNotice("$5"), usage("cursor", "$6"),
                    goodwill("g", "$1")).when(usage("cursor", "$1")).tells(LOW_BALANCE);
        }

        @Test void a_threshold_set_above_the_balance_is_no_crossing() {
            given(planStarted("pro"), credit("$3")).when(lowBalanceNotice("$5")).tellsNothing()
                    .when(usage("cursor", "$1")).tellsNothing();
        }

        @Test void a_lowered_threshold_counts_from_the_same_entry_on() {
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"),
                    credit("$4"), lowBalanceNotice("$1"))
                    .when(lowBalanceNotice("$5").at("2026-01-20T00:00:00Z"))
                    .tells(LOW_BALANCE);
        }

        @Test void a_threshold_taken_away_tells_nothing_any_more() {
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"), credit("$4"),
                    lowBalanceNotice("$5"))
                    .when(Happening.noLowBalanceNotice().at("2026-01-20T00:00:00Z"))
                    .tellsNothing();
        }

        @Test void crossings_compare_before_passing_time_with_after_the_entry() {
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"),
                    lowBalanceNotice("$5"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .tells(LOW_BALANCE, OUT_OF_EXTRA_USAGE);
            given(planStarted("pro"), goodwill("g", "$10", "2026-01-20T00:00:00Z"),
                    lowBalanceNotice("$5"))
                    .when(credit("$7").at("2026-01-20T00:00:00Z")).tells(TOP_UP_ADDED);
        }

        @Test void a_threshold_of_nothing_is_never_crossed() {
            given(planStarted("pro"), credit("$1"), lowBalanceNotice("$0"))
                    .when(usage("cursor", "$1")).tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void running_out_is_told_once_until_there_is_credit_again() {
            given(planStarted("pro"), credit("$1"))
                    .when(usage("cursor", "$3")).tells(OUT_OF_EXTRA_USAGE)
                    .when(usage("cursor", "$3")).tellsNothing()
                    .and(purchase("p", "$1"))
                    .when(refunded("r", "p", "$1")).tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void losing_the_last_nano_is_running_out() {
            given(planStarted("pro"), goodwill("g", "$0.000000001"))
                    .when(usage("cursor", "$1")).tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void the_text_names_what_is_left_and_the_threshold() {
            var notice = given(planStarted("pro"), credit("$10"), lowBalanceNotice("$5"))
                    .when(usage("cursor", "$7.5"))
                    .says(LOW_BALANCE, "Your extra usage is down to $2.50, below the $5 you asked"
                            + " to be told about.").notice(LOW_BALANCE);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$2.5"));
        }
    }

    @Nested class Expiring {
        @Test void a_grant_is_warned_of_a_week_before_and_once() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-01-17T23:59:59.999Z")).tellsNothing()
                    .when(usage("claude.ai", "$1").at("2026-01-18T00:00:00Z"))
                    .tells(CREDIT_EXPIRING)
                    .when(usage("cursor", "$1").at("2026-01-20T00:00:00Z")).tellsNothing();
        }

        @Test void a_grant_that_expires_soon_is_warned_of_at_once() {
            given(planStarted("pro")).when(goodwill("g", "$5", "2026-01-12T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }

        @Test void several_make_one_notice_with_their_sum() {
            var notice = given(planStarted("pro"), goodwill("g", "$5", "2026-01-26T00:00:00Z"),
                    goodwill("h", "$3", "2026-01-25T12:00:00Z"), usage("cursor", "$1"),
                    credit("$50"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .tells(CREDIT_EXPIRING)
                    .says(CREDIT_EXPIRING, "$7 of your credit expires soon, the first of it at"
                            + " 2026-01-25T12:00:00.000Z.").notice(CREDIT_EXPIRING);
            assertThat(notice.amountNanos()).isEqualTo(Happening.nanos("$7"));
        }

        @Test void another_grant_is_warned_of_by_itself() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"),
                    goodwill("h", "$3", "2026-01-26T00:00:00Z"))
                    .when(timePassed("2026-01-18T00:00:00Z").at("2026-01-18T00:00:00Z"))
                    .tells(CREDIT_EXPIRING)
                    .when(timePassed("2026-01-19T00:00:00Z").at("2026-01-19T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }

        @Test void a_spent_or_expired_grant_is_not_warned_of() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"),
                    usage("cursor", "$5"))
                    .when(timePassed("2026-01-20T00:00:00Z").at("2026-01-20T00:00:00Z"))
                    .tellsNothing();
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-25T00:00:00Z"))
                    .when(timePassed("2026-01-25T00:00:00Z").at("2026-01-25T00:00:00Z"))
                    .tells(OUT_OF_EXTRA_USAGE);
        }

        @Test void a_grant_is_warned_of_once_even_across_a_roll() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-02-12T00:00:00Z"),
                    usage("cursor", "$1").at("2026-02-06T00:00:00Z"))
                    .when(timePassed(END).at(END)).tellsNothing();
        }

        @Test void the_warnings_lead_follows_the_version_at_the_inputs_time() {
            under(Catalogs.severalVersions())
                    .and(planStarted("pro").at("2026-03-01T00:00:00Z"),
                            goodwill("g", "$5", "2026-03-16T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-03-04T23:59:59.999Z")).tellsNothing()
                    .when(usage("claude.ai", "$1").at("2026-03-05T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }

        @Test void starter_credit_is_warned_of_too() {
            given(planStarted("pro"), starterOffered(), starterClaimed())
                    .when(timePassed("2026-04-03T00:00:00Z").at("2026-04-03T00:00:00Z"))
                    .tells(CREDIT_EXPIRING);
        }
    }
}
