package dev.extrausage.stack.browser;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The programs that a test in a browser needs, as they are found on the path.
 *
 * @param chromium the browser
 * @param node runs Playwright's driver; null: the driver brings its own (Maven's profile
 *     {@code bundled-node})
 */
record InstalledBrowser(Path chromium, Path node) {
    /** The least that Playwright 1.62 runs on. */
    private static final int OLDEST_NODE = 20;
    /** The one that can open no windows first: it takes a quarter less of the processors. */
    private static final List<String> BROWSERS = List.of("chromium-headless-shell",
            "chrome-headless-shell", "chromium", "chromium-browser", "google-chrome");
    private static final String ADVICE = " (Debian: apt-get install chromium-headless-shell"
            + " or chromium, and nodejs; where its"
            + " Node.js is older than " + OLDEST_NODE + ", add -Pbundled-node)";

    /** Finds them, or says what is missing. */
    static InstalledBrowser find() throws MissingProgram {
        Path chromium = BROWSERS.stream().flatMap(name -> onPath(name).stream()).findFirst()
                .orElseThrow(() -> new MissingProgram("no Chromium is installed" + ADVICE));
        Optional<Path> node = onPath("node").filter(InstalledBrowser::isNewEnough);
        if (node.isEmpty() && !isBundled()) {
            throw new MissingProgram("no Node.js of version " + OLDEST_NODE
                    + " or newer is installed" + ADVICE);
        }
        return new InstalledBrowser(chromium, node.orElse(null));
    }

    private static boolean isBundled() {
        return InstalledBrowser.class.getResource("/driver/linux/node") != null;
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program)).filter(Files::isExecutable).findFirst();
    }

    private static boolean isNewEnough(Path node) {
        try {
            Process asked = new ProcessBuilder(node.toString(), "--version").start();
            String version = new String(
                    asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(version.strip().replaceAll("^v|\\..*", "")) >= OLDEST_NODE;
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    /** Says which program is not there. */
    static final class MissingProgram extends Exception {
        private static final long serialVersionUID = 1L;

        private MissingProgram(String message) {
            super(message);
        }
    }
}
