package dev.extrausage.api.access.keys;

import dev.extrausage.schemas.BadRecord;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The fold of the topic {@code api-keys}: by id, what its records say one after another. One thread
 * writes, any may read.
 */
final class PassMap {
    private static final Logger LOG = LoggerFactory.getLogger(PassMap.class);

    private final Map<String, Pass> byId = new ConcurrentHashMap<>();
    private final Map<Integer, Long> nexts = new ConcurrentHashMap<>();

    Pass find(String id) {
        return byId.get(id);
    }

    Collection<Pass> all() {
        return byId.values();
    }

    /** The offset behind the last record that was taken; 0 before the first. */
    long next(int partition) {
        return nexts.getOrDefault(partition, 0L);
    }

    /**
     * Takes a record; returns true if it ended a pass that was known and not revoked. One that is
     * no pass changes nothing: least of all does it bring a revoked one back.
     */
    boolean take(ConsumerRecord<byte[], byte[]> record) {
        boolean ended = false;
        try {
            ended = apply(record);
        } catch (BadRecord e) {
            LOG.warn("{}-{}@{} is passed over: {}", record.topic(), record.partition(),
                    record.offset(), e.getMessage());
        }
        nexts.put(record.partition(), record.offset() + 1);
        return ended;
    }

    private boolean apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            throw new BadRecord("it has no key");
        }
        String id = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            Pass gone = byId.remove(id);
            return gone != null && gone.revoked() == null;
        }
        Pass pass = PassJson.read(record.value());
        if (!pass.id().equals(id)) {
            throw new BadRecord("its key is not the id in its value");
        }
        Pass before = byId.get(id);
        Pass now = byId.merge(id, pass, Pass::then);
        return before != null && before.revoked() == null && now.revoked() != null;
    }
}
