package dev.extrausage.core;

import static dev.extrausage.core.Expected.noChange;
import static dev.extrausage.core.Expected.posted;
import static dev.extrausage.core.Expected.refused;
import static dev.extrausage.core.Happening.autoReload;
import static dev.extrausage.core.Happening.credit;
import static dev.extrausage.core.Happening.goodwill;
import static dev.extrausage.core.Happening.granted;
import static dev.extrausage.core.Happening.planStarted;
import static dev.extrausage.core.Happening.purchase;
import static dev.extrausage.core.Happening.reload;
import static dev.extrausage.core.Happening.spendLimit;
import static dev.extrausage.core.Happening.starterClaimed;
import static dev.extrausage.core.Happening.starterOffered;
import static dev.extrausage.core.Happening.usage;
import static dev.extrausage.core.NoticeKind.PAID_CREDIT_REFUSED;
import static dev.extrausage.core.Pool.ALLOWANCE;
import static dev.extrausage.core.Pool.EXTRA_USAGE;
import static dev.extrausage.core.Pool.LAPSED;
import static dev.extrausage.core.Pool.PAYMENTS;
import static dev.extrausage.core.Pool.PLAN;
import static dev.extrausage.core.Pool.PROMOTIONS;
import static dev.extrausage.core.Reason.ALREADY_EXPIRED;
import static dev.extrausage.core.Reason.GRANT_ID_TAKEN;
import static dev.extrausage.core.Reason.OVERFLOW;
import static dev.extrausage.core.Scenario.under;
import static dev.extrausage.core.State.extraUsage;
import static dev.extrausage.core.State.reloaded;
import static dev.extrausage.core.State.spent;
import static dev.extrausage.core.State.thirdPartyUse;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Inputs that would take one of an account's sums past a {@code long} are refused (M1). */
class OverflowTest {
    private static final String MOST = "$10000000";
    private static final String AT = "2026-02-20T00:00:00Z";
    private static final String THE_LAST = "$3372036.854775807";

    @Test void extra_usage_may_reach_longs_end_but_not_pass_it() {
        rich(GrantKind.GOODWILL, 922).when(goodwill("last", THE_LAST))
                .then(posted(PROMOTIONS, EXTRA_USAGE, THE_LAST))
                .leaves(extraUsage("$9223372036.854775807"))
                .when(goodwill("more", "$0.000000001")).then(refused(OVERFLOW)).tellsNothing()
                .leaves(extraUsage("$9223372036.854775807"));
    }

    @Test void a_paid_credit_that_does_not_fit_must_be_refunded() {
        rich(GrantKind.GOODWILL, 922).when(purchase("more", MOST, "top-up")).then(refused(OVERFLOW))
                .tells(PAID_CREDIT_REFUSED);
    }

    @Test void a_reload_that_does_not_fit_ends_its_top_up() {
        Scenario asked = under(Catalogs.severalVersions()).and(planStarted("pro").at(AT))
                .when(autoReload("$5", "$10")).asks("auto:acme:2", "$10");
        enrich(asked, GrantKind.GOODWILL, 922);
        asked.and(goodwill("last", THE_LAST)).when(reload("auto:acme:2", "$10"))
                .then(refused(OVERFLOW)).tells(PAID_CREDIT_REFUSED)
                .leaves(State.nothingInFlight());
    }

    @Test void a_known_or_expired_grant_is_told_before_overflow() {
        full().when(goodwill("rich-1", "$1")).then(refused(GRANT_ID_TAKEN))
                .when(goodwill("rich-1", MOST)).then(noChange())
                .when(goodwill("more", "$1", AT)).then(refused(ALREADY_EXPIRED));
    }

    @Test void the_starter_credit_must_fit_too() {
        rich(GrantKind.GOODWILL, 922).and(goodwill("last", THE_LAST), starterOffered())
                .when(starterClaimed()).then(refused(OVERFLOW))
                .and(usage("cursor", Catalogs.DEAREST_MODEL, 1, 0, 0, 0, 0))
                .when(starterClaimed()).then(posted(PROMOTIONS, EXTRA_USAGE, "$10").of("starter"));
    }

    @Test void the_sum_reloaded_must_fit_even_after_spending() {
        rich(GrantKind.AUTO_RELOAD, 922)
                .and(usage("cursor", Catalogs.DEAREST_MODEL, 400_000_000, 0, 0, 0, 0))
                .when(reload("more", MOST)).then(refused(OVERFLOW)).tells(PAID_CREDIT_REFUSED)
                .leaves(reloaded("$9220000000"))
                .when(purchase("more", MOST)).then(posted(PAYMENTS, EXTRA_USAGE, MOST));
    }

