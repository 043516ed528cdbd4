package dev.extrausage.consumers.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Commits a step's reads and writes as one.
 *
 * <p>Every transaction carries the offsets read and the group's generation, also where nobody needs
 * the offsets: the group's coordinator refuses those of an instance that has lost its partitions,
 * and the transaction falls with them. They are sent after the records are on the brokers' logs, so
 * once a rebalance is over, all that an earlier owner can still commit lies below the logs' ends.
 */
public final class Transactions implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;

    public Transactions(Producer<byte[], byte[]> producer) {
        this.producer = producer;
        try {
            producer.initTransactions();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * All of it or nothing; after an exception nobody knows which, and only a new session tells.
     */
    public void commit(List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> read, ConsumerGroupMetadata by) {
        producer.beginTransaction();
        records.forEach(producer::send);
        producer.flush();
        producer.sendOffsetsToTransaction(read, by);
        producer.commitTransaction();
    }

    /** Leaves an open transaction to the next instance of this name, or else to its time-out. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
