package dev.extrausage.catalog;

import static dev.extrausage.catalog.CatalogText.defaultText;
import static dev.extrausage.catalog.CatalogText.twoVersions;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals at load, each with line and reason (section 3). */
class RefusalTest {
    private static final String PRICE =
            ": must be a plain decimal number from 0 to 10000000 with at most 6 decimals";
    private static final String AMOUNT =
            ": must be a plain decimal number from 0 to 10000000 with at most 9 decimals";
    private static final String STARTER =
            ": must be a plain decimal number from 1 to 10000000 with at most 9 decimals";
    private static final String DURATION = ": must be an ISO-8601 duration such as P90D or PT24H, "
            + "at most P36525D, in whole milliseconds";

    @Test void versions_must_ascend() {
        for (String time : List.of("2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z")) {
            twoVersions().with("2026-02-01T00:00:00Z", time).isRefused(25,
                    "versions[1].effective_from is \"" + time
                            + "\": must be after version 2026-01's, 2026-01-01T00:00:00.000Z");
        }
    }

    @Test void a_version_has_a_name_of_its_own() {
        twoVersions().with("2026-02\n", "'2026-01'\n").isRefused(24, "versions[1].version is "
                + "\"2026-01\": must be another name than an earlier version's");
    }

    @Test void a_version_keeps_every_plan_of_the_earlier_ones() {
        twoVersions().withLast("  free: ", "  basic: ").withLast("  pro: ", "  max: ")
                .isRefused(35, "versions[1].plans lacks free, pro: "
                        + "must have every plan of version 2026-01");
    }

    @Test void a_price_is_a_plain_decimal_within_its_bounds() {
        for (String price : List.of("-1", "10000000.000001", "10000001", "99999999999999999999",
                "0.0000001", "1.0000000", "1e-3", "5E0", ".5", "5.", "+5", "05", "0x10", "1_000",
                "1,5", ".inf", ".nan", "five", " ", "", "٣")) {
            defaultText().with("input: 3,", "input: \"" + price + "\",").isRefused(6,
                    "versions[0].prices.claude-sonnet-4-5.input is \""
                            + price.replace("٣", "\\u0663") + "\"" + PRICE);
        }
        defaultText().with("cache_read: 0.10", "cache_read: -0.10").isRefused(7,
                "versions[0].prices.claude-haiku-4-5.cache_read is \"-0.10\"" + PRICE);
        defaultText().with("cache_read: 0.10", "cache_read: null").isRefused(7,
                "versions[0].prices.claude-haiku-4-5.cache_read is \"null\"" + PRICE);
    }

    @Test void an_amount_is_a_plain_decimal_within_its_bounds() {
        defaultText().with("allowance_usd: 2, ", "allowance_usd: -2, ").isRefused(14,
                "versions[0].plans.free.allowance_usd is \"-2\"" + AMOUNT);
        defaultText().with("allowance_usd: 2, ", "allowance_usd: 0.0000000001, ").isRefused(14,
                "versions[0].plans.free.allowance_usd is \"0.0000000001\"" + AMOUNT);
        defaultText().with("max_usd: 2000}", "max_usd: 10000000.000000001}").isRefused(22,
                "versions[0].top_up.max_usd is \"10000000.000000001\"" + AMOUNT);
        defaultText().with("[5, 10, 20]", "[5, ten, 20]").isRefused(22,
                "versions[0].top_up.presets_usd[1] is \"ten\"" + AMOUNT);
        defaultText().with("[5, 10, 20]", "[\n      5, 10,\n      -20]").isRefused(24,
                "versions[0].top_up.presets_usd[2] is \"-20\"" + AMOUNT);
        defaultText().with("cap_usd: 200", "cap_usd: 1e3").isRefused(23,
                "versions[0].auto_reload.default_monthly_cap_usd is \"1e3\"" + AMOUNT);
    }

