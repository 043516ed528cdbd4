package dev.extrausage.core;

import static dev.extrausage.core.Expected.applied;
import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.chargedBack;
import static dev.extrausage.core.Happening.closed;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.cycleReset;
import static dev.extrausage.core.Happening.declined;
import static dev.extrausage.core.Happening.extraUsageOff;
import static dev.extrausage.core.Happening.givenBack;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.lowBalanceNotice;
import static dev.extrausage.core.Happening.planScheduled;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.refundFailed;
import static dev.extrausage.core.Happening.refundOrdered;
import static dev.extrausage.core.Happening.refunded;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.timePassed;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.Happening.voided;
import static dev.extrausage.core.NoticeKind.CORRECTION_REFUSED;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PAYMENTS;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Reason.ACCOUNT_CLOSED;
import static dev.extrausage.core.Reason.IN_THE_FUTURE;
import static dev.extrausage.core.Reason.NOT_YET;
import static dev.extrausage.core.Reason.TOO_OLD;
import static dev.extrausage.core.Reason.UNKNOWN_ACCOUNT;
import static dev.extrausage.core.Reason.UNKNOWN_GRANT;
import static dev.extrausage.core.Reason.UNKNOWN_PLAN;
import static dev.extrausage.core.Scenario.given;
import static dev.extrausage.core.State.allowance;
import static dev.extrausage.core.State.clock;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.neverAClock;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Refusals before time passes (D1), and the numbers of entries (section 5). */
class ScreeningRulesTest {
    private static final String END = "2026-02-10T00:00:00Z";
    private static final String FIRST = Scenario.FIRST_TIME;

    static List<Happening> everythingButAPlan() {
        return List.of(usage("claude.ai", "$1"), closed(), cycleReset(FIRST), timePassed(FIRST),
                autoReload("$5", "$10"), spendLimit("$5"), extraUsageOff(), lowBalanceNotice("$1"),
                starterOffered(), starterClaimed(), declined("t"), goodwill("g", "$5"),
                refunded("r", "g", "$1"));
    }

    static List<Happening> everythingForTheOpenAlone() {
        return List.of(usage("claude.ai", "$1"), closed(), cycleReset(FIRST), timePassed(FIRST),
                autoReload("$5", "$10"), spendLimit("$5"), extraUsageOff(), lowBalanceNotice("$1"),
                starterOffered(), starterClaimed(), declined("t"), planScheduled("free"),
                givenBack(Happening.id(Happening.millis(FIRST), 1), "$1"),
                givenBack(Happening.id(Happening.millis(FIRST), 1), "credit", "$1"));
    }

    @ParameterizedTest
    @MethodSource("everythingButAPlan")
    void an_account_never_opened_refuses_everything_but_a_plan(Happening happening) {
        given().when(happening).then(refused(UNKNOWN_ACCOUNT)).leaves(neverAClock());
    }

