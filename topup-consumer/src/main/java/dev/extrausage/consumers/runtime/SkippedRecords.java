package dev.extrausage.consumers.runtime;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records that a consumer could do nothing with: each is logged and counted, and holds nobody
 * up.
 */
public final class SkippedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);

    private final LongAdder count = new LongAdder();

    public void add(ConsumerRecord<byte[], byte[]> record, String why) {
        count.increment();
        LOG.error("passes over {}-{}@{}: {}", record.topic(), record.partition(), record.offset(),
                why);
    }

    /** How many, since the process started. */
    public long count() {
        return count.sum();
    }
}
