package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each figure of what is left, what came in, and how long it lasts is the API's, exactly. */
@InChromium
class FiguresTest {
    private static Customer rich;

    @BeforeAll
    static void make(ServedStack stack) {
        rich = RichAccount.make(stack, "rich");
    }

    @Test
    void both_pools_show_the_account_as_it_is(Visitors visitors) {
        Locator pools = visitors.customer(rich).part("extra-usage-balance");
        JsonNode account = rich.json();

        assertThat(pools.locator(".big").nth(0))
                .hasText(Usd.shown(account.at("/allowance/left_usd")));
        assertThat(pools).containsText(
                "left of " + Usd.shown(account.at("/allowance/whole_usd")));
        assertThat(pools).containsText(
                Usd.shown(account.at("/allowance/used_usd")) + " used this cycle");
        assertThat(pools.locator(".big").nth(1))
                .hasText(Usd.shown(account.at("/extra_usage/balance_usd")));
        assertThat(pools).containsText(Usd.shown(account.at("/extra_usage/spent_usd"))
                + " of this cycle's limit of $200.00 spent");
    }

    @Test
    void every_line_of_the_history_shows_its_entry(Visitors visitors) {
        Visitor visitor = visitors.customer(rich);

        rich.get("/entries?limit=25").get("entries").forEach(entry -> {
            Locator line = visitor.part("#entry-" + entry.get("sequence"));
            assertThat(line).containsText(entry.get("summary").asText());
            assertThat(line.locator(".right").nth(0)).containsText(
                    Usd.change(decimal(entry, "from_allowance_usd").negate()));
            assertThat(line.locator(".right").nth(1)).containsText(
                    Usd.change(decimal(entry, "extra_usage_change_usd")));
        });
    }

    @Test
    void the_grants_stand_in_the_order_of_drawing(Visitors visitors) {
        Locator part = visitors.customer(rich).settled().part("extra-usage-grants");
        JsonNode extra = rich.json().get("extra_usage");
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode grant : extra.get("grants")) {
            expected.add(List.of(String.valueOf(expected.size() + 1), expected.isEmpty()
                            ? kind(grant) + " Used next" : kind(grant),
                    Usd.shown(grant.get("left_usd")) + " of " + Usd.shown(whole(grant)), "Never",
                    AmericanTime.day(grant.get("granted_at"))));
        }
        expected.add(List.of("Together", Usd.shown(extra.get("balance_usd")), "", ""));

        assertThat(extra.get("grants")).hasSizeGreaterThan(1);
        assertThat(ShownTable.of(part, "Credits in the order they are used").rows())
                .isEqualTo(expected);
    }

    private static String kind(JsonNode grant) {
        return grant.get("kind").asText().equals("PURCHASE") ? "Bought" : "Given by support";
    }

    /** The amount that the entry that made a grant added. */
    private static String whole(JsonNode grant) {
        for (JsonNode entry : rich.get("/entries?type=CreditGranted&limit=200").get("entries")) {
            JsonNode change = rich.get("/entries/" + entry.get("sequence")).at("/cause/change");
            if (change.get("grant_id").equals(grant.get("grant_id"))) {
                return entry.get("extra_usage_change_usd").asText();
            }
        }
        throw new AssertionError("no entry made the grant " + grant);
    }

    @Test
    void how_long_it_lasts_is_the_range_of_the_forecast(Visitors visitors) {
        Locator part = visitors.customer(rich).settled().part("extra-usage-forecast");
        JsonNode forecast = rich.get("/forecast");
        List<List<String>> expected = new ArrayList<>();
        for (JsonNode rate : forecast.get("rates")) {
            int days = rate.get("days").intValue();
            expected.add(List.of(days == 1 ? "24 hours" : days + " days",
                    Usd.shown(rate.get("drawn_usd")), rate.get("per_day_usd").isNull() ? "–"
                            : Usd.shown(rate.get("per_day_usd")),
                    AmericanTime.day(rate.get("lasts_until"))));
        }
        String first = AmericanTime.day(forecast.get("lasts_from"));
        String last = AmericanTime.day(forecast.get("lasts_to"));

        assertThat(part.locator(".range")).hasText(
                first.equals(last) ? "until " + first : first + " – " + last);
        List<List<String>> shown = ShownTable.of(part, "How long it lasts").rows();
        for (int i = 0; i < expected.size(); i++) {
            // The pace of a day moves with each moment: cents are the same a second later.
            assertThat(cents(shown.get(i))).isEqualTo(cents(expected.get(i)));
        }
    }

    private static List<String> cents(List<String> row) {
        return row.stream().map(cell -> cell.replaceAll("(\\$\\d+\\.\\d\\d)\\d+", "$1")).toList();
    }

    @Test
    void the_browser_finds_the_chain_whole(Visitors visitors) {
        Visitor visitor = visitors.customer(rich);

        String last = rich.json().get("sequence").asText();
        visitor.field("Which entries").selectOption(new SelectOption().setLabel("All " + last));
        visitor.see(AriaRole.BUTTON, "Verify now").click();

        assertThat(visitor.part("extra-usage-verify").getByRole(AriaRole.STATUS))
                .containsText(last + " entries hold, from 1 to " + last);
    }

    private static BigDecimal decimal(JsonNode json, String field) {
        return new BigDecimal(json.get(field).asText());
    }
}
