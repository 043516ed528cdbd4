package dev.extrausage.catalog;

import static dev.extrausage.catalog.CatalogText.defaultText;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Refusals of what rules 2 add to plans and terms, each with line and reason (section 3). */
class TermsRefusalTest {
    private static final String PLANS = "versions[0].plans.";

    @Test void a_greatest_balance_allows_the_least_top_up() {
        for (String most : List.of("4.999999999", "0")) {
            defaultText().with("max_balance_usd: 50000", "max_balance_usd: " + most).isRefused(17,
                    PLANS + "enterprise.max_balance_usd is \"" + most
                            + "\": must be at least top_up.min_usd, 5");
        }
        defaultText().with("max_balance_usd: 50000", "max_balance_usd: 10000001").isRefused(17,
                PLANS + "enterprise.max_balance_usd is \"10000001\": must be a plain decimal "
                        + "number from 0 to 10000000 with at most 9 decimals");
    }

    @Test void starter_credit_for_all_seats_is_at_least_a_dollar() {
        defaultText().with("max_usd: 20000", "max_usd: 0.99").isRefused(16,
                PLANS + "team.starter_credit.max_usd is \"0.99\": must be a plain decimal number "
                        + "from 1 to 10000000 with at most 9 decimals");
    }

    @Test void only_a_starter_credit_per_seat_has_a_most() {
        defaultText().with("{fixed_usd: 200}", "{fixed_usd: 200, max_usd: 300}").isRefused(17,
                PLANS + "enterprise.starter_credit has max_usd beside fixed_usd: "
                        + "must be given with per_seat_usd only");
        defaultText().with("{fixed_usd: 200}", "{max_usd: 300}").isRefused(17,
                PLANS + "enterprise.starter_credit has 0 kinds: must have exactly one of "
                        + "third_party_history, per_seat_usd, fixed_usd");
    }

    @Test void a_mid_cycle_change_is_full_or_prorated() {
        for (String change : List.of("Full", "none", "true", "")) {
            defaultText().with("mid_cycle_change: full", "mid_cycle_change: " + change)
                    .isRefused(11, "versions[0].mid_cycle_change is \"" + change
                            + "\": must be full or prorated");
        }
    }

    @Test void texts_are_words_for_people() {
        String rule = ": must be 1 to 200 Unicode characters, none a control character, "
                + "and not all spaces";
        defaultText().with("product: Claude", "product: ' '").isRefused(12,
                "versions[0].texts.product is \" \"" + rule);
        defaultText().with("product: Claude", "product: \"a\\nb\"").isRefused(12,
                "versions[0].texts.product is \"a\\u000ab\"" + rule);
        String url = "x".repeat(201);
        defaultText().with("settings_url: claude.ai/settings/usage", "settings_url: " + url)
                .isRefused(12, "versions[0].texts.settings_url is \"" + "x".repeat(140) + "…\""
                        + rule);
        defaultText().with("product: Claude", "name: Claude").isRefused(12,
                "versions[0].texts has the unknown key \"name\": "
                        + "must be one of product, settings_url");
    }

    @Test void keys_of_rules_2_are_given_once() {
        defaultText().with("    mid_cycle_change", "    texts: {}\n    mid_cycle_change")
                .isRefused(13, "versions[0].texts is repeated: "
                        + "must be given once, and is on line 11");
    }
}
