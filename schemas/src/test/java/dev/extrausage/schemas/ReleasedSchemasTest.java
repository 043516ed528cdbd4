package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.schemas.ReleasedSchemas.Release;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReleasedSchemasTest {
    private final ReleasedSchemas releases = ReleasedSchemas.load();

    static Stream<Schema> contracts() {
        return Stream.of(UsageEvent.SCHEMA$, AccountEvent.SCHEMA$, BalanceChange.SCHEMA$,
                Balance.SCHEMA$, TopUpRequested.SCHEMA$, Notice.SCHEMA$).map(PlainSchema::of);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void a_contract_is_never_changed_without_being_released(Schema ours) throws IOException {
        Release newest = versionsOf(ours.getName()).stream().reduce((a, b) -> b).orElseThrow();

        String wanted = text(ours);
        Path candidate = Path.of("target", "to-release", ours.getName() + ".avsc");
        Files.createDirectories(candidate.getParent());
        Files.writeString(candidate, wanted);

        assertThat(text(newest.schema()))
                .as("src/main/avro differs from the newest release: check %s in as version %d and "
                        + "give it the next id in released/index.json", candidate,
                        newest.version() + 1)
                .isEqualTo(wanted);
    }

    @Test
    void the_readme_lists_every_id_with_its_contract_and_version() throws IOException {
        String listed = releases.all().stream()
                .map(r -> r.id() + " `" + r.schema().getName() + "` " + r.version())
                .collect(Collectors.joining(", ", "catalogue: ", "."));

        assertThat(Files.readString(Path.of("..", "README.md")).replaceAll("\\s+", " "))
                .contains(listed);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void values_are_written_under_the_newest_release(Schema ours) {
        Release newest = versionsOf(ours.getName()).stream().reduce((a, b) -> b).orElseThrow();

        assertThat(releases.idOf("some-topic", ours)).isEqualTo(newest.id());
        assertThat(releases.schemaOf(newest.id())).isEqualTo(newest.schema());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void every_release_is_fully_compatible_with_every_other(Schema ours) {
        List<Release> versions = versionsOf(ours.getName());
        for (Release older : versions) {
            for (Release newer : versions) {
                if (older.version() < newer.version()) {
                    assertThat(FullCompatibility.problems(older.schema(), newer.schema()))
                            .as("%s %d and %d", ours.getName(), older.version(), newer.version())
                            .isEmpty();
                }
            }
        }
    }

    @Test
    void ids_count_from_one_and_versions_of_a_contract_too() {
        Map<String, Integer> versions = new HashMap<>();
        int id = 0;
        for (Release release : releases.all()) {
            assertThat(release.id()).isEqualTo(++id);
            assertThat(release.version())
                    .isEqualTo(versions.merge(release.schema().getName(), 1, Integer::sum));
        }
        assertThat(versions).hasSize(6);
    }

    @Test
    void every_journal_release_ends_with_a_32_byte_hash() {
        assertThat(versionsOf("BalanceChange")).isNotEmpty().allSatisfy(release -> {
            List<Schema.Field> fields = release.schema().getFields();
            Schema.Field last = fields.get(fields.size() - 1);
            assertThat(last.name()).isEqualTo("hash");
            assertThat(last.schema().getFixedSize()).isEqualTo(32);
        });
    }

    @Test
    void an_unknown_id_is_a_bad_record_naming_it() {
        assertThatThrownBy(() -> releases.schemaOf(77)).isInstanceOf(BadRecord.class)
                .hasMessage("schema id 77 is unknown, the released schemas have ids 1 to 12");
    }

    @Test
    void a_schema_that_was_never_released_cannot_be_written() {
        Schema strange = new Schema.Parser().parse(
                "{\"type\":\"record\",\"name\":\"Notice\",\"fields\":[]}");

        assertThatThrownBy(() -> releases.idOf("notices", strange))
                .isInstanceOf(SchemaIds.SchemaRefused.class)
                .hasMessage("topic notices: this form of Notice was never released");
    }

    private static String text(Schema schema) throws IOException {
        return new ObjectMapper().readTree(schema.toString()).toPrettyString() + "\n";
    }

    private List<Release> versionsOf(String contract) {
        return releases.all().stream()
                .filter(r -> r.schema().getName().equals(contract)).toList();
    }
}
