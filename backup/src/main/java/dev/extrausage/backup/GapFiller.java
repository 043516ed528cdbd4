package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Takes up the offsets at which nothing lies, such as those of transaction markers, with records
 * that no reader of committed records will ever see: they are of a transaction that is aborted.
 * Belongs to one thread.
 */
final class GapFiller implements AutoCloseable {
    /** The longest that brokers let a transaction be open, unless they were told otherwise. */
    private static final int TIMEOUT_MILLIS = 15 * 60_000;
    private static final byte[] NO_KEY = new byte[0]; // compacted topics refuse a null key
    private static final int AT_ONCE = 10_000;

    private final Producer<byte[], byte[]> producer;
    private final TopicPartition where;
    private boolean isOpen;
    private long openSince;

    GapFiller(Cluster cluster, String transactionalId, TopicPartition where) {
        Map<String, Object> config = new HashMap<>(cluster.access().forClients());
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TIMEOUT_MILLIS);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, PartitionRestore.MAX_REQUEST_BYTES);
        config.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        producer = new KafkaProducer<>(
                config, new ByteArraySerializer(), new ByteArraySerializer());
        this.where = where;
        begin();
    }

    private void begin() {
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw new BackupProblem("Kafka refuses transactions of " + TIMEOUT_MILLIS / 1000
                    + " s, by which offsets without a record are taken up: " + e.getMessage()
                    + " Set transaction.max.timeout.ms of the brokers to at least "
                    + TIMEOUT_MILLIS + " (Kafka's default) if it is less, and start the restore"
                    + " again", e);
        }
    }

    /**
     * Writes a record in a transaction of its own, whose mark takes up the offset behind it.
     * Returns where it lies, when both are written.
     */
    RecordMetadata writeWithMark(ProducerRecord<byte[], byte[]> record) {
        producer.beginTransaction();
        Future<RecordMetadata> sent = producer.send(record);
        producer.flush();
        RecordMetadata at = metadata(sent);
        producer.commitTransaction();
        return at;
    }

    /** Fills {@code count} offsets from {@code first} on; returns when they are taken. */
    void fill(long first, long count, long timestamp) {
        if (!isOpen) {
            producer.beginTransaction();
            isOpen = true;
            openSince = System.nanoTime();
        }
        for (long done = 0; done < count; done += AT_ONCE) {
            fillSome(first + done, Math.min(AT_ONCE, count - done), timestamp);
        }
    }

    private void fillSome(long first, long count, long timestamp) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            sent.add(producer.send(new ProducerRecord<byte[], byte[]>(
                    where.topic(), where.partition(), timestamp, NO_KEY, null, List.of())));
        }
        producer.flush();
        long expected = first;
        for (Future<RecordMetadata> one : sent) {
            OffsetCheck.require(where, expected++, metadata(one).offset());
        }
    }

    private RecordMetadata metadata(Future<RecordMetadata> sent) {
        try {
            return sent.get();
        } catch (ExecutionException e) {
            throw new BackupProblem(where + " cannot be written: " + e.getCause().getMessage(),
                    e.getCause());
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    /** True if the transaction is open and will soon have been for too long. */
    boolean isOld() {
        return isOpen && (System.nanoTime() - openSince) / 1_000_000 > TIMEOUT_MILLIS / 3;
    }

    boolean isOpen() {
        return isOpen;
    }

    /** Aborts it: the mark of its end takes up one more offset, soon. */
    void abort() {
        producer.abortTransaction();
        isOpen = false;
    }

    @Override public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
