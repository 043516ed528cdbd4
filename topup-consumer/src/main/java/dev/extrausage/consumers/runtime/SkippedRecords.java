package dev.extrausage.consumers.runtime;

import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts and logs the records that a consumer can do nothing with: each is skipped. */
public final class SkippedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(SkippedRecords.class);

    private final LongAdder count = new LongAdder();

    /** Counts and logs one; {@code why} completes the log line. */
    public void add(ConsumerRecord<byte[], byte[]> record, String why) {
        count.increment();
        LOG.error("skips {}-{}@{}: {}", record.topic(), record.partition(), record.offset(),
                why);
    }

    /** The number of records skipped since the consumer was made. */
    public long count() {
        return count.sum();
    }
}
