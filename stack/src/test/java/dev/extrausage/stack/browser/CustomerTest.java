package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.FilterOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Everything that a customer does on the page, and what the API says of it after. */
@InChromium
class CustomerTest {
    @Test
    void starter_credit_is_claimed_once_by_its_button(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.bySupport("/starter-credit/offer", ServedStack.object());
        String amount = Usd.shown(anna.json().at("/starter_credit/amount_usd"));
        Visitor visitor = visitors.customer(anna);

        assertThat(visitor.see(AriaRole.HEADING,
                "We've added a $5 credit to get you started.")).isVisible(); // SPEC 9's words
        visitor.see(AriaRole.BUTTON, "Claim $5").press("Enter");

        Locator said = visitor.see(AriaRole.STATUS, "").filter(
                new FilterOptions().setHasText("$5 is now in your extra usage."));
        assertThat(said).isFocused(); // it stands where the button was, and the keyboard with it
        assertThat(visitor.see(AriaRole.BUTTON, "Claim $5")).hasCount(0);
        assertThat(anna.json().at("/starter_credit/claimed").booleanValue()).isTrue();
        assertThat(visitor.figure("extra-usage-balance", 1)).hasText(amount);
    }

    @Test
    void a_preset_is_charged_and_credited_while_they_look(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);

        visitor.choose("extra-usage-top-up", "$20.00");
        assertThat(visitor.part("extra-usage-top-up")).containsText(
                "Your card is charged $20.00 now. Your extra usage will be $20.00.");
        visitor.see(AriaRole.BUTTON, "Charge $20.00 to your card").click();

