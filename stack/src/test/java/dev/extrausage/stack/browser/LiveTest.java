package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** A page that nobody loads anew: it follows the account, its session and its server. */
@InChromium
class LiveTest {
    private static final double LONGER_THAN_THE_SESSION_MILLIS = 150_000;
    /** Makes each answer of an account what it is while the read model cannot follow the ledger. */
    private static final String BEHIND = """
            const asked = window.fetch;
            window.isBehind = true;
            window.fetch = async (...what) => {
              const answer = await asked(...what);
              if (!answer.ok || !answer.body || !String(what[0]).includes('/v1/accounts/')) {
                return answer;
              }
              const late = new TransformStream({ transform: (text, to) => to.enqueue(
                  window.isBehind ? text.replaceAll('"stale":false', '"stale":true') : text) });
              return new Response(answer.body.pipeThrough(new TextDecoderStream())
                  .pipeThrough(late).pipeThrough(new TextEncoderStream()),
                  { status: answer.status, headers: answer.headers });
            };""";

    @Test
    void a_usage_event_from_outside_moves_the_figures(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);
        assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$20.00");

        anna.uses(3);

        assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$17.00");
        assertThat(visitor.part("extra-usage-history")).containsText(
                anna.get("/entries").at("/entries/0/summary").asText());
    }

    @Test
    void two_tabs_show_what_either_does(ServedStack stack, Visitors visitors) {
        Visitor visitor = visitors.customer(stack.newCustomer("anna"));
        Page other = visitor.secondTab();
        other.navigate("/");
        assertThat(other.locator("usage-live-state")).hasText("Live");

        visitor.choose("extra-usage-top-up", "$5.00");
        visitor.see(AriaRole.BUTTON, "Charge $5.00 to your card").click();

        assertThat(other.locator("extra-usage-balance .big").nth(1)).hasText("$5.00");
        assertThat(visitor.figure("extra-usage-balance", 1)).hasText("$5.00");
    }

    @Test
    void a_refund_by_support_is_seen_by_the_customer(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        anna.does("POST", "/top-ups", ServedStack.object().put("amount_usd", "20"));
        Visitor customer = visitors.customer(anna);
        assertThat(customer.figure("extra-usage-balance", 1)).hasText("$20.00");
        Visitor support = visitors.staff(stack.supportKey(), browser -> { }).at(anna.page(""));

        support.see(AriaRole.BUTTON, "Refund…").click();
        support.page().getByLabel("Reason").fill("asked for it");
        support.see(AriaRole.BUTTON, "Refund to the card").click();

        assertThat(support.see(AriaRole.DIALOG, "Refund bought credit"))
                .containsText("Refund ordered: $20.00 goes back to the card.");
        assertThat(customer.figure("extra-usage-balance", 1)).hasText("$0.00");
        assertThat(customer.part("extra-usage-history")).containsText(
                anna.get("/entries").at("/entries/0/summary").asText());
    }

    @Test
    void stale_figures_say_so_until_they_are_the_newest(
            ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.stranger();
        visitor.browser().addInitScript(BEHIND);
        visitor.enter(stack.portalLink(anna.id(), 5));
        Locator strip = visitor.see(AriaRole.REGION, "The figures are not the newest");

        assertThat(strip).containsText("The ledger is catching up. These figures are of "
                + AmericanTime.moment(anna.json().get("known_at")).replaceAll(", \\d+:.*", ""));
        assertThat(visitor.part("usage-live-state")).containsText("the ledger is catching up");
        assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$20.00");

        visitor.page().evaluate("window.isBehind = false");
        anna.uses(1);
        assertThat(visitor.part("usage-live-state")).hasText("Live");
        assertThat(strip).hasCount(0);
        assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$19.00");
    }

    @Test
    void a_portal_session_that_ends_asks_to_come_again(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.stranger().enter(stack.portalLink(anna.id(), 1));
        assertThat(visitor.part("usage-live-state")).hasText("Live");

        assertThat(visitor.see(AriaRole.HEADING, "Sign in to see this page")).isVisible(
                new IsVisibleOptions().setTimeout(LONGER_THAN_THE_SESSION_MILLIS));
        assertThat(visitor.part("extra-usage-balance")).hasCount(0);
    }

    @Test
    void a_server_that_restarts_is_waited_for_and_followed(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);
        assertThat(visitor.part("usage-live-state")).hasText("Live");

        stack.stop();
        assertThat(visitor.part("usage-live-state")).containsText("reconnecting");
        assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$20.00");
        stack.startAgain();
        anna.uses(4);

        assertThat(visitor.part("usage-live-state")).hasText("Live");
        assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$16.00");
        assertThat(anna.json().at("/allowance/left_usd").asText()).isEqualTo("16");
    }
}
