package dev.extrausage.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The index {@code docs/decisions/README.md} lists every record once and tells its status. */
class DecisionIndexTest {
    private static final String FOLDER = "docs/decisions";
    private static final Pattern CITED =
            Pattern.compile("\\b[Dd]ecisions?(?: (?:record )?|/)(\\d{4})\\b");

    @Test void the_index_lists_the_records_as_they_are() {
        assertThat(DecisionIndex.faults(records())).isEmpty();
    }

    @Test void every_decision_cited_exists() {
        List<String> numbers = records().keySet().stream().map(name -> name.substring(0, 4))
                .toList();

        for (Path file : SourceTree.filesUnder("", ".java", ".md", ".yml", ".yaml")) {
            assertThat(CITED.matcher(SourceTree.text(file)).results().map(found -> found.group(1)))
                    .as(SourceTree.nameOf(file)).isSubsetOf(numbers);
        }
    }

    @Test void an_index_like_its_records_has_no_fault() {
        assertThat(DecisionIndex.faults(sample())).isEmpty();
    }

    @ParameterizedTest(name = "[{index}] {2}")
    @CsvSource(delimiter = '!', quoteCharacter = '~', textBlock = """
            [One] -> [Eins]              ! README.md ! 0001 is not called "Eins"
            0003-three.md -> 0003-drei.md ! README.md ! 0003-drei.md, which is not there
            0003-three.md -> 0002-two.md ! README.md ! 0003 links to 0002-two.md
            "| 0003 " -> "| 0002 "       ! README.md ! 0003-three.md is not listed
            "| 0003 " -> "| 0002 "       ! README.md ! 0002 is listed twice
            " in force" -> " done"       ! README.md ! 0003 is listed as "done"
            " area | " -> " "            ! README.md ! its line is not [title](file)
            amended by -> replaced by    ! README.md ! 0001 has the status "replaced by
            amended by -> superseded by  ! README.md ! 0001 is listed as "superseded by
            by [0002](0002-two.md) -> by [0004](0004-four.md) ! README.md ! 0004-four.md, which is
            amended -> superseded        ! 0001-one.md ! says "superseded by
            Status: -> State:            ! 0001-one.md ! and says "in force"
            Amends -> Mends              ! 0002-two.md ! does not say that it amends 0001
            Amends -> Supersedes         ! 0002-two.md ! does not say that it amends 0001
            0001-one.md -> 0001-eins.md  ! 0002-two.md ! links to 0001-eins.md, which is not there
            # Three -> **Amends** [0001](0001-one.md) ! 0003-three.md ! 0001 is not listed as
            """)
    void a_wrong_index_or_record_is_found(String change, String file, String fault) {
        String[] fromTo = change.replace("\"", "").split(" -> ", 2);
        Map<String, String> files = sample();
        assertThat(files.get(file)).contains(fromTo[0]);
        files.compute(file, (name, text) -> text.replace(fromTo[0], fromTo[1]));

        assertThat(DecisionIndex.faults(files))
                .anySatisfy(found -> assertThat(found).contains(fault));
    }

    private static Map<String, String> sample() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("README.md", """
                | no. | decision | area | status |
                |---|---|---|---|
                | 0001 | [One](0001-one.md) | area | amended by [0002](0002-two.md) |
                | 0002 | [Two](0002-two.md) | area | in force |
                | 0003 | [Three](0003-three.md) | area | in force |
                """);
        files.put("0001-one.md", "# One\n\n**Status:** amended by [0002](0002-two.md).\n");
        files.put("0002-two.md", "# Two\n\n**Amends** [0001](0001-one.md): a part.\n");
        files.put("0003-three.md", "# Three\n");
        return files;
    }

    private static Map<String, String> records() {
        return SourceTree.filesUnder(FOLDER, ".md").stream().collect(Collectors.toMap(
                file -> file.getFileName().toString(), SourceTree::text, (a, b) -> a,
                TreeMap::new));
    }
}
