package dev.extrausage.catalog;

import static dev.extrausage.catalog.CatalogText.defaultText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.CatalogVersion;
import dev.extrausage.core.Plan;
import dev.extrausage.core.Plan.StarterCreditTerms.PerSeat;
import dev.extrausage.core.Price;
import dev.extrausage.core.UtcTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Odd spellings that section 3 does not forbid are read. */
class OddButLegalTest {
    private static final long USD = 1_000_000_000L;

    @Test void block_style_quotes_comments_and_windows_line_ends_change_nothing() {
        String block = """
                # Prices of the house.
                versions:
                - "version": '2026-01'
                  effective_from: "2026-01-01T00:00:00Z"
                  prices:
                    "claude-opus-4-5":
                      cache_read: '0.5'    # the order of keys is free
                      input: "5"
                      output: 25.000000
                      cache_write: 6.250
                      cache_write_1h: 10.0
                    claude-sonnet-4-5: {
                      input: 3, output: 15,
                      cache_write: 3.75, cache_write_1h: 6, cache_read: 0.30, long_context: {
                        input: 6, output: 22.5, cache_write: 7.5, cache_write_1h: 12.000000,
                        cache_read: 0.6, above_input_tokens: 200000}}
                    claude-haiku-4-5:
                      {input: 1, output: 5, cache_write: 1.25, cache_write_1h: 2, cache_read: 0.10}
                  model_aliases: {Claude-Sonnet-4-5-20250929: CLAUDE-sonnet-4-5}
                  service_tiers: {Batch: 0.5000, Standard: 1.0}
                  unit_prices:
                    WEB_search: 0.010000
                  mid_cycle_change: null
                  texts: {product: "Claude"}
                  plans:
                    free: {allowance_usd: 2, extra_usage: false, per_seat: false,
                      starter_credit: null}
                    pro:
                      allowance_usd: 20.000000000
                      extra_usage: true
                      starter_credit:
                        third_party_history:
                          min_usd: 5
                          max_usd: 100
                    team:
                      allowance_usd: 30
                      extra_usage: true
                      per_seat: true
                      starter_credit: {per_seat_usd: 100, max_usd: 20000, fixed_usd: ~}
                    enterprise: {"allowance_usd":500,"extra_usage":true,
                      "starter_credit":{"fixed_usd":200},
                      max_balance_usd: 50000.00}
                  first_party_apps:
                  - claude.ai
                  - Claude-Mobile
                  - claude-desktop
                  starter_credit_lifetime: PT2160H
                  credit_expiring_warning: P6DT23H59M60S
                  late_usage_grace: P1D
                  top_up:
                    presets_usd:
                    - 5
                    - 10
                    - 20
                    min_usd: 5
                    max_usd: 2000
                  auto_reload:
                    default_monthly_cap_usd: 200
                    max_consecutive_declines: 3
                    first_backoff: PT60M
                    ask_again_after: PT24H
                """;
        CatalogVersion meant = defaultText().onlyVersion();
        assertThat(new CatalogText(block).onlyVersion()).isEqualTo(meant);
        assertThat(new CatalogText("\ufeff" + block.replace("\n", "\r\n")).onlyVersion())
                .isEqualTo(meant);
        assertThat(new CatalogText("---\n" + block + "...\n").onlyVersion()).isEqualTo(meant);
    }

    @Test void an_anchored_node_is_read_wherever_an_alias_repeats_it() {
        String first = defaultText()
                .with("prices:   ", "prices: &id001")
                .with("plans:\n", "plans: &id002\n").text();
        String second = """
                  - version: 2026-02
                    effective_from: 2026-02-01T00:00:00Z
                    prices: *id001
                    plans: *id002
                """.indent(0) + first.substring(first.indexOf("    first_party_apps"));
        List<CatalogVersion> versions = new CatalogText(first + second).read().versions();
        assertThat(versions).hasSize(2);
        assertThat(versions.get(1).prices().models())
                .isEqualTo(versions.get(0).prices().models());
        assertThat(versions.get(1).plans()).isEqualTo(versions.get(0).plans());
    }