    @Test void a_least_amount_is_not_above_the_most() {
        defaultText().with("max_usd: 2000}", "max_usd: 4.99}").isRefused(22,
                "versions[0].top_up.max_usd is \"4.99\": must be at least min_usd, 5");
        defaultText().with("max_usd: 100}", "max_usd: 4}").isRefused(15,
                "versions[0].plans.pro.starter_credit.third_party_history.max_usd is \"4\": "
                        + "must be at least min_usd, 5");
    }

    @Test void a_starter_credit_is_at_least_a_dollar() {
        String path = ".starter_credit.";
        defaultText().with("per_seat_usd: 100", "per_seat_usd: 0.999999999").isRefused(16,
                "versions[0].plans.team" + path + "per_seat_usd is \"0.999999999\"" + STARTER);
        defaultText().with("fixed_usd: 200", "fixed_usd: 0").isRefused(17,
                "versions[0].plans.enterprise" + path + "fixed_usd is \"0\"" + STARTER);
        defaultText().with("min_usd: 5, max_usd: 100}", "min_usd: 0.5, max_usd: 100}").isRefused(15,
                "versions[0].plans.pro" + path + "third_party_history.min_usd is \"0.5\""
                        + STARTER);
        defaultText().with("min_usd: 5, max_usd: 100}", "min_usd: 5, max_usd: 0}").isRefused(15,
                "versions[0].plans.pro" + path + "third_party_history.max_usd is \"0\"" + STARTER);
    }

    @Test void a_starter_credit_is_of_exactly_one_kind() {
        String rule = " kinds: must have exactly one of "
                + "third_party_history, per_seat_usd, fixed_usd";
        defaultText().with("{per_seat_usd: 100, max_usd: 20000}", "{}").isRefused(16,
                "versions[0].plans.team.starter_credit has 0" + rule);
        defaultText().with("per_seat_usd: 100,", "per_seat_usd: 100, fixed_usd: 5,").isRefused(16,
                "versions[0].plans.team.starter_credit has 2" + rule);
    }

    @Test void a_starter_credit_left_half_written_is_refused() {
        defaultText().with("starter_credit: {fixed_usd: 200}", "starter_credit: ").isRefused(17,
                "versions[0].plans.enterprise.starter_credit is \"\": must be a map");
    }

    @Test void an_unknown_key_is_refused_at_every_level() {
        new CatalogText("\nversion: []\n").isRefused(2,
                "the file has the unknown key \"version\": must be one of versions");
        defaultText().with("late_usage_grace:", "late_grace:").isRefused(21,
                "versions[0] has the unknown key \"late_grace\": must be one of auto_reload, "
                        + "credit_expiring_warning, effective_from, first_party_apps, "
                        + "late_usage_grace, mid_cycle_change, model_aliases, plans, prices, "
                        + "service_tiers, starter_credit_lifetime, texts, top_up, unit_prices, "
                        + "version");
        defaultText().with("output: 5,", "out: 5,").isRefused(7,
                "versions[0].prices.claude-haiku-4-5 has the unknown key \"out\": must be one of "
                        + "cache_read, cache_write, cache_write_1h, input, long_context, output");
        defaultText().with("per_seat: true", "perSeat: true").isRefused(16,
                "versions[0].plans.team has the unknown key \"perSeat\": must be one of "
                        + "allowance_usd, extra_usage, max_balance_usd, per_seat, starter_credit");
        defaultText().with("{fixed_usd:", "{fixed:").isRefused(17,
                "versions[0].plans.enterprise.starter_credit has the unknown key \"fixed\": "
                        + "must be one of fixed_usd, max_usd, per_seat_usd, third_party_history");
        defaultText().with("{min_usd:", "{min:").isRefused(15,
                "versions[0].plans.pro.starter_credit.third_party_history has the unknown key "
                        + "\"min\": must be one of max_usd, min_usd");
        defaultText().with("presets_usd:", "presets:").isRefused(22, "versions[0].top_up has the "
                + "unknown key \"presets\": must be one of max_usd, min_usd, presets_usd");
        defaultText().with("first_backoff:", "backoff:").isRefused(23, "versions[0].auto_reload "
                + "has the unknown key \"backoff\": must be one of ask_again_after, "
                + "default_monthly_cap_usd, first_backoff, max_consecutive_declines");
        defaultText().with("{input: 1,", "{<<: {input: 1},").isRefused(7,
                "versions[0].prices.claude-haiku-4-5 has the unknown key \"<<\": must be one of "
                        + "cache_read, cache_write, cache_write_1h, input, long_context, output");
    }

