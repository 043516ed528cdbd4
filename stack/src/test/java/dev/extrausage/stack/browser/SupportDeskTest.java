package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Support acts on an account: each form says it before and after, and the API agrees. */
@InChromium
class SupportDeskTest {
    private static Visitor supportAt(Customer customer, ServedStack stack, Visitors visitors) {
        return visitors.staff(stack.supportKey(), browser -> { }).at(customer.page(""));
    }

    @Test
    void goodwill_credit_is_given_until_a_day(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor support = supportAt(anna, stack, visitors);
        String day = LocalDate.now(ZoneOffset.UTC).plusDays(40).toString();
        String end = day + "T23:59:59.999Z";

        StaffForm form = StaffForm.open(support, "Give credit…", "Give goodwill credit")
                .fill("Amount ($)", "7.50").fill("Expires after", day)
                .foretells(anna.id() + " gets $7.50 of extra usage at once; no card is charged.",
                        "Extra usage goes from $0.00 to $7.50.",
                        "What is not used expires on " + AmericanTime.moment(end) + ".")
                .sendBecause("the outage of Tuesday", "Give credit")
                .did("$7.50 of extra usage is credited.");

        JsonNode grant = anna.json().at("/extra_usage/grants/0");
        assertThat(grant.get("kind").asText()).isEqualTo("GOODWILL");
        assertThat(grant.get("left_usd").asText()).isEqualTo("7.5");
        assertThat(grant.get("expires_at").asText()).isEqualTo(end);
        assertThat(anna.lastCause().get("note").asText()).isEqualTo("the outage of Tuesday");
        form.close();
        assertThat(support.see(AriaRole.BUTTON, "Give credit…")).isFocused();
        assertThat(support.figure("extra-usage-balance", 1)).hasText("$7.50");
    }

    @Test
    void what_is_over_supports_bound_is_said_beside_the_amount(
            ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor support = supportAt(anna, stack, visitors);

        StaffForm form = StaffForm.open(support, "Give credit…", "Give goodwill credit")
                .send("Give credit")
                .says("Enter an amount of more than zero, like 12.50.")
                .fill("Amount ($)", "100.01").send("Give credit")
                .says("Say why: the journal keeps the reason.")
                .sendBecause("generous", "Give credit")
                .says("Support may give and pay back 100 USD a call and 500 USD a day (UTC)");

        assertThat(form.field("Amount ($)")).isFocused();
        assertThat(form.field("Amount ($)")).hasAttribute("aria-invalid", "true");
        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("0");
    }

    @Test
    void free_credit_is_withdrawn_and_the_rest_is_kept(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.bySupport("/credits", ServedStack.object().put("amount_usd", "4"));
        anna.bySupport("/credits", ServedStack.object().put("amount_usd", "7.5"));
        Visitor support = supportAt(anna, stack, visitors);
        assertThat(support.part("usage-desk-void")).containsText(
                "Takes back credit that nobody paid for: $11.50 now.");

        StaffForm.open(support, "Withdraw…", "Withdraw free credit").choose("$7.50")
                .foretells("All that is left of this credit (Goodwill) is withdrawn: $7.50 now.",
                        "Extra usage goes from $11.50 to $4.00.",
                        "No card is charged or credited. It cannot be undone, only given anew.")
                .sendBecause("it was for another account", "Withdraw credit")
                .did("$7.50 of free credit is withdrawn.").close();

        JsonNode extra = anna.json().get("extra_usage");
        assertThat(extra.get("balance_usd").asText()).isEqualTo("4");
        assertThat(extra.get("grants")).hasSize(1);
        assertThat(anna.lastCause().at("/note").asText()).isEqualTo("it was for another account");
    }

    @Test
    void usage_is_given_back_to_each_pool_that_paid(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "5"));
        anna.entryOf(anna.uses(19));
        JsonNode overflow = anna.entryOf(anna.uses(2));
        Visitor support = supportAt(anna, stack, visitors);

        StaffForm form = StaffForm.open(support, "Give back…", "Give usage back")
                .fill("Number of the entry", "99999")
                .says("The account has no entry of that number.")
                .fill("Number of the entry", overflow.get("sequence").asText())
                .says(overflow.get("summary").asText())
                .foretells("$1.00 comes back to the plan allowance of this cycle.",
                        "$1.00 comes back to the credit “Bought” it came from, which then has"
                                + " $5.00; if that is not possible, as new credit that does not"
                                + " expire.")
                .sendBecause("it was our fault", "Give it back").did("The usage was given back.");

        anna.get("/entries?type=UsageReversed").get("entries").forEach(
                back -> form.says(back.get("summary").asText()));
        assertThat(anna.json().at("/allowance/left_usd").asText()).isEqualTo("1");
        assertThat(anna.json().at("/extra_usage/balance_usd").asText()).isEqualTo("5");
        form.close();
    }

    @Test
    void usage_that_was_given_back_is_not_given_twice(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        JsonNode used = anna.entryOf(anna.uses(3));
        anna.bySupport("/entries/" + used.get("sequence") + "/reverse", ServedStack.object());
        Visitor support = supportAt(anna, stack, visitors);

        StaffForm.open(support, "Give back…", "Give usage back")
                .fill("Number of the entry", used.get("sequence").asText())
                .says(used.get("summary").asText())
                .foretells("$3.00 does not come back: so much of this cycle’s allowance is not"
                        + " used any more.")
                .sendBecause("once more", "Give it back")
                .says("The usage of entry " + used.get("sequence") + " was given back before");

        assertThat(anna.json().at("/allowance/left_usd").asText()).isEqualTo("20");
    }

    @Test
    void starter_credit_is_offered_once_for_the_customer_to_claim(
            ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor customer = visitors.customer(anna);
        Visitor support = supportAt(anna, stack, visitors);

        StaffForm.open(support, "Offer…", "Offer starter credit")
                .fill("Third-party use before this ledger", "12.30")
                .foretells("The customer is offered what third-party apps drew in this cycle and"
                                + " the one before, rounded up to a whole dollar: at least $5.00,"
                                + " at most $100.00.",
                        "Nothing is credited until the customer claims it.",
                        "An account is offered it once; the amount is fixed now.")
                .sendBecause("came from another product", "Offer it")
                .did("Starter credit is on offer.")
                .did("$13.00 is on offer; the customer has not claimed it yet.").close();

        assertThat(anna.json().at("/starter_credit/amount_usd").asText()).isEqualTo("13");
        assertThat(anna.json().at("/starter_credit/claimed").booleanValue()).isFalse();
        assertThat(customer.see(AriaRole.BUTTON, "Claim $13")).isVisible();
        assertThat(support.see(AriaRole.BUTTON, "Offer…")).isDisabled();
        // Its own button can do nothing more: the keyboard goes on from what says so.
        assertThat(support.part("usage-desk-offer .breaks")).isFocused();
    }
}