        assertThat(visitor.part("extra-usage-top-up")).containsText(
                "$20.00 was charged and added to your extra usage.");
        assertThat(visitor.figure("extra-usage-balance", 1)).hasText("$20.00");
        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("20");
    }

    @Test
    void another_amount_is_charged_exactly_as_it_was_typed(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);

        visitor.choose("extra-usage-top-up", "Other");
        visitor.field("Another amount in US dollars").fill("4.99");
        assertThat(visitor.part("extra-usage-top-up")).containsText(
                "The amount must be from $5.00 to $2,000.00.");
        visitor.field("Another amount in US dollars").fill("12.34");
        visitor.see(AriaRole.BUTTON, "Charge $12.34 to your card").click();

        assertThat(visitor.part("extra-usage-top-up")).containsText("$12.34 was charged");
        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("12.34");
    }

    @Test
    void a_declined_card_is_told_in_words_and_credits_nothing(
            ServedStack stack, Visitors visitors) {
        Customer dora = stack.newCustomer("dora+card-declined");
        Visitor visitor = visitors.customer(dora);

        visitor.choose("extra-usage-top-up", "$10.00");
        visitor.see(AriaRole.BUTTON, "Charge $10.00 to your card").click();

        assertThat(visitor.part("extra-usage-top-up")).containsText("Nothing was charged: ");
        assertThat(dora.get("/top-ups").at("/top_ups/0/status").asText()).isEqualTo("declined");
        assertThat(dora.json().at("/extra_usage/balance_usd").asText()).isEqualTo("0");
    }

    @Test
    void auto_reload_is_set_as_its_sentence_says(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);

        Locator row = edit(visitor, "Auto-reload");
        visitor.field("When below ($)").fill("5");
        visitor.field("Charge ($)").fill("15");
        visitor.field("At most a month ($)").fill("60");
        // It is below it now, so that saving charges, and says so.
        assertThat(row).containsText("When you fall below $5.00 we charge $15.00, at most $60.00"
                + " a month; $0.00 so far.");
        visitor.see(AriaRole.BUTTON, "Save and charge $15.00").click();

        assertThat(visitor.announcement()).containsText("Auto-reload is saved.");
        assertThat(visitor.figure("extra-usage-balance", 1)).hasText("$15.00");
        JsonNode set = anna.json().get("auto_reload");
        assertThat(set.get("enabled").booleanValue()).isTrue();
        assertThat(set.get("threshold_usd").asText()).isEqualTo("5");
        assertThat(set.get("amount_usd").asText()).isEqualTo("15");
        assertThat(set.get("monthly_cap_usd").asText()).isEqualTo("60");
        assertThat(row).containsText("$15.00 so far.");
    }

    @Test
    void spend_limit_and_alert_are_set_and_taken_away(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);

        edit(visitor, "Monthly spend limit");
        visitor.field("Limit a month ($)").fill("40.5");
        save(visitor, "Monthly spend limit is saved.");
        assertThat(anna.json().at("/extra_usage/monthly_limit_usd").asText()).isEqualTo("40.5");

        edit(visitor, "Low-balance alert");
        visitor.field("When below ($)").fill("3");
        save(visitor, "Low-balance alert is saved.");
        assertThat(anna.json().get("low_balance_usd").asText()).isEqualTo("3");

        edit(visitor, "Monthly spend limit");
        visitor.field("Limit what is spent a month").uncheck();
        save(visitor, "Bought credit is spent as long as there is any");
        assertThat(anna.json().at("/extra_usage/monthly_limit_usd").isNull()).isTrue();
    }

    @Test
    void extra_usage_is_switched_off_and_on_again(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);

        edit(visitor, "Extra usage");
        visitor.see(AriaRole.BUTTON, "Turn extra usage off").click();
        assertThat(visitor.announcement()).containsText("Extra usage is saved.");
        assertThat(anna.json().at("/extra_usage/on").booleanValue()).isFalse();

        edit(visitor, "Extra usage");
        visitor.part("extra-usage-settings").getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Turn extra usage on")).click();
        assertThat(row(visitor, "Extra usage").getByText("On").first()).isVisible();
        stack.await("extra usage on", () ->
                anna.json().at("/extra_usage/on").booleanValue() ? true : null);
    }

    @Test
    void what_blocks_requests_is_said_and_buying_credit_ends_it(
            ServedStack stack, Visitors visitors) {
        Customer carl = stack.newCustomer("carl");
        Visitor visitor = visitors.customer(carl);
        Locator blocked = visitor.part("extra-usage-banner").getByRole(AriaRole.REGION,
                new Locator.GetByRoleOptions().setName("Requests are blocked"));
        Locator third = visitor.part("extra-usage-banner").getByRole(AriaRole.REGION,
                new Locator.GetByRoleOptions().setName("Third-party apps are blocked"));

        assertThat(third).containsText(carl.json().at("/third_party/message").asText());
        carl.entryOf(carl.uses(25));
        assertThat(blocked).containsText(carl.json().at("/first_party/message").asText());
        blocked.getByRole(AriaRole.BUTTON).click();
        visitor.choose("extra-usage-top-up", "$5.00");
        visitor.see(AriaRole.BUTTON, "Charge $5.00 to your card").click();

        assertThat(blocked).hasCount(0);
        assertThat(third).hasCount(0);
        assertThat(carl.json().at("/third_party/open").booleanValue()).isTrue();
    }

    private static Locator row(Visitor visitor, String name) {
        return visitor.part("extra-usage-settings").getByRole(AriaRole.LISTITEM)
                .filter(new FilterOptions().setHas(visitor.page().getByRole(AriaRole.HEADING,
                        new com.microsoft.playwright.Page.GetByRoleOptions().setName(name)
                                .setExact(true))));
    }

    private static Locator edit(Visitor visitor, String name) {
        Locator row = row(visitor, name);
        row.getByRole(AriaRole.BUTTON).first().click();
        return row;
    }

    private static void save(Visitor visitor, String said) {
        visitor.part("extra-usage-settings").getByRole(AriaRole.BUTTON,
                new Locator.GetByRoleOptions().setName("Save")).click();
        assertThat(visitor.announcement()).containsText(said);
    }
}
