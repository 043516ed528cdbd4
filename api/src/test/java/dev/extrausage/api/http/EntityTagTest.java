package dev.extrausage.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.access.Head;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '\'', value = {
        "*; ; true", "\"7\"; ; true", "W/\"7\"; ; true", "\"6\", \"7\"; ; true",
        "\"6\"; \"7\"; true", "\"7\"; \"6\"; true", "\"6\"; *; false",
        "\"6\"; ; false", "7; ; false", "\"77\"; ; false", "'\"6\",'; \"8\"; false"})
    void a_list_of_tags_may_be_in_several_lines(String one, String other, boolean known) {
        assertThat(EntityTag.isKnown(Head.of("GET").with("If-None-Match", one)
                .with("If-None-Match", other).head(), "\"7\"")).isEqualTo(known);
    }
}
