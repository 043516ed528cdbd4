package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.LogEnds;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes records of one empty partition to the offsets at which they lay. Offsets at which nothing
 * lies are taken up by a {@link GapFiller}, and those before the first record that was kept by
 * fillers that are deleted afterwards. Belongs to one thread.
 */
final class PartitionRestore implements AutoCloseable {
    /** A filler's timestamp where no record says another. */
    private static final long NO_TIME = 0;
    private static final int BATCH_BYTES = 512 * 1024;

    private final Cluster cluster;
    private final Admin admin;
    private final TopicPartition where;
    private final String transactionalId;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private GapFiller filler;
    private long next;
    private volatile long appended;
    private long written;
    private long filled;

    /** {@code transactionalId}: of the filler, and nobody else's. */
    PartitionRestore(Cluster cluster, Admin admin, TopicPartition where, String transactionalId) {
        this.cluster = cluster;
        this.admin = admin;
        this.where = where;
        this.transactionalId = transactionalId;
        Map<String, Object> config = new HashMap<>(cluster.access().forClients());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_OUTPUT_BYTES + 1024 * 1024);
        config.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        producer = new KafkaProducer<>(
                config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Takes up all offsets before {@code begin}, with what is to be deleted afterwards. */
    void skipTo(long begin) {
        for (; next < begin; next++, filled++) {
            long offset = next;
            send(new ProducerRecord<byte[], byte[]>(where.topic(), where.partition(), NO_TIME,
                    new byte[0], null, List.of()),
                    at -> OffsetCheck.require(where, offset, at.offset()));
        }
        flush();
    }

    /** Writes a record to its own offset, which must not be taken, with its own time. */
    void put(KeptRecord record) {
        fillTo(record.offset(), record.timestamp());
        next++;
        send(record.toWrite(where.topic()), at -> {
            OffsetCheck.require(where, record.offset(), at.offset());
            OffsetCheck.requireTime(where, record, at.timestamp());
        });
        written++;
    }

    /** Writes a record behind all others, with the time at which the broker takes it. */
    void append(KeptRecord record, LongConsumer stamped) {
        send(new ProducerRecord<>(where.topic(), where.partition(), NO_TIME, record.key(),
                record.value(), record.headers()), at -> {
            if (at.timestamp() == NO_TIME) {
                throw new BackupProblem("the brokers do not stamp the records of " + where
                        + " yet: start the restore again");
            }
            appended = at.offset() + 1;
            stamped.accept(at.timestamp());
        });
        written++;
    }

    /** Where the partition ends by what was written here, all of which is acknowledged. */
    long end() {
        return Math.max(next, appended);
    }

    /** The number of records written, and of offsets that were taken up. */
    long written() {
        return written;
    }

    long filled() {
        return filled;
    }

    private void send(ProducerRecord<byte[], byte[]> record, Consumer<RecordMetadata> check) {
        failIfFailed();
        producer.send(record, (at, error) -> acknowledged(at, error, check));
    }

    private void acknowledged(RecordMetadata at, Exception error, Consumer<RecordMetadata> check) {
        try {
            if (error != null) {
                throw new BackupProblem(where + " cannot be written: " + error.getMessage(),
                        error);
            }
            check.accept(at);
        } catch (BackupProblem e) {
            failure.compareAndSet(null, e);
        }
    }

    private void failIfFailed() {
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    /** Returns when all is written; throws {@link BackupProblem} if something is not. */
    void flush() {
        producer.flush();
        failIfFailed();
    }

    /**
     * Takes up the offsets up to {@code end}, exclusive. A transaction that is getting old ends
     * here: the mark of its end is one of the offsets.
     */
    private void fillTo(long end, long timestamp) {
        long missing = end - next;
        if (missing <= 0) {
            return;
        }
        flush();
        if (filler == null) {
            filler = new GapFiller(cluster, transactionalId, where);
        }
        boolean ends = filler.isOld();
        long records = ends ? missing - 1 : missing;
        if (records > 0) {
            filler.fill(next, records, timestamp);
        }
        if (ends) {
            abort(end);
        }
        filled += missing;
        next = end;
    }

    /**
     * Ends the partition at {@code end}: what lies there next gets that offset, or the one after
     * it when the mark of the last transaction's end has it.
     */
    void endAt(long end) {
        flush(); // or the mark would be written before records that are under way
        long missing = end - next;
        boolean closes = missing > 1 || missing == 1 && filler != null && filler.isOpen();
        fillTo(closes ? end - 1 : end, NO_TIME);
        if (filler != null && filler.isOpen()) {
            abort(closes ? end : next + 1);
            filled += closes ? 1 : 0;
            next = closes ? end : next + 1;
        }
        flush();
    }

    /** Ends the transaction, and waits until the mark of it is written. */
    private void abort(long end) {
        filler.abort();
        KafkaReplies.await("the end of a transaction on " + where,
                () -> LogEnds.written(admin, List.of(where)).get(where) >= end);
        OffsetCheck.require(where, end, LogEnds.written(admin, List.of(where)).get(where));
    }

    @Override public void close() {
        producer.close(Duration.ofSeconds(30));
        if (filler != null) {
            filler.close();
        }
    }
}
