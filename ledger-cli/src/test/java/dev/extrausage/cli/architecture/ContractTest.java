package dev.extrausage.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules that the tree cites are those of {@code docs/SPEC.md}, and it cites all of them. */
class ContractTest {
    private static final String SPEC = "docs/SPEC.md";
    private static final Contract CONTRACT = Contract.read(SourceTree.text(SPEC));
    private static final Contract SAMPLE = Contract.read("""
            ## 1. Words
            ## 2. Rules
            - **M1** The first.
            - **U2** (a) One part; (b) another.
            - **U10**² One that came later.
            """);

    @Test void every_rule_cited_exists_in_the_contract() {
        assertThat(CONTRACT.faults(citations(filesThatCite()))).isEmpty();
    }

    @Test void every_rule_is_cited_in_main_code() {
        List<Path> main = SourceTree.filesUnder("", ".java").stream()
                .filter(file -> SourceTree.nameOf(file).contains("/src/main/")).toList();

        assertThat(CONTRACT.uncited(citations(main))).isEmpty();
    }

    @Test void the_contracts_rules_and_sections_are_found() {
        assertThat(CONTRACT.rules()).containsKeys("M1", "D2", "C4", "U7", "P10", "A8", "J6");
        assertThat(CONTRACT.rules().get("D2").parts()).containsExactlyInAnyOrder("a", "b");
        assertThat(CONTRACT.sections()).contains(1, 12);
    }

    /** The contract is agreed on beside the repository, and each copy must be the whole of it. */
    @ParameterizedTest
    @ValueSource(strings = {"SPEC.md", "API.md"})
    void the_contract_equals_the_one_agreed_on(String name) {
        Path agreed = SourceTree.file("../shared/" + name).normalize();
        Assumptions.assumeTrue(Files.exists(agreed),
                "no folder \"shared\" beside the repository, so nothing to compare with");

        assertThat(SourceTree.file("docs/" + name)).hasSameBinaryContentAs(agreed);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', textBlock = """
            a.md   | as U3 says                 | a.md:1: SPEC.md has no U3
            a.md   | (**M2**)                   | a.md:1: SPEC.md has no M2
            a.md   | U2c                        | a.md:1: SPEC.md has no U2c
            a.md   | M1/M7, then                | a.md:1: SPEC.md has no M7
            a.md   | SPEC 14                    | a.md:1: SPEC.md has no section 14
            a.md   | sections 1 to 3            | a.md:1: SPEC.md has no section 3
            a.md   | SPEC §9                    | a.md:1: SPEC.md has no section 9
            a.yaml | # see U11                  | a.yaml:1: SPEC.md has no U11
            A.java | int i; // as in M9.        | A.java:1: SPEC.md has no M9
            A.java | /** The limit (M9). */     | A.java:1: SPEC.md has no M9
            A.java | fail("against U5's order") | A.java:1: SPEC.md has no U5
            """)
    void a_wrong_citation_is_found(String file, String text, String fault) {
        assertThat(SAMPLE.faults(Citation.in(file, text, SAMPLE.letters()))).containsExactly(fault);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', textBlock = """
            a.md   | M1, U2a and U2's U2b; U10 (SPEC 2)
            a.md   | P90D, PT24H, G1, T1 and U+0000
            a.md   | M9.py, 0xM9, m9, M900, M09 and $M9
            A.java | static final long M9 = 0x9E3779B9L;
            """)
    void a_right_citation_or_none_is_no_fault(String file, String text) {
        assertThat(SAMPLE.faults(Citation.in(file, text, SAMPLE.letters()))).isEmpty();
    }

    @Test void a_rule_that_nobody_cites_is_found() {
        assertThat(SAMPLE.uncited(Citation.in("A.java", "// M1", SAMPLE.letters())))
                .containsExactly("U2", "U10");
    }

    @Test void a_quotation_mark_as_a_character_begins_no_text() {
        assertThat(SAMPLE.faults(Citation.in("A.java", "char c = '\"'; int M9; // M8 \"",
                SAMPLE.letters()))).containsExactly("A.java:1: SPEC.md has no M8");
    }

    @Test void a_citation_names_its_line() {
        assertThat(SAMPLE.faults(Citation.in("A.java", """
                class A {
                    /** A text of the SPEC section
                     *  7. */
                    int M2;
                    // M3
                }
                """, SAMPLE.letters()))).containsExactly(
                        "A.java:5: SPEC.md has no M3", "A.java:2: SPEC.md has no section 7");
    }

    private static List<Path> filesThatCite() {
        return SourceTree.filesUnder("", ".java", ".md", ".yaml", ".yml", ".avsc").stream()
                .filter(file -> !SourceTree.nameOf(file).equals(SPEC))
                .filter(file -> !SourceTree.nameOf(file).endsWith("/ContractTest.java"))
                .toList();
    }

    private static List<Citation> citations(List<Path> files) {
        List<Citation> found = new ArrayList<>();
        for (Path file : files) {
            found.addAll(Citation.in(SourceTree.nameOf(file), SourceTree.text(file),
                    CONTRACT.letters()));
        }
        return found;
    }
}
