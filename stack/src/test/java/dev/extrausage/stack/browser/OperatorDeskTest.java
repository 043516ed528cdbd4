package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** An operator opens accounts, changes their plans, and closes them. */
@InChromium
class OperatorDeskTest {
    private static final String BECAUSE = "the contract of November";

    private static Visitor operatorAt(String path, ServedStack stack, Visitors visitors) {
        return visitors.staff(stack.operatorKey(), browser -> { }).at(path);
    }

    @Test
    void an_account_is_opened_and_leads_to_its_page(ServedStack stack, Visitors visitors) {
        String id = "opened-" + stack.newCustomer("anna").id();
        Visitor operator = operatorAt("/accounts", stack, visitors);

        StaffForm.open(operator, "New account", "New account").fill("Account ID", id)
                .select("Plan", "team").fill("Seats", "3")
                .foretells(id + " opens on the plan team, seats: 3.",
                        "Its plan allowance is $90.00 a billing cycle.",
                        "Its billing cycles start now.",
                        "If there is an open account of that ID, its plan changes instead.")
                .send("Open account").did(id + " is open on the plan team.");
        operator.see(AriaRole.LINK, "Go to its page").click();

        assertThat(operator.figure("extra-usage-balance", 0)).hasText("$90.00");
        JsonNode account = stack.get("/v1/accounts/" + id, stack.operatorKey());
        assertThat(account.get("plan").asText()).isEqualTo("team");
        assertThat(account.get("seats").intValue()).isEqualTo(3);
    }

    @Test
    void a_plan_is_changed_at_once(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.entryOf(anna.uses(3));
        Visitor operator = operatorAt(anna.page(""), stack, visitors);

        StaffForm.open(operator, "Change…", "Change the plan")
                .foretells("Nothing would change: the account has this plan.")
                .select("Plan", "team").fill("Seats", "2")
                .foretells("The plan becomes team, seats: 2, at once.",
                        "The allowance of a cycle becomes $60.00.",
                        "$3.00 of it is used in this cycle, so $57.00 is left until "
                                + AmericanTime.day(anna.json().get("cycle_end")) + ".")
                .sendBecause(BECAUSE, "Change now").did("The plan is changed.").close();

        JsonNode account = anna.json();
        assertThat(account.get("plan").asText()).isEqualTo("team");
        assertThat(account.get("seats").intValue()).isEqualTo(2);
        assertThat(account.at("/allowance/whole_usd").asText()).isEqualTo("60");
        assertThat(account.at("/allowance/left_usd").asText()).isEqualTo("57");
        assertThat(anna.lastCause().get("note").asText()).isEqualTo(BECAUSE);
        assertThat(operator.figure("extra-usage-balance", 0)).hasText("$57.00");
    }

    @Test
    void a_plan_without_extra_usage_freezes_the_credit(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "5"));
        Visitor operator = operatorAt(anna.page(""), stack, visitors);

        StaffForm.open(operator, "Change…", "Change the plan").select("Plan", "free")
                .foretells("The plan becomes free, seats: 1, at once.",
                        "The allowance of a cycle becomes $2.00.",
                        "$0.00 of it is used in this cycle, so $2.00 is left until "
                                + AmericanTime.day(anna.json().get("cycle_end")) + ".",
                        "This plan has no extra usage: the balance of $5.00 stays, frozen.")
                .sendBecause(BECAUSE, "Change now").did("The plan is changed.").close();

        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("5");
        assertThat(anna.json().at("/third_party/reason").asText())
                .isEqualTo("NO_EXTRA_USAGE_ACCESS");
    }

    @Test
    void the_next_cycles_plan_is_scheduled_and_called_off(
            ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        String end = AmericanTime.day(anna.json().get("cycle_end"));
        Visitor operator = operatorAt(anna.page(""), stack, visitors);

        StaffForm.open(operator, "Change…", "Change the plan").select("Plan", "enterprise")
                .fill("Own allowance ($)", "750").choose("With the next billing cycle, on " + end)
                .foretells("Nothing changes until " + end + ".",
                        "From then on: enterprise, seats: 1, $750.00 allowance a cycle.")
                .sendBecause(BECAUSE, "Schedule the change").did("The change is scheduled.")
                .close();

        assertThat(anna.json().get("plan").asText()).isEqualTo("pro");
        assertThat(anna.json().at("/next_plan/plan").asText()).isEqualTo("enterprise");
        assertThat(operator.part("usage-desk-plan")).containsText(
                "From " + end + " on: enterprise, seats: 1.");

        StaffForm.open(operator, "Change…", "Change the plan")
                .choose("With the next billing cycle, on " + end)
                .foretells("The scheduled change is called off; the present plan stays.")
                .sendBecause(BECAUSE, "Schedule the change").close();
        assertThat(anna.json().get("next_plan").isNull()).isTrue();
    }

    @Test
    void an_account_is_closed_and_keeps_its_credit(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "5"));
        Visitor operator = operatorAt(anna.page(""), stack, visitors);

        StaffForm.open(operator, "Close…", "Close the account")
                .foretells(anna.id() + " is closed at once: every request is blocked.",
                        "What is left of the allowance lapses: $20.00.",
                        "Extra usage of $5.00 is kept, frozen; bought credit can still be"
                                + " refunded.",
                        "Starting a plan opens the account again.")
                .sendBecause("asked for it", "Close the account").did("The account is closed.")
                .close();

        JsonNode account = anna.json();
        assertThat(account.get("closed").booleanValue()).isTrue();
        assertThat(account.at("/allowance/left_usd").asText()).isEqualTo("0");
        assertThat(account.at("/extra_usage/balance_usd").asText()).isEqualTo("5");
        assertThat(operator.part("usage-desk-close .breaks")).isFocused();
        assertThat(operator.see(AriaRole.BUTTON, "Close…")).isDisabled();
    }
}
