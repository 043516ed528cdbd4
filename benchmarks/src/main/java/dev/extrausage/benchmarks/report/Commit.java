package dev.extrausage.benchmarks.report;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The state of the sources that was measured, as far as git knows. */
final class Commit {
    private static final String UNKNOWN = "unknown";

    private Commit() {}

    /** As {@code 0123abcd}, with {@code and changes} where files differ from it. */
    static String present() {
        try {
            Path built = Path.of(Commit.class.getProtectionDomain().getCodeSource().getLocation()
                    .toURI());
            Path folder = Files.isDirectory(built) ? built : built.getParent();
            String commit = git(folder, "rev-parse", "--short=10", "HEAD");
            boolean isChanged = !git(folder, "status", "--porcelain", "--untracked-files=no",
                    ":/*.java", ":/*pom.xml").isEmpty();
            return isChanged ? commit + " and changes" : commit;
        } catch (IOException | URISyntaxException e) {
            return UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return UNKNOWN;
        }
    }

    private static String git(Path folder, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(List.of(arguments));
        Process git = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!git.waitFor(10, TimeUnit.SECONDS) || git.exitValue() != 0) {
            throw new IOException("git does not know");
        }
        return said.strip();
    }
}
