package dev.extrausage.stack.rebuild;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.proof.LastEntry;
import dev.extrausage.journal.proof.ProvedJournal;
import dev.extrausage.journal.proof.ProvedPartition;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The snapshots on {@code balances} beside those that the journal gives. What is there and equal is
 * left as it is, so that those who follow the topic go on undisturbed; what is missing or differs
 * is to be written. A snapshot that goes beyond the journal shows that the journal was cut.
 */
final class SnapshotDifferences {
    private final TopicCodecs codecs;
    private final BalanceWriter writer;
    private final Catalog catalog;
    /** By partition, the latest snapshot under each key. */
    private final Map<Integer, Map<String, Found>> found = new HashMap<>();
    private final Map<Integer, Set<String>> toWrite = new HashMap<>();
    /** Keys of no account of the journal, with their partitions. */
    private final Map<String, Integer> unreadable = new HashMap<>();
    private long replaced;

    /** @param sequence the entry's number; -1: it cannot be read */
    private record Found(long sequence, byte[] sha256) {}

    SnapshotDifferences(TopicCodecs codecs, Catalog catalog) {
        this.codecs = codecs;
        this.catalog = catalog;
        writer = new BalanceWriter(codecs.balances());
    }

    /** Reads the topic as it stands now. */
    void read(JournalReader reader, int partitions) {
        for (int p = 0; p < partitions; p++) {
            found.put(p, new HashMap<>());
        }
        reader.read(reader.extentOf(Topics.BALANCES), p -> {
            Map<String, Found> latest = found.get(p);
            return record -> take(latest, record);
        });
    }

    private void take(Map<String, Found> latest, ConsumerRecord<byte[], byte[]> record) {
        String key = record.key() == null
                ? "" : new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            latest.remove(key);
            return;
        }
        long sequence;
        try {
            sequence = codecs.balances().decode(record.value()).getSequence();
        } catch (BadRecord e) {
            sequence = -1;
        }
        latest.put(key, new Found(sequence, HashChain.sha256().digest(record.value())));
    }

    /**
     * Compares them with the journal.
     *
     * @throws CannotRebuild a snapshot goes beyond the journal
     */
    void compare(ProvedJournal journal) {
        for (int p = 0; p < journal.extent().partitions(); p++) {
            compare(p, journal.partition(p));
        }
    }

    private void compare(int partition, ProvedPartition journal) {
        Map<String, Found> latest = found.getOrDefault(partition, Map.of());
        latest.forEach((account, snapshot) -> {
            long last = journal.account(account)
                    .map(entry -> entry.stored().account().sequence()).orElse(0L);
            if (snapshot.sequence > last) {
                throw new CannotRebuild("the journal is not whole: balances has a snapshot of"
                        + " account " + account + " after entry " + snapshot.sequence
                        + ", and its last entry in the journal is " + last + ". Bring back the"
                        + " journal; or, if the snapshots are what is wrong, delete their topic"
                        + " first");
            }
            if (last == 0) {
                unreadable.put(account, partition);
            }
        });
        Set<String> write = new HashSet<>();
        journal.forEachAccount(account -> {
            Found there = latest.get(account.accountId());
            if (there == null || !Arrays.equals(there.sha256,
                    HashChain.sha256().digest(snapshotOf(account)))) {
                write.add(account.accountId());
                replaced += there == null ? 0 : 1;
            }
        });
        toWrite.put(partition, write);
    }

    /** The snapshot to be written for the account; empty if it is there already. */
    Optional<byte[]> missing(int partition, LastEntry account) {
        return toWrite.get(partition).contains(account.accountId())
                ? Optional.of(snapshotOf(account)) : Optional.empty();
    }

    private byte[] snapshotOf(LastEntry account) {
        return writer.write(account.stored(), account.catalogVersion(), catalog);
    }

    /** The number of snapshots that are there and differ. */
    long replaced() {
        return replaced;
    }

    /** The keys under which lies what is no snapshot, with their partitions. */
    Map<String, Integer> unreadable() {
        return Map.copyOf(unreadable);
    }
}
