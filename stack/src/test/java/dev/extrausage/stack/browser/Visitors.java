package dev.extrausage.stack.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The people who look at the page in one test, each in a browser of their own. */
final class Visitors {
    private final Chromium chromium;
    private final ServedStack stack;
    private final List<Visitor> all = new ArrayList<>();

    Visitors(Chromium chromium, ServedStack stack) {
        this.chromium = chromium;
        this.stack = stack;
    }

    /** Somebody who is not signed in, with the usual browser: English, light, 1 000 pixels wide. */
    Visitor stranger() {
        return stranger(options -> { });
    }

    /** The same with a browser of another kind. */
    Visitor stranger(Consumer<NewContextOptions> kind) {
        NewContextOptions options = new NewContextOptions().setBaseURL(stack.url())
                .setLocale("en-US").setTimezoneId("UTC").setViewportSize(1000, 900);
        kind.accept(options);
        BrowserContext context = chromium.browser().newContext(options);
        context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
        Visitor visitor = new Visitor(context, stack.url());
        all.add(visitor);
        return visitor;
    }

    /** The account's owner, who came by a portal session's one-time link, at {@code /}. */
    Visitor customer(Customer customer) {
        return customer(customer, options -> { });
    }

    /** The same with a browser of another kind. */
    Visitor customer(Customer customer, Consumer<NewContextOptions> kind) {
        return stranger(kind).enter(stack.portalLink(customer.id(), 60));
    }

    /** An operator, who came by the link that {@code ./ledger up} prints. */
    Visitor operator() {
        return stranger().enter(stack.operatorLink());
    }

    /**
     * Somebody of our people, whose browser sends their key with each request: support and
     * finance sign in by an OpenID provider, which is not here.
     */
    Visitor staff(String key, Consumer<NewContextOptions> kind) {
        return stranger(options -> {
            options.setExtraHTTPHeaders(java.util.Map.of("Authorization", "Bearer " + key));
            kind.accept(options);
        });
    }

    /** Closes their browsers; where the test has passed, asserts what none may have caused. */
    void leave(boolean hasPassed) {
        all.forEach(Visitor::leave);
        if (hasPassed) {
            all.forEach(visitor -> assertThat(visitor.faults())
                    .as("errors on the console, reports of the content security policy,"
                            + " requests to other origins").isEmpty());
        }
    }
}
