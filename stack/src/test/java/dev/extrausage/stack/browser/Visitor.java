package dev.extrausage.stack.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A person at a browser, who notes what a page must not do: log an error, be reported by the
 * content security policy, or ask another origin for something.
 */
final class Visitor {
    /** Chromium logs each answer of 400 and above; what the page says of it is tested itself. */
    private static final String REFUSED_ANSWER = "Failed to load resource";

    /** Each element is there, is rendered, and has nothing that is busy. */
    private static final String SETTLED = """
            () => {
              const all = [];
              const walk = (root) => root.querySelectorAll('*').forEach((element) => {
                all.push(element);
                if (element.shadowRoot) { walk(element.shadowRoot); }
              });
              walk(document);
              return document.readyState === 'complete' && all.some((e) => e.localName === 'main')
                  && all.every((e) => e.ariaBusy !== 'true' && !e.classList.contains('skeleton')
                      && (!e.localName.includes('-') || e.shadowRoot)
                      && (e.isUpdatePending === undefined || !e.isUpdatePending));
            }""";

    private static final double PICTURE_MILLIS = 10_000;

    private final BrowserContext context;
    private final String origin;
    private final Page page;
    private final List<String> faults = new ArrayList<>();
    private final List<String> otherOrigins = new ArrayList<>();

    Visitor(BrowserContext context, String origin) {
        this.context = context;
        this.origin = origin;
        context.addInitScript("addEventListener('securitypolicyviolation', (e) => console.error("
                + "'CSP', e.violatedDirective, e.blockedURI, e.sourceFile, e.lineNumber))");
        context.onConsoleMessage(this::heard);
        context.onWebError(error -> faults.add("thrown: " + error.error()));
        context.onRequest(this::asked);
        page = context.newPage();
    }

    private void heard(ConsoleMessage message) {
        boolean isBad = message.type().equals("error") || message.type().equals("warning");
        if (isBad && !message.text().startsWith(REFUSED_ANSWER)) {
            faults.add(message.type() + ": " + message.text());
        }
    }

    private void asked(Request request) {
        URI to = URI.create(request.url().replaceAll("[|{}\"]", ""));
        boolean isLocal = "data".equals(to.getScheme()) || "blob".equals(to.getScheme());
        if (!isLocal && !request.url().startsWith(origin + "/")
                && otherOrigins.stream().noneMatch(other -> request.url().startsWith(other))) {
            faults.add("asked another origin: " + request.url());
        }
    }

    /** Lets this test's pages ask that origin, too. */
    Visitor mayAsk(String other) {
        otherOrigins.add(other + "/");
        return this;
    }

    /** Follows a link that signs in. */
    Visitor enter(String link) {
        page.navigate(link);
        return this;
    }

    /** Goes to a path of the page. */
    Visitor at(String path) {
        page.navigate(path);
        return this;
    }

    /** Waits until nothing of the page says that it is loading. */
    Visitor settled() {
        page.waitForFunction(SETTLED);
        return this;
    }

    /** True where the page is wider than its window. */
    boolean isScrolledSideways() {
        return (Boolean) page.evaluate(
                "document.scrollingElement.scrollWidth > document.scrollingElement.clientWidth");
    }

    /** The page they look at. */
    Page page() {
        return page;
    }

    /** A second tab of the same browser. */
    Page secondTab() {
        return context.newPage();
    }

    /** Their browser: its cookies, its tabs. */
    BrowserContext browser() {
        return context;
    }

    /** The elements of that role and name, as a screen reader says them; of names, a part. */
    Locator see(AriaRole role, String name) {
        return page.getByRole(role, new GetByRoleOptions().setName(name));
    }

    /** A part of the page by its element. */
    Locator part(String element) {
        return page.locator(element);
    }

    /** A part's large figures in their order. */
    Locator figure(String element, int number) {
        return page.locator(element + " .big").nth(number);
    }

    /** The control with exactly that label. */
    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Chooses one of a part's radio buttons. */
    void choose(String element, String choice) {
        page.locator(element).getByRole(AriaRole.RADIO,
                new Locator.GetByRoleOptions().setName(choice).setExact(true)).check();
    }

    /** The line that says what an action did. */
    Locator announcement() {
        return page.locator(".eu-announcement");
    }

    /** The errors, reports and foreign requests that must not have happened. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    /** Writes what they see to a file, where the page still can be drawn. */
    void keepPicture(Path file) {
        try {
            page.screenshot(new Page.ScreenshotOptions().setPath(file).setTimeout(PICTURE_MILLIS));
        } catch (PlaywrightException e) {
            faults.add("no picture could be taken: " + e.getMessage());
        }
    }

    void leave() {
        context.close();
    }
}
