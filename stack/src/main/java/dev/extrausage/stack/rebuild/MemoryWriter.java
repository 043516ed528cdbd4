package dev.extrausage.stack.rebuild;

import dev.extrausage.journal.proof.ProvedPartition;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.packed.AccountCodec;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.duplicates.AccountMark;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.duplicates.IdChunks;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes a partition's memory: first its decided ids, in transactions of some size, then its
 * accounts with their snapshots, in a single one. So whoever sees an account of a partition sees
 * all of them, and all ids; a partition with entries and without accounts stops every start.
 */
final class MemoryWriter implements AutoCloseable {
    private static final int CHUNKS_OF_A_TRANSACTION = 20_000;
    private static final int BATCH_BYTES = 128 * 1024;
    private static final int LINGER_MILLIS = 5;
    /** The longest that Kafka's brokers allow by default. */
    private static final int TRANSACTION_MILLIS = (int) Duration.ofMinutes(15).toMillis();

    private final Producer<byte[], byte[]> producer;
    private final String accountsTopic;
    private final String idsTopic;
    private final SnapshotDifferences snapshots;
    private final Map<String, AccountMark> marks = new HashMap<>();
    private int chunks;
    private long written;

    /**
     * Opens one, and ends what a writer before it, that was killed, has left open.
     *
     * @throws CannotRebuild Kafka refuses its transactions
     */
    static MemoryWriter open(LedgerSettings settings, SnapshotDifferences snapshots) {
        MemoryWriter writer = new MemoryWriter(settings, snapshots);
        try {
            writer.producer.initTransactions();
            return writer;
        } catch (KafkaException e) {
            writer.close();
            throw new CannotRebuild("Kafka refuses transactions of " + TRANSACTION_MILLIS / 1000
                    + " s, as a rebuild needs for the accounts of a partition: " + e.getMessage()
                    + ". Set transaction.max.timeout.ms of the brokers to at least "
                    + TRANSACTION_MILLIS + " (Kafka's default) if it is less", e);
        }
    }

    private MemoryWriter(LedgerSettings settings, SnapshotDifferences snapshots) {
        this.snapshots = snapshots;
        ChangelogTopics changelogs = new ChangelogTopics(settings);
        accountsTopic = changelogs.topicOf(Accounts.STORE);
        idsTopic = changelogs.topicOf(DuplicateMemory.STORE);
        Map<String, Object> all = settings.forClients();
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.applicationId() + "-rebuild");
        all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_OUTPUT_BYTES);
        all.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        all.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Writes the ids of a partition that has entries; returns how many there are. */
    long writeIds(int partition, ProvedPartition journal) {
        marks.clear();
        chunks = 0;
        producer.beginTransaction();
        IdChunks out = new IdChunks(journal.greatestReceivedAt(), (key, value) -> {
            send(idsTopic, partition, key, value, journal.greatestReceivedAt());
            if (++chunks % CHUNKS_OF_A_TRANSACTION == 0) {
                producer.commitTransaction();
                producer.beginTransaction();
            }
        });
        journal.forEachId((account, id) -> out.add(
                marks.computeIfAbsent(account, AccountMark::of), id));
        long ids = out.end();
        producer.commitTransaction();
        return ids;
    }

    /** Writes the accounts of a partition, and the snapshots that are missing or differ. */
    void writeAccounts(int partition, ProvedPartition journal) {
        producer.beginTransaction();
        journal.forEachAccount(account -> {
            byte[] key = account.accountId().getBytes(StandardCharsets.UTF_8);
            AccountCodec.forEachRecord(key, account.stored(), (of, value) ->
                    send(accountsTopic, partition, of, value, account.receivedAt()));
            snapshots.missing(partition, account).ifPresent(snapshot -> {
                written++;
                send(Topics.BALANCES.topicName(), partition, key, snapshot, account.receivedAt());
            });
        });
        producer.commitTransaction();
    }

    /** Takes what is no snapshot away. */
    void deleteUnreadable() {
        producer.beginTransaction();
        snapshots.unreadable().forEach((key, partition) -> producer.send(new ProducerRecord<>(
                Topics.BALANCES.topicName(), partition, key.getBytes(StandardCharsets.UTF_8),
                null)));
        producer.commitTransaction();
    }

    /** Not later than now: brokers refuse what is far ahead, as the clock once may have been. */
    private void send(String topic, int partition, byte[] key, byte[] value, long time) {
        producer.send(new ProducerRecord<>(topic, partition,
                Math.min(time, System.currentTimeMillis()), key, value));
    }

    /** The number of snapshots that were written. */
    long snapshots() {
        return written;
    }

    /** What is not committed is dropped. */
    @Override public void close() {
        producer.close();
    }
}
