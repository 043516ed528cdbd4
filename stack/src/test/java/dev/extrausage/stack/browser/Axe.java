package dev.extrausage.stack.browser;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Deque's axe-core, run in the page as a browser's developer tools would: past its CSP. */
final class Axe {
    private static final String SCRIPT = script();
    /** It checks the same, and does not write down each element that passes. */
    private static final String RUN = "axe.run({ resultTypes: ['violations'] })"
            + ".then((result) => result.violations.map((broken) =>"
            + " `${broken.id} (${broken.help}): ${broken.nodes.slice(0, 5).map((node) =>"
            + " `${node.target.flat().join(' ')} ${node.failureSummary}`).join('; ')}`))";

    private Axe() {}

    private static String script() {
        try (InputStream in = Axe.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The broken rules, of all that axe has switched on, each with the elements that break it. */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page) {
        if (!(Boolean) page.evaluate("typeof axe === 'object'")) {
            page.evaluate(SCRIPT);
        }
        return (List<String>) page.evaluate(RUN);
    }
}
