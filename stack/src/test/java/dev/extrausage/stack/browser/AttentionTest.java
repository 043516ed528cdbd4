package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cases that need a person: a large refund needs two, and others are settled with a reason. */
@InChromium
class AttentionTest {
    private static String asker;
    private static String approver;

    @BeforeAll
    static void make(ServedStack stack) {
        asker = stack.newKey("finance", null);
        approver = stack.newKey("finance", null);
    }

    @Test
    void a_large_refund_is_paid_when_a_second_person_approves(
            ServedStack stack, Visitors visitors) {
        Customer anna = askedBack(stack, visitors);
        Visitor first = visitors.staff(asker, browser -> { }).at("/attention");
        assertThat(lineOf(anna, first)).containsText(
                "You asked for it yourself: another person of finance must approve it.");
        assertThat(button(lineOf(anna, first), "Approve…")).hasCount(0);

        Visitor second = visitors.staff(approver, browser -> { }).at("/attention");
        assertThat(lineOf(anna, second)).containsText(
                "asks to refund all that is left of the grant: “the contract was cancelled”");
        StaffForm.open(lineOf(anna, second), "Approve…", "Approve this refund")
                .foretells("$150.00 goes back to the card that paid for it; " + anna.id()
                                + " has that much less extra usage.",
                        "It is ordered in the name of who asked, with both reasons. The case is"
                                + " then settled.")
                .sendBecause("checked the contract", "Approve and refund")
                .did("Approved: the refund is ordered.").close();

        assertThat(lineOf(anna, second)).hasCount(0);
        assertThat(second.part("usage-attention > section")).isFocused();
        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("0");
        assertThat(anna.lastCause().get("note").asText())
                .contains("the contract was cancelled").contains("checked the contract");
        assertThat(casesOf(anna, "open")).isEmpty();
        second.see(AriaRole.BUTTON, "Settled").click();
        assertThat(lineOf(anna, second)).containsText("“Approved: checked the contract”");
    }

    @Test
    void a_large_refund_that_is_turned_down_moves_nothing(ServedStack stack, Visitors visitors) {
        Customer anna = askedBack(stack, visitors);
        Visitor second = visitors.staff(approver, browser -> { }).at("/attention");

        StaffForm.open(lineOf(anna, second), "Turn down…", "Turn this refund down")
                .foretells("Nothing is refunded; " + anna.id() + " keeps its credit.",
                        "The case is settled, with your reason.")
                .sendBecause("the contract goes on", "Turn down")
                .did("Turned down: nothing was refunded.").close();

        assertThat(lineOf(anna, second)).hasCount(0);
        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("150");
        assertThat(casesOf(anna, "open")).isEmpty();
        assertThat(casesOf(anna, "settled").at("/0/settled/note").asText())
                .isEqualTo("Turned down: the contract goes on");
    }

    @Test
    void a_refund_that_failed_is_settled_with_a_reason(ServedStack stack, Visitors visitors) {
        Customer remy = stack.newCustomer("remy+card-no-refund");
        remy.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "10"));
        remy.bySupport("/refunds", ServedStack.object()
                .put("grant_id", remy.json().at("/extra_usage/grants/0/grant_id").asText()));
        JsonNode failed = stack.await("the case of the refund", () -> {
            JsonNode cases = casesOf(remy, "open");
            return cases.isEmpty() ? null : cases.get(0);
        });
        Visitor operator = visitors.staff(stack.operatorKey(), browser -> { }).at("/attention");
        assertThat(lineOf(remy, operator)).containsText("Refund failed");
        assertThat(lineOf(remy, operator)).containsText(failed.get("todo").asText());

        StaffForm.open(lineOf(remy, operator), "Settle…", "Settle this case")
                .foretells("The case leaves the list and is kept as settled for 35 days, with"
                                + " your reason.",
                        "The ledger itself does nothing: no money moves.")
                .sendBecause("paid by bank transfer", "Settle").did("The case is settled.")
                .close();

        assertThat(lineOf(remy, operator)).hasCount(0);
        assertThat(casesOf(remy, "settled").at("/0/settled/note").asText())
                .isEqualTo("paid by bank transfer");
    }

    /** A customer whose $150 a person of finance has asked to be paid back, by the page's form. */
    private static Customer askedBack(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "150"));
        Visitor finance = visitors.staff(asker, browser -> { }).at(anna.page(""));
        StaffForm.open(finance, "Refund…", "Refund bought credit")
                .foretells("$150.00 goes back to the card that paid for this credit.",
                        "Nothing of this credit stays on the account.",
                        "Extra usage goes from $150.00 to $0.00.",
                        "If usage draws on it meanwhile, less is left and less is refunded.",
                        "Above support’s bound a second person of finance must approve it first.")
                .sendBecause("the contract was cancelled", "Refund to the card")
                .waits("Not done yet: it waits for a second person of finance, on the attention"
                        + " list.").close();
        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("150");
        return anna;
    }

    private static JsonNode casesOf(Customer customer, String state) {
        return customer.stack().get("/v1/attention?state=" + state + "&account_id="
                + customer.id().replace("+", "%2B"), approver).get("cases");
    }

    private static Locator lineOf(Customer customer, Visitor visitor) {
        return visitor.part("usage-attention li").filter(
                new Locator.FilterOptions().setHas(visitor.page().getByRole(AriaRole.LINK,
                        new com.microsoft.playwright.Page.GetByRoleOptions()
                                .setName(customer.id()).setExact(true))));
    }

    private static Locator button(Locator line, String name) {
        return line.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }
}
