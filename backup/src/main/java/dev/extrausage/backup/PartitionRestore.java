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
    /** As many as are written in a second or so: no transaction is open for longer without need. */
    private static final int AHEAD = 10_000;
    static final int MAX_REQUEST_BYTES = Topics.MAX_OUTPUT_BYTES + 1024 * 1024;

    private final Cluster cluster;
    private final Admin admin;
    private final TopicPartition where;
    private final String transactionalId;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final RecordsAhead ahead;
    private GapFiller filler;
    /** The first offset that is kept; null once it is taken up. */
    private Long begin;
    private long next;
    private volatile long appended;
    private long written;
    private long filled;

    /** {@code transactionalId}: of the filler, and nobody else's. */
    PartitionRestore(Cluster cluster, Admin admin, TopicPartition where, String transactionalId) {
        this(cluster, admin, where, transactionalId, AHEAD);
    }

    /** {@code held}: how many records are held back to see the gaps between them. */
    PartitionRestore(Cluster cluster, Admin admin, TopicPartition where, String transactionalId,
            int held) {
        this.ahead = new RecordsAhead(held);
        this.cluster = cluster;
        this.admin = admin;
        this.where = where;
        this.transactionalId = transactionalId;
        Map<String, Object> config = new HashMap<>(cluster.access().forClients());
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // Of several to a leader that begins, the first could be refused and then come last.
        config.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_BYTES);
        config.put(ProducerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        producer = new KafkaProducer<>(
                config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Takes up all offsets before {@code begin}, with what is to be deleted afterwards. */
    void skipTo(long begin) {
        this.begin = begin;
    }

    private void skip(long end) {
        for (; next < end; next++, filled++) {
            long offset = next;
            send(new ProducerRecord<byte[], byte[]>(where.topic(), where.partition(), NO_TIME,
                    new byte[0], null, List.of()),
                    at -> OffsetCheck.require(where, offset, at.offset()));
        }
        flush();
    }

    /** Writes a record to its own offset, which must not be taken, with its own time; soon. */
    void put(KeptRecord record) {
        ahead.add(record);
        while (ahead.isFull()) {
            write(ahead.next());
        }
    }

    private void write(KeptRecord record) {
        takeUpBefore(record.offset());
        long behind = ahead.missingAfter(record);
        fillTo(record.offset(), record.timestamp(), behind > 0 || ahead.hasGap());
        next++;
        written++;
        Consumer<RecordMetadata> check = at -> {
            OffsetCheck.require(where, record.offset(), at.offset());
            OffsetCheck.requireTime(where, record, at.timestamp());
        };
        if (behind == 1 && !isFilling() && !ahead.hasGap()) {
            writeWithMark(record, check);
        } else {
            send(record.toWrite(where.topic()), check);
        }
    }

    /** Leaves the last one to a filler where there is a gap of one offset, which needs two. */
    private void takeUpBefore(long first) {
        if (begin != null) {
            skip(first == begin + 1 ? begin - 1 : begin);
            begin = null;
        }
    }

    /** Takes up a single offset behind a record, where no gap follows soon, by that one's mark. */
    private void writeWithMark(KeptRecord record, Consumer<RecordMetadata> check) {
        flush();
        check.accept(filler().writeWithMark(record.toWrite(where.topic())));
        next++;
        filled++;
        awaitMark(next);
    }

    private boolean isFilling() {
        return filler != null && filler.isOpen();
    }

    private GapFiller filler() {
        if (filler == null) {
            filler = new GapFiller(cluster, transactionalId, where);
        }
        return filler;
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
     * Takes up the offsets up to {@code end}, exclusive. A transaction that is getting old, or has
     * no use soon, ends here: the mark of its end is one of the offsets. So none is open while many
     * records follow without a gap, for which a broker would end it after a quarter of an hour.
     */
    private void fillTo(long end, long timestamp, boolean isUsedSoon) {
        long missing = end - next;
        if (missing <= 0) {
            return;
        }
        flush();
        boolean ends = (isFilling() || missing > 1) && (!isUsedSoon || filler().isOld());
        fill(ends ? end - 1 : end, timestamp);
        if (ends) {
            abort(end);
        }
    }

    private void fill(long end, long timestamp) {
        if (end > next) {
            filler().fill(next, end - next, timestamp);
            filled += end - next;
            next = end;
        }
    }

    /**
     * Ends the partition at {@code end}: what lies there next gets that offset, or the one after
     * it when the mark of the last transaction's end has it.
     */
    void endAt(long end) {
        for (KeptRecord last = ahead.next(); last != null; last = ahead.next()) {
            write(last);
        }
        takeUpBefore(end);
        flush(); // or the mark would be written before records that are under way
        long missing = end - next;
        boolean closes = missing > 1 || missing == 1 && isFilling();
        fill(closes ? end - 1 : end, NO_TIME);
        if (isFilling()) {
            abort(next + 1);
        }
        flush();
    }

    /** Ends the transaction, whose mark is the last offset before {@code end}. */
    private void abort(long end) {
        filler.abort();
        filled++;
        next = end;
        awaitMark(end);
    }

    private void awaitMark(long end) {
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