    @Test void in_the_next_cycle_there_is_room_for_reloads_again() {
        rich(GrantKind.AUTO_RELOAD, 922)
                .and(usage("cursor", Catalogs.DEAREST_MODEL, 400_000_000, 0, 0, 0, 0))
                .when(reload("more", MOST).at("2026-03-20T00:00:00Z"))
                .then(posted(ALLOWANCE, LAPSED, "$25"), posted(PLAN, ALLOWANCE, "$25"),
                        posted(PAYMENTS, EXTRA_USAGE, MOST)).leaves(reloaded(MOST));
    }

    @Test void the_sum_spent_must_fit() {
        Scenario spender = rich(GrantKind.PURCHASE, 922)
                .and(usage("claude.ai", "$25"),
                        usage("claude.ai", Catalogs.DEAREST_MODEL, 922_000_000, 0, 0, 0, 0))
                .leaves(spent("$9220000000"), extraUsage("$0")).and(credit(MOST));
        spender.when(usage("claude.ai", Catalogs.DEAREST_MODEL, 500_000, 0, 0, 0, 0))
                .then(refused(OVERFLOW)).leaves(spent("$9220000000"), extraUsage(MOST));
        assertThat(spender.entry().costNanos()).isZero();
    }

    @Test void uncovered_cost_need_not_fit() {
        rich(GrantKind.PURCHASE, 922)
                .and(usage("claude.ai", "$25"), spendLimit("$1"),
                        usage("cursor", Catalogs.DEAREST_MODEL, 900_000_000, 0, 0, 0, 0))
                .when(usage("cursor", Catalogs.DEAREST_MODEL, 900_000_000, 0, 0, 0, 0))
                .then(Expected.uncovered(Reason.SPEND_LIMIT_REACHED),
                        posted(Pool.UNCOVERED, Pool.USAGE, "$9000000000"));
    }

    @Test void third_party_draws_must_fit_even_from_free_credit() {
        rich(GrantKind.GOODWILL, 922)
                .and(usage("cursor", Catalogs.DEAREST_MODEL, 922_000_000, 0, 0, 0, 0),
                        goodwill("more", MOST))
                .when(usage("cursor", Catalogs.DEAREST_MODEL, 500_000, 0, 0, 0, 0))
                .then(refused(OVERFLOW))
                .leaves(thirdPartyUse("$9220000000", "$0"), spent("$0"), extraUsage(MOST))
                .when(usage("claude.ai", Catalogs.DEAREST_MODEL, 500_000, 0, 0, 0, 0))
                .then(posted(ALLOWANCE, Pool.USAGE, "$25"),
                        posted(EXTRA_USAGE, Pool.USAGE, "$4999975"));
    }

    @Test void a_cost_beyond_a_long_is_refused() {
        under(Catalogs.severalVersions()).and(planStarted("pro").at(AT))
                .when(usage("claude.ai", Catalogs.DEAREST_MODEL, 1_000_000_000, 0, 0, 0, 0))
                .then(refused(OVERFLOW)).leaves(State.allowance("$25"));
    }

    @Test void an_overflow_refusal_lets_time_pass_and_asks_for_reloads() {
        under(Catalogs.severalVersions()).and(planStarted("pro").at(AT),
                goodwill("g", "$9", "2026-03-20T00:00:00Z"), autoReload("$5", "$10"))
                .when(usage("claude.ai", Catalogs.DEAREST_MODEL, 1_000_000_000, 0, 0, 0, 0)
                        .at("2026-03-20T00:00:00Z"))
                .then(refused(OVERFLOW), posted(EXTRA_USAGE, Pool.EXPIRED, "$9"),
                        posted(ALLOWANCE, LAPSED, "$25"), posted(PLAN, ALLOWANCE, "$25"))
                .asks("auto:acme:4", "$10");
    }

    @Test void history_saturates_and_is_held_to_the_most() {
        rich(GrantKind.GOODWILL, 922)
                .and(usage("cursor", Catalogs.DEAREST_MODEL, 922_000_000, 0, 0, 0, 0),
                        goodwill("more", "$5"))
                .when(usage("cursor", "$1").at("2026-03-20T00:00:00Z"))
                .leaves(thirdPartyUse("$1", "$9220000000"))
                .when(starterOffered(MOST)).leaves(State.offered("$40"));
    }

    @Test void a_limit_with_much_free_credit_under_it_saturates() {
        full().and(spendLimit("$5000000")).when(usage("cursor", "$1"))
                .then(posted(EXTRA_USAGE, Pool.USAGE, "$1"));
    }

    private static Scenario full() {
        return rich(GrantKind.GOODWILL, 922).and(goodwill("last", THE_LAST));
    }

    /** An account with this many grants of ten million dollars each, in a version with gold. */
    private static Scenario rich(GrantKind kind, int grants) {
        Scenario scenario = under(Catalogs.severalVersions()).and(planStarted("pro").at(AT));
        enrich(scenario, kind, grants);
        return scenario;
    }

    private static void enrich(Scenario scenario, GrantKind kind, int grants) {
        for (int i = 1; i <= grants; i++) {
            scenario.and(granted("rich-" + i, kind, MOST, null, null));
        }
    }
}
