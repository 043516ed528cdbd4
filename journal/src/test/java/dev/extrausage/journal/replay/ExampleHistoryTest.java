package dev.extrausage.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.UtcTime;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleHistoryTest {
    private static final long NOW = UtcTime.parse("now", "2026-11-29T10:00:00Z");

    @Test void the_example_shows_who_pays_under_the_built_in_catalog() throws IOException {
        List<String> entries = replay(ExampleHistory.endingAt(NOW));

        assertThat(entries).hasSize(10).noneMatch(line -> line.contains("REFUSED"));
        assertThat(entries.get(3)).contains("\"from\":\"ALLOWANCE\"", "\"from\":\"EXTRA_USAGE\"");
        assertThat(entries.get(4)).contains("\"cost_nanos\":225000000,")
                .doesNotContain("\"from\":\"ALLOWANCE\"");
        assertThat(entries.get(5)).contains("\"outcome\":\"UNCOVERED\"",
                "\"reason\":\"OUT_OF_EXTRA_USAGE\"", "\"extra_usage_nanos\":0,");
        assertThat(entries.get(7)).contains("\"account_id\":\"acme\"", "\"from\":\"ALLOWANCE\"");
    }

    @Test void the_example_ends_at_the_time_asked_for() {
        List<String> lines = ExampleHistory.endingAt(NOW);

        assertThat(lines.get(lines.size() - 1))
                .contains("\"occurred_at\":\"2026-11-29T10:00:00.000Z\"");
        assertThat(ExampleHistory.endingAt(NOW)).isEqualTo(lines);
        assertThat(ExampleHistory.endingAt(NOW + 1)).doesNotContainAnyElementsOf(lines);
    }

    private static List<String> replay(List<String> lines) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Replay.run(new ByteArrayInputStream(
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8)), out,
                CatalogFile.defaultCatalog());
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
