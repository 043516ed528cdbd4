package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.KafkaClients;
import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.Follower;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks for an account's entries in the journal, for refunds: rarely, and on the threads of the
 * calls. Safe for use by several threads.
 *
 * <p>Entries carry the times of their inputs, so a reading from a time on meets every entry of that
 * time or later, to where the log ends when it begins. What may lie anywhere is looked for in
 * growing spans backwards from the present: all readings together cost little more than the last.
 */
final class JournalSearch implements AutoCloseable {
    private static final List<Duration> SPANS =
            List.of(Duration.ofHours(1), Duration.ofDays(1), Duration.ofDays(35));

    private final KafkaClients clients;
    private final AvroCodec<BalanceChange> entries;
    private final int partitions;
    private final AtomicLong searches = new AtomicLong();
    private volatile boolean isClosed;

    JournalSearch(KafkaClients clients, SchemaIds ids, int partitions) {
        this.clients = clients;
        this.partitions = partitions;
        entries = new AvroCodec<>(
                BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), ids);
    }

    /**
     * The account's last entry that is so; empty when none is.
     *
     * @param about roughly when it was, or after that; in milliseconds since 1970
     */
    Optional<BalanceChange> last(String accountId, long about, Predicate<BalanceChange> isSo) {
        for (Duration span : SPANS) {
            Optional<BalanceChange> found = lastSince(accountId, about - span.toMillis(), isSo);
            if (found.isPresent()) {
                return found;
            }
        }
        return lastSince(accountId, 0, isSo);
    }

    /** As {@link #last}, of the inputs received since then. */
    Optional<BalanceChange> lastSince(
            String accountId, long since, Predicate<BalanceChange> isSo) {
        byte[] key = accountId.getBytes(StandardCharsets.UTF_8);
        BalanceChange[] found = new BalanceChange[1];
        TopicPartition partition = new TopicPartition(Topics.BALANCE_CHANGES.topicName(),
                Partitioning.partitionOf(accountId, partitions));
        try (Follower journal = clients.follower("journal-" + searches.incrementAndGet(),
                record -> found[0] = isIt(record, key, isSo, found[0]))) {
            CatchUp catchUp = journal.followFrom(Map.of(partition, Math.max(0, since)));
            for (catchUp.advance(); !catchUp.isDone(); catchUp.advance()) {
                if (isClosed) {
                    throw new ClusterProblem("The journal's reading was ended with its consumer.");
                }
                journal.read(true);
            }
        }
        return Optional.ofNullable(found[0]);
    }

    private BalanceChange isIt(ConsumerRecord<byte[], byte[]> record, byte[] key,
            Predicate<BalanceChange> isSo, BalanceChange otherwise) {
        if (!Arrays.equals(record.key(), key)) {
            return otherwise;
        }
        BalanceChange entry = entries.decode(record.value());
        return isSo.test(entry) ? entry : otherwise;
    }

    /** Ends what is being read. */
    @Override
    public void close() {
        isClosed = true;
    }
}
