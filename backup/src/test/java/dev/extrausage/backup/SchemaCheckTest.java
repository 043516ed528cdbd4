package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.ReleasedSchemas;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The ids that values of a backup name, where they stand for the same, another or nothing. */
class SchemaCheckTest {
    private static final String USAGE = schema("Usage", "tokens");
    private final Map<Integer, String> kept = new TreeMap<>(
            Map.of(3, USAGE, 7, schema("Notice", "text")));

    private static String schema(String name, String field) {
        return "{\"type\": \"record\", \"name\": \"" + name + "\", \"namespace\": \"test\","
                + " \"fields\": [{\"name\": \"" + field + "\", \"type\": \"string\"}]}";
    }

    @Test void ids_that_stand_for_the_same_schemas_are_fine() {
        kept.put(9, schema("More", "than").replace("]}", "], \"doc\": \"words change nothing\"}"));
        Map<Integer, String> there = new HashMap<>(kept);
        there.put(9, schema("More", "than"));
        there.put(10, schema("Another", "one"));

        assertThatCode(() -> SchemaCheck.require(kept, new KeptSchemas(there)))
                .doesNotThrowAnyException();
    }

    @Test void an_id_that_means_something_else_is_named() {
        assertRefused(Map.of(3, schema("Notice", "text"), 7, USAGE),
                "schema id 3, under which values of the backup are test.Usage, is test.Notice"
                        + " here");
        assertRefused(Map.of(3, schema("Usage", "units")),
                "schema id 3, under which values of the backup are test.Usage, is another form of"
                        + " it here");
        assertRefused(Map.of(3, USAGE), "schema id 7, under which values of the backup are"
                + " test.Notice, is not known here");
    }

    private void assertRefused(Map<Integer, String> there, String why) {
        assertThatThrownBy(() -> SchemaCheck.require(kept, new KeptSchemas(there)))
                .isInstanceOf(BackupProblem.class).hasMessageStartingWith(why)
                .hasMessageContaining("--schema-registry").hasMessageEndingWith("changed");
    }

    @Test void ids_of_senders_are_kept_where_they_stand_for_something() {
        SchemaCollector collector = new SchemaCollector(ReleasedSchemas.load());
        collector.seeOfSender(null);
        collector.seeOfSender(new byte[] {0, 0});
        collector.seeOfSender(value(1));
        for (int id = 1_000_000; id < 1_002_000; id++) {
            collector.seeOfSender(value(id));
        }
        assertThat(collector.texts(null)).containsOnlyKeys(1);
    }

    private static byte[] value(int id) {
        return ByteBuffer.allocate(6).put((byte) 0).putInt(id).array();
    }
}
