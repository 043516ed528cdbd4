package dev.extrausage.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Table TABLE =
            new Table("Rates", List.of("who", "events/s"), List.of(List.of("ledger", "1")));

    @TempDir private Path folder;

    private final Report report = Report.of(List.of(new Section("rounds", json(), "As it was.",
            List.of(TABLE))));

    @Test void the_json_begins_with_ratios_machine_and_time()
            throws IOException {
        Path file = folder.resolve("figures.json");

        report.writeJson(file);

        JsonNode read = new ObjectMapper().readTree(file.toFile());
        assertThat(read.at("/ratios/ledger_over_ceiling/median").doubleValue()).isEqualTo(0.5);
        assertThat(read.at("/rounds/ratios")).isEqualTo(read.get("ratios"));
        assertThat(read.at("/machine/cores").intValue()).isPositive();
        assertThat(read.at("/machine/cpu").textValue()).isNotEmpty();
        assertThat(read.get("commit").textValue()).isNotEmpty();
        assertThat(read.get("date").textValue()).endsWith("Z");
    }

    @Test void a_document_keeps_all_but_the_replaced_section() throws IOException {
        Path document = folder.resolve("PERFORMANCE.md");
        Files.writeString(document, """
                before
                <!-- bench:rounds -->
                old
                <!-- /bench:rounds -->
                after
                """);

        report.writeMarkdown(document);

        assertThat(Files.readString(document))
                .startsWith("before\n<!-- bench:rounds -->\n\nAs it was.\n\n**Rates**")
                .contains(report.commit(), report.machine().text())
                .endsWith("<!-- /bench:rounds -->\nafter\n").doesNotContain("old");
    }

    @Test void a_document_without_a_place_is_left_as_it_is() throws IOException {
        Path document = folder.resolve("PERFORMANCE.md");
        Files.writeString(document, "nothing\n");

        assertThatThrownBy(() -> report.writeMarkdown(document)).isInstanceOf(IOException.class)
                .hasMessageContaining("no place for the tables of rounds");
        assertThat(Files.readString(document)).isEqualTo("nothing\n");
    }

    private static JsonNode json() {
        try {
            return new ObjectMapper().readTree("""
                    {"ratios": {"ledger_over_ceiling": {"min": 0.4, "median": 0.5, "max": 0.6}}}
                    """);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
