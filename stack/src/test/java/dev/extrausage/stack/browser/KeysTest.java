package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** A key of the API is made, shown once, used and revoked. */
@InChromium
class KeysTest {
    private static final int UNAUTHENTICATED = 401;

    @Test
    void a_key_works_until_it_is_revoked(
            ServedStack stack, Visitors visitors) {
        Customer anna = stack.newCustomer("anna");
        Visitor operator = visitors.staff(stack.operatorKey(), browser -> { }).at("/keys");

        StaffForm form = StaffForm.open(operator, "New key", "New key")
                .select("Role", "customer").fill("Account ID", anna.id())
                .foretells("Who has the key can read " + anna.id()
                                + ", change its settings, claim and top up.",
                        "It is valid until it is revoked.", "It is shown once: copy it then.")
                .sendBecause("for their own dashboard", "Make the key")
                .did("The key is made. This is the only time it is shown.");
        String key = form.field("Key").inputValue();
        form.close();

        assertThat(stack.answer("GET", anna.path(""), null, key).status()).isEqualTo(200);
        Locator row = operator.part("usage-keys tr").filter(
                new Locator.FilterOptions().setHasText(key.split("_")[1]));
        assertThat(row).containsText(anna.id());
        assertThat(operator.part("usage-keys")).not().containsText(key);

        StaffForm.open(row, "Revoke", "Revoke this key")
                .foretells("It stops to work at once, at every server.",
                        "It cannot be brought back; make a new one instead.")
                .send("Revoke").did("The key is revoked.").close();

        assertThat(row).containsText("Revoked");
        assertThat(stack.answer("GET", anna.path(""), null, key).status())
                .isEqualTo(UNAUTHENTICATED);
        assertThat(operator.part("usage-keys > section")).isFocused();
    }
}
