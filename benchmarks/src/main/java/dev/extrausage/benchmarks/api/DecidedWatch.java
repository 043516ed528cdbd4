package dev.extrausage.benchmarks.api;

import dev.extrausage.benchmarks.journal.EntryTail;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Tells of each usage event when a {@code read_committed} reader of the journal has its entry. */
final class DecidedWatch implements AutoCloseable {
    private final AvroCodec<BalanceChange> codec = new AvroCodec<>(BalanceChange.class,
            Topics.BALANCE_CHANGES.topicName(), ReleasedSchemas.load());
    private final SeenEvents seen;
    private final EntryTail tail;

    /** Will read what is committed from now on. */
    DecidedWatch(String bootstrapServers, SeenEvents seen) {
        this.seen = seen;
        tail = new EntryTail("decided-reader", bootstrapServers, Map.of(), this::read, e -> {
            throw e;
        });
    }

    void start() {
        tail.start();
    }

    private void read(ConsumerRecord<byte[], byte[]> entry, long nanos) {
        if (codec.decode(entry.value()).getCause() instanceof UsageEvent cause) {
            seen.decided(cause.getEventId(), nanos);
        }
    }

    /** Returns when the thread has ended; to be called after {@link #start}. */
    @Override public void close() {
        tail.close();
    }
}
