package dev.extrausage.client.publish;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Encodes events for the spool, and from there for Kafka. In the spool they carry the schema ids
 * that are checked in, so publishing waits for no registry. The delivery thread replaces them by
 * the ids of the registry in use, and it alone waits for that one.
 */
final class SpoolCodec {
    private final ReleasedSchemas released = ReleasedSchemas.load();
    private final AvroCodec<UsageEvent> codec =
            new AvroCodec<>(UsageEvent.class, Topics.USAGE_EVENTS.topicName(), released);
    private final Map<Integer, Integer> exchanged = new HashMap<>();
    private final SchemaIds ids;

    SpoolCodec(SchemaIds ids) {
        this.ids = ids;
        codec.announce();
    }

    /** The event with the checked-in schema id; for any thread. */
    byte[] forSpool(dev.extrausage.core.UsageEvent e) {
        return codec.encode(EventCodec.toAvro(e));
    }

    /** The id of the event in these bytes of the spool, for the log. */
    String eventIdIn(byte[] spooled) {
        return codec.decode(spooled).getEventId();
    }

    /**
     * The same event with the schema id in use; for the delivery thread.
     *
     * @throws SchemaIds.SchemaRefused the registry does not accept the schema
     * @throws SchemaIds.WaitEnded this thread was interrupted while the registry did not answer
     * @throws dev.extrausage.schemas.BadRecord a newer version of this library wrote it
     */
    byte[] forKafka(byte[] spooled) {
        int id = ByteBuffer.wrap(spooled).getInt(1);
        Integer inUse = exchanged.get(id);
        if (inUse == null) {
            inUse = ids.idOf(Topics.USAGE_EVENTS.topicName(), released.schemaOf(id));
            exchanged.put(id, inUse);
        }
        ByteBuffer.wrap(spooled).putInt(1, inUse);
        return spooled;
    }
}
