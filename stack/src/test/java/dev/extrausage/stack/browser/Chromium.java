package dev.extrausage.stack.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The installed Chromium under Playwright, whose driver runs on the installed Node.js.
 *
 * @param playwright the driver's other end
 * @param browser the browser, without a window
 */
record Chromium(Playwright playwright, Browser browser) implements AutoCloseable {
    /** A condition is awaited so long on a machine that does much else; none is asserted later. */
    static final double PATIENCE_MILLIS = 20_000;
    private static final List<String> FLAGS = List.of("--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync");

    /** Starts it. */
    static Chromium launch() {
        try {
            InstalledBrowser found = InstalledBrowser.find();
            Map<String, String> environment = new HashMap<>();
            environment.put("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
            if (found.node() != null) {
                environment.put("PLAYWRIGHT_NODEJS_PATH", found.node().toString());
            }
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(environment));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
            return new Chromium(playwright, playwright.chromium().launch(new LaunchOptions()
                    .setExecutablePath(found.chromium()).setArgs(FLAGS)));
        } catch (InstalledBrowser.MissingProgram e) {
            throw new IllegalStateException("was here a moment ago", e);
        }
    }

    @Override
    public void close() {
        playwright.close();
    }
}
