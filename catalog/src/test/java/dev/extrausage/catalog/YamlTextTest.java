package dev.extrausage.catalog;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Text that is no YAML, or not a catalog's, is refused with its line. */
class YamlTextTest {

    @Test void a_syntax_error_names_its_line() {
        new CatalogText("versions:\n  - version: 1\n    plans: [a\n    top_up: 5\n").isRefused(4,
                "not YAML: while parsing a flow sequence: expected ',' or ']', but got :");
        new CatalogText("versions:\n\t- version: 1\n").isRefused(2, "not YAML: while scanning for "
                + "the next token: found character '\\t(TAB)' that cannot start any token. "
                + "(Do not use \\t(TAB) for indentation)");
        new CatalogText("versions:\n- *later\n").isRefused(2,
                "not YAML: found undefined alias later");
    }

    @Test void an_illegal_yaml_character_is_refused_with_its_line() {
        new CatalogText("versions:\n# 😀\n- \u0007\n").isRefused(3,
                "not YAML: a character that may not be in it");
        new CatalogText("# x\n".repeat(5000) + "versions: \u0000").isRefused(5001,
                "not YAML: a character that may not be in it");
    }

    @Test void bytes_that_are_not_utf_8_name_their_line() {
        byte[] bytes = "versions:\n- é\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> CatalogFile.read("catalog.yaml", bytes))
                .hasMessage("catalog.yaml:2: the text is not UTF-8");
    }

    @Test void a_file_holds_one_document() {
        new CatalogText("versions: []\n---\nversions: []\n").isRefused(2, "not YAML: "
                + "expected a single document in the stream: but found another document");
    }

    @Test void tags_are_refused() {
        new CatalogText("\nversions: !catalog []\n").isRefused(2,
                "versions has the tag \"!catalog\": must have none");
        new CatalogText("!!binary versions: []\n").isRefused(1,
                "a key of the file has the tag \"tag:yaml.org,2002:binary\": must have none");
    }

    @Test void a_list_that_holds_itself_ends() {
        new CatalogText("versions: &all [*all]\n").isRefused(1,
                "versions[0] is a list: must be a map");
    }

    @Test void aliases_of_aliases_cost_no_more_than_the_file() {
        StringBuilder laughs = new StringBuilder("versions:\n- &a0 [lol]\n");
        for (int i = 1; i < 90; i++) {
            laughs.append("- &a%s [*a%s,*a%s]\n".formatted(i, i - 1, i - 1));
        }
        new CatalogText(laughs.toString()).isRefused(2, "versions[0] is a list: must be a map");
    }

    @Test void aliases_are_counted() {
        String aliases = "versions: [&a {},\n" + "*a,\n".repeat(1001) + "]\n";
        new CatalogText(aliases).isRefused(1002, "more than 1000 aliases");
    }

    @Test void nesting_is_bounded() {
        for (String opening : new String[] {"[", "- ", "? ", "{"}) {
            new CatalogText(opening.repeat(100_000)).isRefused(1, "nested more than 20 deep");
        }
    }

    @Test void a_file_is_at_most_3_mib() {
        new CatalogText("#" + " ".repeat(YamlText.MAX_BYTES)).isRefused(1,
                "the file is too long: must have at most 3145728 bytes");
    }
}