    @Test void a_repeated_key_is_refused_at_every_level() {
        defaultText().withLast("P1D}\n", "P1D}\nversions: []\n").isRefused(24,
                "versions is repeated: must be given once, and is on line 1");
        defaultText().with("    late_usage_grace:", "    'version': 2\n    late_usage_grace:")
                .isRefused(21,
                        "versions[0].version is repeated: must be given once, and is on line 2");
        defaultText().with("claude-haiku-4-5:", "claude-opus-4-5:").isRefused(7,
                "versions[0].prices.claude-opus-4-5 is repeated: "
                        + "must be given once, and is on line 5");
        defaultText().with("output: 5,", "input: 5,").isRefused(7, "versions[0].prices"
                + ".claude-haiku-4-5.input is repeated: must be given once, and is on line 7");
        defaultText().with("      team: ", "      pro: ").isRefused(16,
                "versions[0].plans.pro is repeated: must be given once, and is on line 15");
        defaultText().with("per_seat: true", "extra_usage: true").isRefused(16, "versions[0].plans"
                + ".team.extra_usage is repeated: must be given once, and is on line 16");
        defaultText().with("max_usd: 100}", "min_usd: 100}").isRefused(15,
                "versions[0].plans.pro.starter_credit.third_party_history.min_usd is repeated: "
                        + "must be given once, and is on line 15");
        defaultText().with("max_usd: 2000}", "min_usd: 2000}").isRefused(22,
                "versions[0].top_up.min_usd is repeated: must be given once, and is on line 22");
    }

    @Test void a_missing_key_is_refused_at_every_level() {
        new CatalogText("# nothing yet\n{}\n").isRefused(1,
                "the file has no versions: must be given");
        defaultText().with("    late_usage_grace: PT24H\n", "").isRefused(2,
                "versions[0] has no late_usage_grace: must be given");
        defaultText().with("output: 5, ", "").isRefused(7,
                "versions[0].prices.claude-haiku-4-5 has no output: must be given");
        defaultText().with("allowance_usd: 30, ", "").isRefused(16,
                "versions[0].plans.team has no allowance_usd: must be given");
        defaultText().with("   extra_usage: false", "").isRefused(14,
                "versions[0].plans.free has no extra_usage: must be given");
        defaultText().with("min_usd: 5, max_usd: 100}", "min_usd: 5}").isRefused(15,
                "versions[0].plans.pro.starter_credit.third_party_history has no max_usd: "
                        + "must be given");
        defaultText().with("min_usd: 5, max_usd: 2000}", "max_usd: 2000}").isRefused(22,
                "versions[0].top_up has no min_usd: must be given");
        defaultText().with(", ask_again_after: P1D", "").isRefused(23,
                "versions[0].auto_reload has no ask_again_after: must be given");
    }

    @Test void a_value_of_the_wrong_kind_is_refused() {
        new CatalogText("- versions\n").isRefused(1, "the file is a list: must be a map");
        new CatalogText("versions: 5\n").isRefused(1, "versions is \"5\": must be a list");
        new CatalogText("versions:\n  a: 1\n").isRefused(1, "versions is a map: must be a list");
        new CatalogText("versions:\n  - 2026-01\n").isRefused(2,
                "versions[0] is \"2026-01\": must be a map");
        defaultText().with("[claude.ai, claude-mobile, claude-desktop]", "claude.ai").isRefused(18,
                "versions[0].first_party_apps is \"claude.ai\": must be a list");
        defaultText().with("input: 1,", "input: [1],").isRefused(7,
                "versions[0].prices.claude-haiku-4-5.input is a list: must be a single value");
        defaultText().with("{fixed_usd: 200}", "200").isRefused(17,
                "versions[0].plans.enterprise.starter_credit is \"200\": must be a map");
        defaultText().with("late_usage_grace: PT24H", "? [late_usage_grace]\n    : PT24H")
                .isRefused(21, "a key of versions[0] is a list: must be a single value");
    }

