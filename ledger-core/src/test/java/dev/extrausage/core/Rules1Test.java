package dev.extrausage.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries of rules 1, decided again as they were (J5), under a catalog that gained terms since. */
class Rules1Test {
    private static final Catalog CATALOG = gained(Catalogs.example());

    private Account account = Account.unknown(Scenario.ACCOUNT);
    private int happened;

    @Test void an_app_in_capitals_was_a_third_party_one() {
        decide(Happening.planStarted("pro"));
        assertThat(decide(Happening.usage("Claude.ai", "$1")).outcome())
                .isEqualTo(Outcome.UNCOVERED);
        assertThat(decide(Happening.usage("claude.ai", "$1")).outcome()).isEqualTo(Outcome.APPLIED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Claude-haiku-4-5", "haiku"})
    void a_name_in_capitals_or_an_alias_was_no_model(String model) {
        decide(Happening.planStarted("pro"));
        assertThat(decide(Happening.usage("claude.ai", model, 1, 0, 0, 0, 0)).reason())
                .isEqualTo(Reason.UNPRICED_MODEL);
    }

    @Test void a_long_context_cost_what_a_short_one_does() {
        decide(Happening.planStarted("pro"));
        assertThat(decide(Happening.usage("claude.ai", "claude-haiku-4-5", 11, 0, 0, 0, 0))
                .costNanos()).isEqualTo(11_000);
    }

    @Test void a_starter_credit_per_seat_had_no_bound() {
        decide(Happening.planStarted("team", 5));
        decide(Happening.starterOffered());
        assertThat(account.starterCredit().offeredNanos()).isEqualTo(Happening.nanos("$500"));
    }

    @Test void a_reload_that_could_not_be_spent_was_asked_for() {
        decide(Happening.planStarted("enterprise"));
        decide(Happening.spendLimit("$0"));
        assertThat(decide(Happening.autoReload("$50", "$5.001", "$0")).outcome())
                .isEqualTo(Outcome.APPLIED);
        assertThat(decide(Happening.autoReload("$500", "$100")).topUpDue())
                .isEqualTo(new TopUpDue("auto:acme:4", Happening.nanos("$100")));
    }

    @Test void amounts_out_of_bounds_were_refused_even_when_switched_off() {
        decide(Happening.planStarted("pro"));
        assertThat(decide(Happening.autoReloadOff("$5", "$1")).reason())
                .isEqualTo(Reason.AMOUNT_OUT_OF_BOUNDS);
    }

    @Test void a_change_in_mid_cycle_gave_the_whole_allowance() {
        decide(Happening.planStarted("pro"));
        decide(Happening.planStarted("team", 3).at("2026-01-20T00:00:00Z"));
        assertThat(account.allowance().wholeNanos()).isEqualTo(Happening.nanos("$90"));
    }

    private Entry decide(Happening happening) {
        Input input = happening.input(
                Scenario.ACCOUNT, Happening.millis(Scenario.FIRST_TIME), ++happened);
        Decision decision = Ledger.decide(1, account, input, CATALOG);
        account = decision.account();
        return decision.entry();
    }

    /** The same version with an alias, a long context, bounds and a proration that it gained. */
    private static Catalog gained(Catalog catalog) {
        CatalogVersion v = catalog.versions().get(0);
        Price haiku = v.prices().price("claude-haiku-4-5");
        Price dearer = new Price(haiku.inputPico(), haiku.outputPico(), haiku.cacheWritePico(),
                haiku.cacheWrite1hPico(), haiku.cacheReadPico(),
                new Price.LongContext(10, new Price(9_000_000, 0, 0, 0, 0)));
        PriceBook prices = new PriceBook(Map.of("claude-haiku-4-5", dearer),
                Map.of("haiku", "claude-haiku-4-5"), Map.of("standard", 10_000, "batch", 5_000),
                Map.of());
        long usd = Money.NANOS_PER_USD;
        Map<String, Plan> plans = Map.of("pro", v.plans().get("pro"),
                "team", new Plan(30 * usd, true, true,
                        new Plan.StarterCreditTerms.PerSeat(100 * usd, 200 * usd), 1L),
                "enterprise", new Plan(500 * usd, true, false, null, 10 * usd));
        return new Catalog(List.of(new CatalogVersion(v.version(), v.effectiveFrom(), prices, plans,
                v.firstPartyApps(), v.starterCreditLifetimeMillis(),
                v.creditExpiringWarningMillis(), v.lateUsageGraceMillis(), v.topUp(),
                v.autoReload(), CatalogVersion.MidCycleChange.PRORATED,
                CatalogVersion.Texts.DEFAULT)));
    }
}
