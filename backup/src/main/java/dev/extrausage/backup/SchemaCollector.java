package dev.extrausage.backup;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.SchemaIds;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The schemas that values name by their ids, so that a backup is read without a registry. */
final class SchemaCollector {
    private final SchemaIds ids;
    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();

    SchemaCollector(SchemaIds ids) {
        this.ids = ids;
    }

    /** Safe to call from any thread. */
    void see(byte[] value) {
        if (value != null && value.length >= AvroCodec.FRAME_BYTES && value[0] == 0) {
            seen.add(ByteBuffer.wrap(value).getInt(1));
        }
    }

    /** The schemas by their ids, and those of the backup before, which may be null. */
    Map<Integer, String> texts(Manifest previous) {
        Map<Integer, String> texts = new TreeMap<>();
        if (previous != null) {
            texts.putAll(previous.schemas());
        }
        seen.forEach(id -> texts.put(id, ids.schemaOf(id).toString()));
        return texts;
    }
}
