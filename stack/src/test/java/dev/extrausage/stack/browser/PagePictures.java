package dev.extrausage.stack.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Takes the pictures of the page that the documents show, into {@code docs/page/}. No build runs
 * it: {@code mvn -pl stack -am -Dsurefire.failIfNoSpecifiedTests=false -Dtest=PagePictures verify}.
 */
@InChromium
class PagePictures {
    private static final Path FOLDER = Path.of("..", "docs", "page");
    private static final int HEIGHT = 1400;

    @Test
    void the_page_as_a_customer_and_our_people_see_it(ServedStack stack, Visitors visitors) {
        Customer rich = RichAccount.make(stack, "anna");
        take(visitors.customer(rich, browser -> browser.setViewportSize(960, HEIGHT)), "usage");
        take(visitors.customer(rich, browser -> browser.setViewportSize(960, HEIGHT)
                .setColorScheme(ColorScheme.DARK)), "usage-dark");
        take(visitors.customer(rich, browser -> browser.setViewportSize(360, HEIGHT)
                .setLocale("de-DE")), "usage-phone-de");
        Visitor why = visitors.customer(rich,
                browser -> browser.setViewportSize(960, HEIGHT)).settled();
        take(why.part("extra-usage-spending"), "spending");
        Locator line = why.part("extra-usage-history .line").filter(
                new Locator.FilterOptions().setHasText("claude-opus")).first();
        line.locator("button").first().click();
        why.settled();
        take(line, "why");
        take(visitors.staff(stack.supportKey(), browser -> browser.setViewportSize(960, HEIGHT))
                .at(rich.page("")), "support");
    }

    private static void take(Locator part, String name) {
        part.screenshot(new Locator.ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }

    private static void take(Visitor visitor, String name) {
        visitor.settled().page().screenshot(
                new ScreenshotOptions().setPath(FOLDER.resolve(name + ".png")));
    }
}
