package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** Auto-reload says why it cannot or may not charge: each state really happens here. */
@InChromium
class AutoReloadStatesTest {
    @Test
    void a_cap_that_is_reached_is_said_with_its_end(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        reloads(anna, "15");
        stack.await("the reload", () ->
                anna.json().at("/auto_reload/reloaded_usd").asText().equals("15") ? true : null);

        Visitor visitor = visitors.customer(anna);

        assertState(anna, visitor, "capped", "Cap reached", "Another $15.00 would pass the cap, or"
                + " the most that your plan lets you hold. Nothing is charged until the cap is"
                + " raised or starts again on " + AmericanTime.day(anna.json().get("cycle_end"))
                + ".");
        assertThat(visitor.part("extra-usage-settings")).containsText(
                "When you fall below $5.00 we charge $15.00, at most $15.00 a month;"
                        + " $15.00 so far.");
    }

    @Test
    void a_spend_limit_that_is_reached_keeps_auto_reload_waiting(
            ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "20"));
        anna.does("PUT", "/settings/spend-limit",
                ServedStack.object().put("monthly_limit_usd", "2"));
        reloads(anna, "60");
        Visitor visitor = visitors.customer(anna);
        assertState(anna, visitor, "idle", "On", "Nothing is due: you have $20.00.");

        anna.entryOf(anna.uses("cursor", 3));

        assertState(anna, visitor, "limited", "Waiting", "The monthly spend limit is reached, and"
                + " credit that may not be spent is not bought.");
        assertThat(visitor.part("[data-state='spend-limit']")).hasText("Reached");
    }

    @Test
    void an_unanswered_charge_is_shown_as_under_way(
            ServedStack stack, Visitors visitors) {
        Customer ivy = stack.newCustomer("ivy+card-silent");
        Visitor visitor = visitors.customer(ivy);

        reloads(ivy, "60");

        assertState(ivy, visitor, "in_flight", "Charging", "A charge is under way. The credit is"
                + " added as soon as the card processor answers.");
    }

    private static void reloads(Customer customer, String cap) {
        ObjectNode setting = ServedStack.object().put("enabled", true).put("threshold_usd", "5")
                .put("amount_usd", "15").put("monthly_cap_usd", cap);
        customer.does("PUT", "/settings/auto-reload", setting);
    }

    private static void assertState(
            Customer customer, Visitor visitor, String state, String tag, String why) {
        Locator settings = visitor.part("extra-usage-settings");
        assertThat(settings.locator("[data-state='auto-reload']")).hasText(tag);
        assertThat(settings.locator("[data-why='auto-reload']")).hasText(why);
        assertThat(customer.json().at("/auto_reload/state").asText()).isEqualTo(state);
    }
}