    @Test void prices_allowances_and_durations_may_be_zero() {
        CatalogVersion version = defaultText()
                .with("input: 1, output: 5,  cache_write: 1.25, cache_write_1h: 2, ",
                        "input: 0, output: 0.0, cache_write: 0, cache_write_1h: 0, ")
                .with("cache_read: 0.10", "cache_read: 0.00")
                .with("allowance_usd: 2, ", "allowance_usd: 0,")
                .with("P7D", "PT0S").with("PT24H", "PT0S").with("PT1H", "PT0S")
                .with("default_monthly_cap_usd: 200", "default_monthly_cap_usd: 0")
                .with("max_consecutive_declines: 3", "max_consecutive_declines: 1").onlyVersion();
        assertThat(version.prices().price("claude-haiku-4-5")).isEqualTo(new Price(0, 0, 0, 0, 0));
        assertThat(version.plans().get("free")).isEqualTo(new Plan(0, false, false, null));
        assertThat(version.creditExpiringWarningMillis()).isZero();
        assertThat(version.lateUsageGraceMillis()).isZero();
        assertThat(version.autoReload().firstBackoffMillis()).isZero();
        assertThat(version.autoReload().defaultMonthlyCapNanos()).isZero();
        assertThat(version.autoReload().maxConsecutiveDeclines()).isEqualTo(1);
    }

    @Test void prices_plans_apps_and_presets_may_be_none() {
        CatalogVersion version = new CatalogText("""
                versions:
                  - version: 1
                    effective_from: 2026-01-01T00:00:00Z
                    prices: {}
                    plans: {}
                    first_party_apps: []
                    starter_credit_lifetime: P90D
                    credit_expiring_warning: P7D
                    late_usage_grace: PT24H
                    top_up: {presets_usd: [], min_usd: 0, max_usd: 0}
                    auto_reload: {default_monthly_cap_usd: 200, max_consecutive_declines: 3, \
                first_backoff: PT1H, ask_again_after: P1D}
                """).onlyVersion();
        assertThat(version.version()).isEqualTo("1");
        assertThat(version.prices().models()).isEmpty();
        assertThat(version.plans()).isEmpty();
        assertThat(version.firstPartyApps()).isEmpty();
        assertThat(version.topUp()).isEqualTo(new CatalogVersion.TopUpTerms(List.of(), 0, 0));
    }

    @Test void every_bound_itself_is_within_bounds() {
        CatalogVersion version = defaultText()
                .with("input: 1,", "input: 10000000,")
                .with("allowance_usd: 500,", "allowance_usd: 10000000.000000000,")
                .with("presets_usd: [5, 10, 20], min_usd: 5, max_usd: 2000}",
                        "presets_usd: [1, 1, 10000000], min_usd: 0.000000001, max_usd: 10000000}")
                .with("max_consecutive_declines: 3", "max_consecutive_declines: 1000")
                .with("per_seat_usd: 100, max_usd: 20000", "per_seat_usd: 1, max_usd: 1")
                .with("min_usd: 5, max_usd: 100}", "min_usd: 1, max_usd: 1}")
                .with("P90D", "PT0.001S").with("P7D", "P36525D").onlyVersion();
        assertThat(version.prices().price("claude-haiku-4-5").inputPico())
                .isEqualTo(Price.MAX_PICO_PER_TOKEN);
        assertThat(version.plans().get("enterprise").allowanceNanos()).isEqualTo(10_000_000 * USD);
        assertThat(version.plans().get("team").starterCredit()).isEqualTo(new PerSeat(USD, USD));
        assertThat(version.topUp().minNanos()).isEqualTo(1);
        assertThat(version.starterCreditLifetimeMillis()).isEqualTo(1);
        assertThat(version.creditExpiringWarningMillis()).isEqualTo(36_525L * 86_400_000L);
        assertThat(version.autoReload().maxConsecutiveDeclines()).isEqualTo(1000);
    }

    @Test void names_are_text_whatever_yaml_would_take_them_for() {
        CatalogVersion version = defaultText()
                .with("version: 2026-01\n", "version: 0x1F\n")
                .with("claude-haiku-4-5:", "4.5:")
                .with("      free: ", "      2026-01-01: ")
                .with("[claude.ai,", "[yes,").onlyVersion();
        assertThat(version.version()).isEqualTo("0x1F");
        assertThat(version.prices().models()).containsKey("4.5");
        assertThat(version.plans()).containsKey("2026-01-01");
        assertThat(version.firstPartyApps()).contains("yes");
    }

    @Test void a_version_may_be_older_or_younger_than_any_input() {
        for (String time : List.of("0001-01-01T00:00:00Z", "1970-01-01T00:00:00.5Z",
                "1999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59Z")) {
            CatalogVersion version = defaultText().with("2026-01-01T00:00:00Z", time).onlyVersion();
            assertThat(version.effectiveFrom()).isEqualTo(UtcTime.parse("time", time));
        }
    }
}