    @Test void a_catalog_without_versions_is_refused() {
        new CatalogText("versions: []\n").isRefused(1,
                "versions is empty: must have at least one version");
        new CatalogText("").isRefused(1, "the file is empty");
        new CatalogText("# soon\n").isRefused(1, "the file is empty");
    }

    @Test void a_time_is_in_utc_and_exists() {
        for (String time : List.of("2026-01-01", "2026-01-01T00:00:00+00:00", "yesterday", "")) {
            defaultText().with("2026-01-01T00:00:00Z", "'" + time + "'").isRefused(3,
                    "versions[0].effective_from is \"" + time
                            + "\": must be a time in UTC, YYYY-MM-DDThh:mm:ss[.f]Z");
        }
        defaultText().with("2026-01-01T00:00:00Z", "2026-02-29T00:00:00Z").isRefused(3,
                "versions[0].effective_from is \"2026-02-29T00:00:00Z\": "
                        + "must be a time that exists");
    }

    @Test void a_duration_is_iso_8601_and_not_negative() {
        for (String duration : List.of("90", "90D", "-P90D", "P-90D", "+P90D", "p90d", "P", "PT",
                "P1M", "P1Y", "P1W", "P36525DT1S", "PT0.0001S", "PT99999999999999999999H", "")) {
            defaultText().with("P7D", "\"" + duration + "\"").isRefused(20,
                    "versions[0].credit_expiring_warning is \"" + duration + "\"" + DURATION);
        }
    }

    @Test void lifetime_and_ask_again_after_of_zero_are_refused() {
        defaultText().with("P90D", "P0D").isRefused(19, "versions[0].starter_credit_lifetime is "
                + "\"P0D\": must be a duration longer than nothing");
        defaultText().with("P1D", "PT0S").isRefused(23, "versions[0].auto_reload.ask_again_after "
                + "is \"PT0S\": must be a duration longer than nothing");
    }

    @Test void declines_are_counted_from_1_to_1000() {
        for (String count : List.of("0", "-1", "1001", "3.0", "three")) {
            defaultText().with("max_consecutive_declines: 3", "max_consecutive_declines: " + count)
                    .isRefused(23, "versions[0].auto_reload.max_consecutive_declines is \"" + count
                            + "\": must be a whole number from 1 to 1000");
        }
    }

    @Test void a_switch_is_true_or_false() {
        for (String value : List.of("yes", "True", "1", "null")) {
            defaultText().with("per_seat: true", "extra_usage: " + value)
                    .with("allowance_usd: 30,  extra_usage: true, ", "allowance_usd: 30,")
                    .isRefused(16, "versions[0].plans.team.extra_usage is \"" + value
                            + "\": must be true or false");
        }
    }

    @Test void a_name_is_1_to_128_visible_characters() {
        String rule = ": must be 1 to 128 visible ASCII characters ('!' to '~')";
        String tooLong = "x".repeat(129);
        defaultText().with("version: 2026-01\n", "version:\n").isRefused(2,
                "versions[0].version is \"\"" + rule);
        defaultText().with("version: 2026-01\n", "version: null\n").isRefused(2,
                "versions[0].version is \"null\": must be a name");
        defaultText().with("      free: ", "      free plan: ").isRefused(14,
                "a key of versions[0].plans is \"free plan\"" + rule);
        defaultText().with("claude-haiku-4-5:", tooLong + ":").isRefused(7,
                "a key of versions[0].prices is \"" + tooLong + "\"" + rule);
        defaultText().with("[claude.ai, ", "[clàude.ai, ").isRefused(18,
                "versions[0].first_party_apps[0] is \"cl\\u00e0ude.ai\"" + rule);
    }

    @Test void an_app_is_listed_once() {
        defaultText().with("claude-mobile", "claude.ai").isRefused(18,
                "versions[0].first_party_apps[1] is \"claude.ai\": "
                        + "must be an app that is not in the list already, in whatever capitals");
    }
}
