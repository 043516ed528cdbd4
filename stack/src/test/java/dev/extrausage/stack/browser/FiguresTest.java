package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.math.BigDecimal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each figure on the screen is the API's, whole and exact. */
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
    void the_browser_finds_the_chain_whole(Visitors visitors) {
        Visitor visitor = visitors.customer(rich);

        visitor.see(AriaRole.BUTTON, "Verify now").click();

        assertThat(visitor.part("extra-usage-verify").getByRole(AriaRole.STATUS))
                .containsText("entries hold, from 1 to " + rich.json().get("sequence"));
    }

    private static BigDecimal decimal(JsonNode json, String field) {
        return new BigDecimal(json.get(field).asText());
    }
}
