package dev.extrausage.backup;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.SchemaIds;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas that values name by their ids, so that a backup is read without a registry, and is
 * restored only where the ids stand for the same schemas.
 */
final class SchemaCollector {
    private final SchemaIds ids;
    /** Anybody may write any id to an input: as many are looked up, and no more. */
    private static final int MOST_OF_SENDERS = 1_000;

    private final Set<Integer> seen = ConcurrentHashMap.newKeySet();
    private final Set<Integer> ofSenders = ConcurrentHashMap.newKeySet();

    SchemaCollector(SchemaIds ids) {
        this.ids = ids;
    }

    /** A value that a process of ours has written. Safe to call from any thread. */
    void see(byte[] value) {
        if (isFramed(value)) {
            seen.add(idOf(value));
        }
    }

    /** A value that may be anybody's, and may be none. Safe to call from any thread. */
    void seeOfSender(byte[] value) {
        if (isFramed(value) && ofSenders.size() < MOST_OF_SENDERS) {
            ofSenders.add(idOf(value));
        }
    }

    private static boolean isFramed(byte[] value) {
        return value != null && value.length >= AvroCodec.FRAME_BYTES && value[0] == 0;
    }

    private static int idOf(byte[] value) {
        return ByteBuffer.wrap(value).getInt(1);
    }

    /** The schemas by their ids, and those of the backup before, which may be null. */
    Map<Integer, String> texts(Manifest previous) {
        Map<Integer, String> texts = new TreeMap<>();
        if (previous != null) {
            texts.putAll(previous.schemas());
        }
        seen.forEach(id -> texts.put(id, ids.schemaOf(id).toString()));
        ofSenders.forEach(id -> {
            try {
                texts.put(id, ids.schemaOf(id).toString());
            } catch (BadRecord e) {
                // Such a value is rejected, before a restore and after it.
            }
        });
        return texts;
    }
}
