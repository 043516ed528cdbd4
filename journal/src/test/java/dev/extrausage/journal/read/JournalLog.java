package dev.extrausage.journal.read;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Input;
import dev.extrausage.core.Run;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * A topic {@code balance-changes} in memory: the entries for the inputs of many accounts, with gaps
 * between offsets as the ends of transactions leave them.
 */
public final class JournalLog {
    public static final int PARTITIONS = 3;
    private static final AvroCodec<BalanceChange> CODEC =
            TopicCodecs.of(ReleasedSchemas.load()).balanceChanges();

    private final Map<Integer, NavigableMap<Long, ConsumerRecord<byte[], byte[]>>> partitions =
            new HashMap<>();
    private final Map<Integer, Long> ends = new HashMap<>();
    private final Map<String, List<EntryPlace>> places = new HashMap<>();
    private final LongAdder handedOut = new LongAdder();
    private final int mostPolled;

    /** The journal of these inputs; {@code seed} draws its gaps and how much a poll gives. */
    public JournalLog(List<Input> inputs, Catalog catalog, long seed) {
        Random random = new Random(seed);
        mostPolled = 1 + random.nextInt(40);
        EntryWriter writer = new EntryWriter(CODEC);
        HashChain chain = new HashChain();
        Map<String, byte[]> hashes = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.put(partition, new TreeMap<>());
            ends.put(partition, (long) random.nextInt(50));
        }
        for (Entry entry : Run.of(inputs, catalog).entries()) {
            String account = entry.accountId();
            byte[] before = hashes.getOrDefault(account, HashChain.start());
            byte[] value = writer.write(entry, "usage-events", 0, 0, before);
            hashes.put(account, chain.seal(before, value));
            add(account, entry.sequence(), value);
            ends.merge(Partitioning.partitionOf(account, PARTITIONS),
                    random.nextInt(4) == 0 ? 1L : 0L, Long::sum);
        }
    }

    private void add(String account, long sequence, byte[] value) {
        int partition = Partitioning.partitionOf(account, PARTITIONS);
        long offset = ends.get(partition);
        byte[] key = account.getBytes(StandardCharsets.UTF_8);
        partitions.get(partition).put(offset, new ConsumerRecord<>(
                Topics.BALANCE_CHANGES.topicName(), partition, offset, key, value));
        ends.put(partition, offset + 1);
        places.computeIfAbsent(account, any -> new ArrayList<>())
                .add(new EntryPlace(sequence, partition, offset));
    }

    /** The offsets of the account's entries. */
    public List<EntryPlace> places(String accountId) {
        return places.get(accountId);
    }

    /** Knowledge of the places from that number on. */
    public KnownPlaces knownFrom(long sequence) {
        return (account, after, limit) -> places.getOrDefault(account, List.of()).stream()
                .filter(p -> p.sequence() > after && p.sequence() >= sequence).limit(limit)
                .toList();
    }

    /** All entries of the account, by a plain walk over the partition. */
    public List<WrittenEntry> entries(String accountId) {
        return places(accountId).stream().map(p -> WrittenEntry.of(CODEC.decode(
                partitions.get(p.partition()).get(p.offset()).value()))).toList();
    }

    /** The value of the record at that place. */
    public byte[] value(EntryPlace place) {
        return partitions.get(place.partition()).get(place.offset()).value();
    }

    /** The names of the accounts. */
    public Collection<String> accounts() {
        return places.keySet();
    }

    /** The end of a partition, exclusive. */
    public long end(int partition) {
        return ends.get(partition);
    }

    /** The number of records that consumers have been given. */
    public long handedOut() {
        return handedOut.sum();
    }

    /** A lookup in this journal. */
    public EntryLookup lookup() {
        return new EntryLookup(LogConsumer::new, LogConsumer::new, 2, Duration.ofSeconds(5));
    }

    /** The entries that such a lookup finds. */
    public AccountEntries entries(KnownPlaces known) {
        return new AccountEntries(lookup(), CODEC, known, PARTITIONS);
    }

    /** A consumer of the journal: as Kafka's own, it gives the same records after every seek. */
    private final class LogConsumer extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, Long> positions = new HashMap<>();

        LogConsumer() {
            super("none");
        }

        @Override public synchronized void assign(Collection<TopicPartition> wanted) {
            positions.keySet().retainAll(wanted);
        }

        @Override public synchronized void seek(TopicPartition partition, long offset) {
            positions.put(partition, offset);
        }

        @Override public synchronized void seekToBeginning(Collection<TopicPartition> wanted) {
            wanted.forEach(p -> positions.put(p, 0L));
        }

        @Override public synchronized long position(TopicPartition partition) {
            return positions.get(partition);
        }

        @Override public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> wanted) {
            return wanted.stream().collect(Collectors.toMap(
                    Function.identity(), p -> end(p.partition())));
        }

        @Override public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
            positions.replaceAll((partition, position) -> {
                if (position > end(partition.partition())) {
                    throw new OffsetOutOfRangeException(Map.of(partition, position));
                }
                List<ConsumerRecord<byte[], byte[]>> next = partitions.get(partition.partition())
                        .tailMap(position).values().stream().limit(mostPolled).toList();
                handedOut.add(next.size());
                found.put(partition, next);
                return next.size() < mostPolled ? end(partition.partition())
                        : (Long) (next.get(next.size() - 1).offset() + 1);
            });
            return new ConsumerRecords<>(found, Map.of());
        }
    }
}
