package dev.extrausage.catalog;

import static dev.extrausage.catalog.CatalogText.defaultText;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals of prices, aliases, tiers, units and names, each with line and reason (section 3). */
class PriceRefusalTest {
    private static final String HAIKU = "versions[0].prices.claude-haiku-4-5";
    private static final String LONG = "versions[0].prices.claude-sonnet-4-5.long_context";
    private static final String ALIASES =
            "model_aliases: {claude-sonnet-4-5-20250929: claude-sonnet-4-5}";

    @Test void a_long_context_has_a_threshold_and_every_price() {
        for (String tokens : List.of("-1", "1000000001", "9999999999", "200_000", "2e5", "1.0")) {
            defaultText().with("tokens: 200000,", "tokens: " + tokens + ",").isRefused(6,
                    LONG + ".above_input_tokens is \"" + tokens
                            + "\": must be a whole number from 0 to 1000000000");
        }
        defaultText().with("above_input_tokens: 200000, ", "").isRefused(6,
                LONG + " has no above_input_tokens: must be given");
        defaultText().with("output: 22.50, ", "").isRefused(6,
                LONG + " has no output: must be given");
        defaultText().with("output: 22.50", "output: 22.5000001").isRefused(6,
                LONG + ".output is \"22.5000001\": must be a plain decimal number "
                        + "from 0 to 10000000 with at most 6 decimals");
        defaultText().with("cache_read: 0.60", "cache_read: 0.60, long_context: {}").isRefused(6,
                LONG + " has the unknown key \"long_context\": must be one of above_input_tokens, "
                        + "cache_read, cache_write, cache_write_1h, input, output");
    }

    @Test void an_alias_means_a_priced_model() {
        for (String model : List.of("claude-sonnet-5", "claude-sonnet-4-5-20250929")) {
            defaultText().with(ALIASES,
                            "model_aliases: {claude-sonnet-4-5-20250929: " + model + "}")
                    .isRefused(8, "versions[0].model_aliases.claude-sonnet-4-5-20250929 is \""
                            + model + "\": must be a model that prices has");
        }
        defaultText().with(ALIASES,
                "model_aliases:\n      a: claude-haiku-4-5\n      b: a").isRefused(10,
                "versions[0].model_aliases.b is \"a\": must be a model that prices has");
        defaultText().with(ALIASES, "model_aliases: {a: [b]}").isRefused(8,
                "versions[0].model_aliases.a is a list: must be a single value");
    }

    @Test void an_alias_is_not_priced_itself() {
        for (String alias : List.of("claude-opus-4-5", "Claude-OPUS-4-5")) {
            defaultText().with(ALIASES, "model_aliases: {" + alias + ": claude-haiku-4-5}")
                    .isRefused(8, "versions[0].model_aliases." + alias
                            + " is priced itself: must be a name that prices does not have");
        }
    }

    @Test void names_that_differ_only_by_capitals_are_repeated() {
        defaultText().with("claude-haiku-4-5:", "Claude-Opus-4-5:").isRefused(7,
                "versions[0].prices.Claude-Opus-4-5 is repeated: must be given once, and is on "
                        + "line 5 as versions[0].prices.claude-opus-4-5 "
                        + "(capitals make no other name)");
        defaultText().with(ALIASES, "model_aliases: {x: claude-haiku-4-5, X: claude-haiku-4-5}")
                .isRefused(8, "versions[0].model_aliases.X is repeated: must be given once, and is "
                        + "on line 8 as versions[0].model_aliases.x (capitals make no other name)");
        defaultText().with("batch: 0.5", "Standard: 0.5").isRefused(9,
                "versions[0].service_tiers.Standard is repeated: must be given once, and is on "
                        + "line 9 as versions[0].service_tiers.standard "
                        + "(capitals make no other name)");
        defaultText().with("web_search: 0.01", "web_search: 0.01, Web_Search: 0.01").isRefused(10,
                "versions[0].unit_prices.Web_Search is repeated: must be given once, and is on "
                        + "line 10 as versions[0].unit_prices.web_search "
                        + "(capitals make no other name)");
        defaultText().with("claude-mobile", "Claude.ai").isRefused(18,
                "versions[0].first_party_apps[1] is \"Claude.ai\": "
                        + "must be an app that is not in the list already, in whatever capitals");
    }

    @Test void service_tiers_have_a_standard() {
        for (String tiers : List.of("{}", "{batch: 0.5}")) {
            defaultText().with("{standard: 1, batch: 0.5}", tiers)
                    .isRefused(9, "versions[0].service_tiers has no standard: must be given");
        }
        defaultText().with("service_tiers: {standard: 1, batch: 0.5}", "service_tiers: ")
                .isRefused(9, "versions[0].service_tiers is \"\": must be a map");
    }

    @Test void a_factor_is_0_to_100_with_4_decimals() {
        for (String factor : List.of("-0.5", "100.0001", "101", "0.50000", "1e0", "half")) {
            defaultText().with("batch: 0.5", "batch: " + factor).isRefused(9,
                    "versions[0].service_tiers.batch is \"" + factor + "\": must be a plain "
                            + "decimal number from 0 to 100 with at most 4 decimals");
        }
    }

    @Test void a_unit_price_is_0_to_10000_with_6_decimals() {
        for (String price : List.of("-1", "10000.000001", "10001", "0.0000001", "1e-2")) {
            defaultText().with("web_search: 0.01", "web_search: " + price).isRefused(10,
                    "versions[0].unit_prices.web_search is \"" + price + "\": must be a plain "
                            + "decimal number from 0 to 10000 with at most 6 decimals");
        }
    }

    @Test void names_of_aliases_tiers_and_units_are_visible_ascii() {
        String rule = ": must be 1 to 128 visible ASCII characters ('!' to '~')";
        defaultText().with(ALIASES, "model_aliases: {a b: claude-haiku-4-5}").isRefused(8,
                "a key of versions[0].model_aliases is \"a b\"" + rule);
        defaultText().with("batch: 0.5", "'': 0.5").isRefused(9,
                "a key of versions[0].service_tiers is \"\"" + rule);
        defaultText().with("web_search: 0.01", "sèarch: 0.01").isRefused(10,
                "a key of versions[0].unit_prices is \"s\\u00e8arch\"" + rule);
    }

    @Test void a_missing_price_names_its_model() {
        defaultText().with("cache_write_1h: 2,", "").isRefused(7,
                HAIKU + " has no cache_write_1h: must be given");
    }
}