    @Test void an_unknown_plan_leaves_the_account_unopened_without_a_clock() {
        var entry = given().when(planStarted("platinum")).then(refused(UNKNOWN_PLAN))
                .leaves(neverAClock()).entry();
        assertThat(entry.clock()).isNull();
        assertThat(entry.sequence()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("everythingForTheOpenAlone")
    void a_closed_account_refuses_what_only_the_open_may(Happening happening) {
        given(planStarted("pro"), credit("$5"), closed())
                .when(happening.at("2026-01-12T00:00:00Z")).then(refused(ACCOUNT_CLOSED))
                .leaves(clock(FIRST), extraUsage("$5"));
    }

    @Test void a_closed_account_takes_plans_credit_and_refunds() {
        given(planStarted("pro"), closed())
                .when(credit("$5")).then(posted(PAYMENTS, EXTRA_USAGE, "$5"))
                .when(refunded("r", "g", "$1")).then(refused(UNKNOWN_GRANT))
                .when(planStarted("free")).then(posted(PLAN, ALLOWANCE, "$2"));
    }

    @Test void a_closed_account_takes_corrections_of_credit() {
        given(planStarted("pro"), purchase("p", "$9"), goodwill("g", "$2"), closed())
                .when(refundOrdered("r", "p", "$4")).then(posted(EXTRA_USAGE, Pool.REFUNDS, "$4"))
                .when(refundFailed("r", "lot", "$4")).then(posted(Pool.REFUNDS, EXTRA_USAGE, "$4"))
                .when(chargedBack("c", "p", "$1")).then(posted(EXTRA_USAGE, Pool.CHARGEBACKS, "$1"))
                .when(voided("g")).then(posted(EXTRA_USAGE, Pool.PROMOTIONS, "$2"));
    }

    @Nested class RefusedCorrections {
        private final EventId usage = Happening.id(Happening.millis(FIRST), 1);

        @Test void an_unknown_account_refuses_and_tells_those_that_moved_money() {
            given().when(refundFailed("r", "lot", "$4")).then(refused(UNKNOWN_ACCOUNT))
                    .tells(CORRECTION_REFUSED)
                    .when(chargedBack("c", "p", "$4")).then(refused(UNKNOWN_ACCOUNT))
                    .tells(CORRECTION_REFUSED)
                    .when(refundOrdered("r", "p")).then(refused(UNKNOWN_ACCOUNT)).tellsNothing()
                    .when(voided("g")).then(refused(UNKNOWN_ACCOUNT)).tellsNothing()
                    .when(givenBack(usage, "$1")).then(refused(UNKNOWN_ACCOUNT)).tellsNothing();
        }

        @Test void notices_are_dated_by_the_clock_or_the_inputs_time() {
            Notice unknown = given().when(chargedBack("c", "p", "$4").at(END))
                    .notice(CORRECTION_REFUSED);
            assertThat(unknown).isEqualTo(new Notice(CORRECTION_REFUSED, Happening.millis(END),
                    Happening.nanos("$4"), null, "p", "c",
                    "Your bank took back a payment of $4. We are looking into it."));
            Notice known = given(planStarted("pro")).when(chargedBack("c", "p", "$4")
                    .at(FIRST).receivedAt("2026-03-10T00:00:00Z")).then(refused(TOO_OLD))
                    .notice(CORRECTION_REFUSED);
            assertThat(known.at()).isEqualTo(Happening.millis(FIRST));
        }

        @Test void what_was_entered_before_is_refused_without_a_word() {
            given(planStarted("pro"), chargedBack("c", "p", "$4"), refundFailed("r", "lot", "$4"))
                    .when(chargedBack("c", "p", "$4").receivedAt("2026-03-10T00:00:00Z"))
                    .then(refused(TOO_OLD)).tellsNothing()
                    .when(refundFailed("r", "lot", "$4").at(FIRST)
                            .receivedAt("2026-03-10T00:00:00Z"))
                    .then(refused(TOO_OLD)).tellsNothing()
                    .when(refundFailed("r", "lot", "$5").at(FIRST)
                            .receivedAt("2026-03-10T00:00:00Z"))
                    .then(refused(TOO_OLD)).tells(CORRECTION_REFUSED)
                    .when(chargedBack("d", "p", "$4").at(FIRST).receivedAt("2026-03-10T00:00:00Z"))
                    .then(refused(TOO_OLD)).tells(CORRECTION_REFUSED);
        }

        @Test void a_refusal_leaves_the_account_as_it_was() {
            given(planStarted("pro"), purchase("p", "$4"), autoReload("$3", "$10"))
                    .when(chargedBack("c", "p", "$4").receivedAt("2026-03-10T00:00:00Z"))
                    .then(refused(TOO_OLD)).leaves(extraUsage("$4"), State.suspended(false))
                    .when(chargedBack("c", "p", "$4").at("2026-01-11T00:00:00Z"))
                    .then(posted(EXTRA_USAGE, Pool.CHARGEBACKS, "$4"));
        }
    }

    @Nested class NotYet {
        @Test void an_early_reset_is_refused_and_may_come_again() {
            given(planStarted("pro")).when(cycleReset(END).at("2026-02-09T23:59:59.999Z"))
                    .then(refused(NOT_YET)).leaves(clock(FIRST), allowance("$20"))
                    .when(cycleReset(END).at(END))
                    .then(posted(ALLOWANCE, LAPSED, "$20"), posted(PLAN, ALLOWANCE, "$20"));
        }

        @Test void time_that_has_not_passed_is_refused() {
            given(planStarted("pro")).when(timePassed("2026-01-10T00:00:00.001Z").at(FIRST))
                    .then(refused(NOT_YET))
                    .when(timePassed("2026-01-10T00:00:00.001Z").at("2026-01-10T00:00:00.001Z"))
                    .then(noChange());
        }

        @Test void the_inputs_time_counts_not_the_accounts_clock() {
            given(planStarted("pro"), usage("claude.ai", "$1").at("2026-01-12T00:00:00Z"))
                    .when(timePassed("2026-01-11T00:00:00.001Z").at("2026-01-11T00:00:00Z")
                            .receivedAt("2026-01-12T00:00:00Z"))
                    .then(refused(NOT_YET));
        }

        @Test void a_senders_fast_clock_does_not_make_it_due() {
            given(planStarted("pro"))
                    .when(timePassed("2026-01-10T00:04:00Z").at("2026-01-10T00:04:00Z")
                            .receivedAt(FIRST))
                    .then(refused(NOT_YET));
        }

        @Test void an_unknown_or_closed_account_is_refused_as_such_first() {
            given().when(cycleReset(END)).then(refused(UNKNOWN_ACCOUNT));
            given(planStarted("pro"), closed()).when(timePassed(END)).then(refused(ACCOUNT_CLOSED));
        }
    }

    @Nested class InputAges {
        @Test void an_input_out_of_time_is_refused_before_anything_else() {
            given().when(planStarted("platinum").at("2026-01-10T00:05:00.001Z").receivedAt(FIRST))
                    .then(refused(IN_THE_FUTURE))
                    .when(usage("claude.ai", "$1").at("2025-11-01T00:00:00Z").receivedAt(FIRST))
                    .then(refused(TOO_OLD));
            given(planStarted("pro"), closed())
                    .when(usage("claude.ai", "$1").at("2025-11-01T00:00:00Z").receivedAt(FIRST))
                    .then(refused(TOO_OLD))
                    .when(timePassed(END).at("2026-01-10T00:05:00.001Z").receivedAt(FIRST))
                    .then(refused(IN_THE_FUTURE));
        }

        @Test void an_input_out_of_time_lets_no_time_pass() {
            given(planStarted("pro"), goodwill("g", "$5", "2026-01-20T00:00:00Z"))
                    .when(usage("claude.ai", "$1").at("2026-01-10T00:00:00Z")
                            .receivedAt("2026-02-14T00:00:00.001Z"))
                    .then(refused(TOO_OLD)).tellsNothing()
                    .leaves(clock(FIRST), allowance("$20"), extraUsage("$5"));
        }

        @Test void an_input_just_in_time_is_decided() {
            given(planStarted("pro"))
                    .when(usage("cursor", "$0").at("2026-01-10T00:00:00Z")
                            .receivedAt("2026-02-14T00:00:00Z")).then(applied())
                    .when(usage("cursor", "$0").at("2026-02-14T00:05:00Z")
                            .receivedAt("2026-02-14T00:00:00Z"))
                    .then(applied(), posted(ALLOWANCE, LAPSED, "$20"),
                            posted(PLAN, ALLOWANCE, "$20"));
        }
    }

    @Nested class Entries {
        @Test void every_entry_is_numbered_refusals_too_without_a_gap() {
            var scenario = given();
            long expected = 1;
            for (Happening happening : List.of(usage("cursor", "$1"), planStarted("platinum"),
                    planStarted("pro"), planStarted("pro"), usage("cursor", "$1"),
                    timePassed(END))) {
                assertThat(scenario.when(happening).entry().sequence()).isEqualTo(expected++);
            }
        }

        @Test void an_entry_carries_its_cause_whole() {
            Input input = usage("claude.ai", "$1").input("acme", Happening.millis(FIRST), 7);
            Entry entry = Ledger.decide(Account.unknown("acme"), input, Catalogs.example()).entry();
            assertThat(entry.cause()).isSameAs(input);
            assertThat(entry.accountId()).isEqualTo("acme");
        }

        @Test void a_refusal_costs_nothing_and_shows_unchanged_balances() {
            Entry entry = given(planStarted("pro"), credit("$9"), usage("cursor", "$4"))
                    .when(usage("cursor", "$1").at("2025-11-01T00:00:00Z").receivedAt(FIRST))
                    .entry();
            assertThat(entry.costNanos()).isZero();
            assertThat(entry.allowanceLeftNanos()).isEqualTo(Happening.nanos("$20"));
            assertThat(entry.extraUsageNanos()).isEqualTo(Happening.nanos("$5"));
            assertThat(entry.spentNanos()).isEqualTo(Happening.nanos("$4"));
            assertThat(entry.clock()).isEqualTo(Happening.millis(FIRST));
        }

        @Test void a_refusal_names_the_version_it_was_decided_by() {
            Entry entry = Scenario.under(Catalogs.severalVersions())
                    .when(usage("cursor", "$1").at("2026-03-05T00:00:00Z")).entry();
            assertThat(entry.catalogVersion()).isEqualTo("2026-03");
        }

        @Test void no_change_transfers_between_accounts() {
            assertThat(Change.class.getPermittedSubclasses()).allSatisfy(kind ->
                    assertThat(kind.getRecordComponents())
                            .noneMatch(c -> c.getName().toLowerCase().contains("account")));
        }
    }
}
