package dev.extrausage.stack.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every view for everybody: by axe's rules in both themes and by width, and by keyboard. */
@InChromium
class AccessibilityTest {
    private static final List<ColorScheme> THEMES = List.of(ColorScheme.LIGHT, ColorScheme.DARK);
    private static final int[] WIDTHS = {360, 768, 1440};
    /** No rule of axe sees more of it than of the widths around it, and each run takes long. */
    private static final int BETWEEN = 768;
    private static final int HEIGHT = 900;
    private static final List<String> OF_OPERATORS =
            List.of("/accounts", "/attention", "/keys", "/rejected-events", "/actions");
    private static final List<String> OF_FINANCE =
            List.of("/accounts", "/attention", "/trial-balance", "/actions");

    private static Customer rich;
    private static Customer fresh;

    @BeforeAll
    static void make(ServedStack stack) {
        rich = RichAccount.make(stack, "rich");
        fresh = stack.newCustomer("fresh");
    }

    @Test
    void the_views_of_customers_break_no_rule_of_axe(Visitors visitors) {
        look(visitors.customer(rich, AccessibilityTest::calm),
                List.of("/", rich.page("/entries/3"), rich.page("/statements/" + rich.cycle()),
                        "/accounts/nobody"));
        look(visitors.customer(fresh, AccessibilityTest::calm), List.of("/"));
        look(visitors.stranger(AccessibilityTest::calm), List.of("/"));
    }

    @Test
    void the_views_of_our_people_break_no_rule_of_axe(ServedStack stack, Visitors visitors) {
        look(visitors.staff(stack.operatorKey(), AccessibilityTest::calm), OF_OPERATORS);
        look(visitors.staff(stack.financeKey(), AccessibilityTest::calm), OF_FINANCE);
        look(visitors.staff(stack.supportKey(), AccessibilityTest::calm),
                List.of(rich.page("")));
    }

    private static void calm(Browser.NewContextOptions browser) {
        browser.setReducedMotion(ReducedMotion.REDUCE);
    }

    private static void look(Visitor visitor, List<String> paths) {
        List<String> broken = new ArrayList<>();
        for (String path : paths) {
            visitor.at(path).settled();
            for (int width : WIDTHS) {
                visitor.page().setViewportSize(width, HEIGHT);
                for (ColorScheme theme : THEMES) {
                    prefer(theme, visitor.page());
                    String where = path + " in " + theme + " at " + width;
                    if (width != BETWEEN) {
                        Axe.violations(visitor.page())
                                .forEach(violation -> broken.add(where + ": " + violation));
                    }
                    if (visitor.isScrolledSideways()) {
                        broken.add(where + " is wider than the window");
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Changes the colours of the loaded page, as a system does in the evening. */
    private static void prefer(ColorScheme theme, Page page) {
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(theme)
                .setReducedMotion(ReducedMotion.REDUCE));
        assertThat(page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo(theme == ColorScheme.DARK);
    }

    @Test
    void the_keyboard_stays_where_it_acted(ServedStack stack, Visitors visitors) {
        Visitor anna = visitors.customer(stack.newCustomer("anna"));
        anna.choose("extra-usage-top-up", "$5.00");
        Locator charge = anna.see(AriaRole.BUTTON, "Charge $5.00 to your card");
        charge.press("Enter");
        assertThat(anna.part("extra-usage-top-up")).containsText("$5.00 was charged");
        assertThat(charge).isFocused();

        Visitor otto = visitors.customer(stack.newCustomer("otto+card-declined"));
        Locator edit = otto.part("#edit-auto-reload");
        edit.press("Enter");
        otto.field("When below ($)").fill("5");
        otto.field("Charge ($)").fill("15");
        otto.see(AriaRole.BUTTON, "Save and charge $15.00").press("Enter");
        assertThat(edit).isFocused();
        otto.see(AriaRole.BUTTON, "Resume and charge $15.00").press("Enter");
        assertThat(otto.announcement()).containsText("Auto-reload goes on.");
        assertThat(edit).isFocused();
    }

    @Test
    void the_tab_key_reaches_every_control(ServedStack stack, Visitors visitors) {
        Visitor customer = visitors.customer(rich).settled();
        assertThat(Keyboard.unreached(customer.page())).isEmpty();

        Visitor operator = visitors.staff(stack.operatorKey(), browser -> { });
        for (String path : OF_OPERATORS) {
            operator.at(path).settled();
            assertThat(Keyboard.unreached(operator.page())).as(path).isEmpty();
        }
    }
}
