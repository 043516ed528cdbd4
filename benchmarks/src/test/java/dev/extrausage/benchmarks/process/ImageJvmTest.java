package dev.extrausage.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ImageJvmTest {
    private static final Pattern FLAG = Pattern.compile("\"(-[^\"]+)\"");

    @Test void what_is_measured_runs_under_the_flags_of_the_image() throws IOException {
        String recipe = Files.readString(Path.of("../Dockerfile"));
        String entry = recipe.substring(recipe.indexOf("\nENTRYPOINT"), recipe.indexOf("\nCMD"));
        List<String> flags = FLAG.matcher(entry).results().map(f -> f.group(1)).toList();

        assertThat(flags).containsAll(ImageJvm.flags());
        assertThat(flags).filteredOn(f -> !ImageJvm.flags().contains(f)).containsExactly(
                "-XX:MaxRAMPercentage=50", "-XX:SharedArchiveFile=/opt/ledger/classes.jsa",
                "-Xlog:disable", "-Xlog:all=error:stderr",
                "-Dlogback.configurationFile=/opt/ledger/logback.xml");
    }
}
