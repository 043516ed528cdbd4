package dev.extrausage.backup;

import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.SchemaIds;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Holds the schema ids that a backup's values name against those of the Kafka that is restored: a
 * value is bytes under an id, and under another schema means nothing, or something else.
 */
final class SchemaCheck {
    private SchemaCheck() {}

    /**
     * Throws {@link BackupProblem} naming the first id that stands for another schema there.
     *
     * @param kept the backup's schemas by their ids, as JSON
     * @param there the source of ids of that Kafka
     */
    static void require(Map<Integer, String> kept, SchemaIds there) {
        new TreeMap<>(kept).forEach((id, text) -> {
            Schema schema = new Schema.Parser().parse(text);
            Schema found;
            try {
                found = there.schemaOf(id);
            } catch (BadRecord e) {
                throw differs(id, schema, "is not known here (" + e.getMessage() + ")");
            }
            if (!SchemaNormalization.toParsingForm(found).equals(
                    SchemaNormalization.toParsingForm(schema))) {
                throw differs(id, schema, found.getFullName().equals(schema.getFullName())
                        ? "is another form of it here" : "is " + found.getFullName() + " here");
            }
        });
    }

    private static BackupProblem differs(int id, Schema schema, String found) {
        return new BackupProblem("schema id " + id + ", under which values of the backup are "
                + schema.getFullName() + ", " + found + ": they could not be decoded. Name the"
                + " schema registry of the Kafka that was backed up, or one with its ids, by"
                + " --schema-registry; leave it out if there was none. Nothing was changed");
    }
}
