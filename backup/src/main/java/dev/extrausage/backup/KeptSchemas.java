package dev.extrausage.backup;

import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.SchemaIds;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The schemas of a backup's values, by the ids that they had: what reads them without a Kafka. */
final class KeptSchemas implements SchemaIds {
    private final Map<Integer, Schema> schemas = new TreeMap<>();

    KeptSchemas(Map<Integer, String> texts) {
        texts.forEach((id, text) -> schemas.put(id, new Schema.Parser().parse(text)));
    }

    @Override public int idOf(String topic, Schema schema) {
        throw new UnsupportedOperationException("a backup is only read");
    }

    @Override public Schema schemaOf(int id) {
        Schema schema = schemas.get(id);
        if (schema == null) {
            throw new BadRecord("the backup has no schema of id " + id);
        }
        return schema;
    }

    @Override public void close() {
        // Nothing is waited for.
    }
}
