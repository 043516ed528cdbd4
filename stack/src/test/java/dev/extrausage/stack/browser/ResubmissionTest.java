package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** Usage of an account that was opened too late is sent again, and counts once. */
@InChromium
class ResubmissionTest {
    private static final String BUTTON = "Send again…";
    private static final String TITLE = "Send refused usage again";

    @Test
    void refused_usage_is_paid_when_it_is_sent_again(
            ServedStack stack, Visitors visitors) {
        Customer late = refusedFirst(stack);
        JsonNode found = stack.write("POST", "/v1/resubmissions", ServedStack.object()
                .put("reason", "UNKNOWN_ACCOUNT").put("dry_run", true), stack.operatorKey());
        assertThat(found.get("sent").intValue()).isEqualTo(2);
        Visitor operator = visitors.staff(stack.operatorKey(), browser -> { })
                .at("/rejected-events");

        Locator list = operator.part("usage-rejected");
        StaffForm.open(list, BUTTON, TITLE).select("Refused because", "UNKNOWN_ACCOUNT")
                .foretells("Refused and not accepted since: " + found.get("open") + ".",
                        "Sent again: " + found.get("sent") + ", at a cost of "
                                + Usd.shown(found.get("cost_usd")) + " to their accounts.",
                        "Each is counted once, however often this is done.")
                .send("Send again").did("Sent again: 2.").did("Paid: 2").close();

        assertThat(late.json().at("/allowance/used_usd").asText()).isEqualTo("5");
        StaffForm.open(list, BUTTON, TITLE).select("Refused because", "UNKNOWN_ACCOUNT")
                .foretells("No usage was refused for this reason and not accepted since.")
                .send("Send again")
                .says("No usage was refused for this reason and not accepted since.");
        assertThat(late.json().at("/allowance/used_usd").asText()).isEqualTo("5");
    }

    /** A customer whose first two requests came before the account was opened. */
    private static Customer refusedFirst(ServedStack stack) {
        String id = "late-" + stack.newCustomer("anna").id();
        Customer early = new Customer(stack, id, stack.operatorKey());
        assertThat(early.entryOf(early.uses(2)).get("reason").asText())
                .isEqualTo("UNKNOWN_ACCOUNT");
        early.entryOf(early.uses(3));
        stack.write("POST", "/v1/accounts", ServedStack.object().put("account_id", id)
                .put("plan", "pro").put("seats", 1), stack.operatorKey());
        return early;
    }
}
