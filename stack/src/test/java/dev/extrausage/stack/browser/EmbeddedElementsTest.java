package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** Our elements on another product's page, which has a script tag and a portal session's token. */
@InChromium
class EmbeddedElementsTest {
    @Test
    void the_elements_work_on_a_page_of_another_origin(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        try (HostProduct host = new HostProduct(stack, anna)) {
            Visitor visitor = visitors.stranger().mayAsk(host.origin());
            visitor.at(host.origin() + "/");
            assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$20.00");

            anna.uses(2);
            assertThat(visitor.figure("extra-usage-balance", 0)).hasText("$18.00");
            visitor.choose("extra-usage-top-up", "$5.00");
            visitor.see(AriaRole.BUTTON, "Charge $5.00 to your card").click();

            assertThat(visitor.figure("extra-usage-balance", 1)).hasText("$5.00");
            assertThat(visitor.part("extra-usage-history")).containsText(
                    anna.get("/entries").at("/entries/0/summary").asText());
            assertThat(Axe.violations(visitor.page())).isEmpty();
        }
    }
}
