package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** The frame around all parts: signing in and out, languages, places, what is loaded. */
@InChromium
class ShellTest {
    private static final int FIRST_VIEW_BYTES = 100 * 1024;

    @Test
    void a_stranger_is_asked_to_sign_in_and_shown_nothing(Visitors visitors) {
        Visitor stranger = visitors.stranger().at("/");

        assertThat(stranger.see(AriaRole.HEADING, "Sign in to see this page")).isVisible();
        assertThat(stranger.part("usage-account-page")).hasCount(0);
    }

    @Test
    void a_portal_link_leads_its_customer_to_their_usage(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor visitor = visitors.customer(anna);

        assertThat(visitor.page().getByRole(AriaRole.HEADING,
                new com.microsoft.playwright.Page.GetByRoleOptions().setLevel(1)))
                .hasText("Usage");
        assertThat(visitor.page().getByText("Signed in as " + anna.id())).isVisible();
        assertThat(visitor.part("usage-live-state")).hasText("Live");
    }

    @Test
    void signing_out_ends_what_the_browser_may_see(ServedStack stack, Visitors visitors) {
        Visitor visitor = visitors.customer(stack.newCustomer("anna"));

        visitor.see(AriaRole.BUTTON, "Sign out").click();
        assertThat(visitor.see(AriaRole.HEADING, "Sign in to see this page")).isVisible();
        visitor.at("/");

        assertThat(visitor.see(AriaRole.HEADING, "Sign in to see this page")).isVisible();
    }

    @Test
    void a_german_browser_is_told_everything_in_german(ServedStack stack, Visitors visitors) {
        Visitor visitor = visitors.customer(stack.newCustomer("anna"),
                browser -> browser.setLocale("de-DE"));

        assertThat(visitor.page().locator("html")).hasAttribute("lang", "de");
        assertThat(visitor.see(AriaRole.HEADING, "Nutzung").first()).isVisible();
        assertThat(visitor.see(AriaRole.BUTTON, "Abmelden")).isVisible();
    }

    @Test
    void anothers_account_is_as_if_it_were_not_there(ServedStack stack, Visitors visitors) {
        Customer bert = stack.newCustomer("bert");
        Visitor anna = visitors.customer(stack.newCustomer("anna")).at("/accounts/" + bert.id());

        assertThat(anna.see(AriaRole.HEADING, "There is no such page")).isVisible();
        anna.see(AriaRole.LINK, "Back").click();
        assertThat(anna.see(AriaRole.BUTTON, "Sign out")).isVisible();
        assertThat(anna.part("usage-live-state")).hasText("Live");
    }

    @Test
    void the_first_view_fits_in_a_hundred_kilobytes(ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        // While it is summed up, Playwright may tell of further requests.
        List<Request> asked = new CopyOnWriteArrayList<>();
        Visitor visitor = visitors.stranger();
        visitor.page().onRequestFinished(asked::add);

        visitor.enter(stack.portalLink(anna.id(), 5));
        assertThat(visitor.part("usage-live-state")).hasText("Live");
        int bytes = asked.stream().mapToInt(request -> request.sizes().responseBodySize).sum();

        assertThat(bytes).as("bytes of %s", asked.stream().map(Request::url).toList())
                .isPositive().isLessThan(FIRST_VIEW_BYTES);
    }
}
