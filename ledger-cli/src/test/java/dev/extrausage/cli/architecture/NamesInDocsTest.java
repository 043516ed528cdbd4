package dev.extrausage.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables of the glossary and of ARCHITECTURE name modules, classes and members that exist. */
class NamesInDocsTest {
    private static final String TABLE = """
            | word | where |
            |---|---|
            | cycle | %s |
            """;

    @ParameterizedTest
    @CsvSource({"docs/GLOSSARY.md, 100", "docs/ARCHITECTURE.md, 80"})
    void every_name_in_the_tables_is_in_the_tree(String document, int atLeast) {
        NamesInDocs.Findings found =
                NamesInDocs.check(SourceTree.text(document), NamesInDocs.ours());

        assertThat(found.faults()).isEmpty();
        assertThat(found.names()).isGreaterThan(atLeast);
    }

    @ParameterizedTest
    @ValueSource(strings = {"## The domain", "## The machinery", "## Not this word for that"})
    void the_glossary_has_each_word_once_and_by_the_alphabet(String heading) {
        String text = SourceTree.text("docs/GLOSSARY.md");
        assertThat(text).contains(heading + "\n");
        List<String> words = text.substring(text.indexOf(heading)).lines().skip(1)
                .takeWhile(line -> !line.startsWith("#")).filter(line -> line.startsWith("| "))
                .skip(1).map(line -> line.split("\\|")[1].replaceAll("[²,()]", "").trim())
                .toList();

        assertThat(words).doesNotHaveDuplicates().isNotEmpty()
                .isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', textBlock = """
            `core`: `Month`       | cycle: module core has no Month
            `core`: `Cycle.until` | cycle: module core has no Cycle.until
            `core`: `Cycle.o`     | cycle: module core has no Cycle.o
            `core`: `Cycle.next`  | cycle: module core has no Cycle.next
            `stream`: `Cycle`     | cycle: module stream has no Cycle
            `moon`: `Cycle`       | cycle: there is no module moon
            `core`: `terms.yaml`  | cycle: module core has no terms.yaml
            `Cycle`               | cycle: module  has no Cycle
            """)
    void a_name_that_is_not_there_is_found(String cell, String fault) {
        assertThat(NamesInDocs.check(TABLE.formatted(cell), new Sample()).faults())
                .contains(fault);
    }

    @Test void names_that_are_there_are_no_fault() {
        NamesInDocs.Findings found = NamesInDocs.check(TABLE.formatted(
                "`core`: `Cycle`, `Cycle.of`; its file (`core`): `cycle.yaml`"), new Sample());

        assertThat(found.faults()).isEmpty();
        assertThat(found.names()).isEqualTo(3);
    }

    private record Sample() implements NamesInDocs.Sources {
        @Override public Collection<String> of(String module, String file) {
            return module.equals("core") && List.of("Cycle.java", "cycle.yaml").contains(file)
                    ? List.of("record Cycle() { static Cycle of(long anchor) { return next(); } }")
                    : List.of();
        }

        @Override public boolean has(String module) {
            return !module.equals("moon");
        }
    }
}
