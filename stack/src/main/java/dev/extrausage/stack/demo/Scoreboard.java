package dev.extrausage.stack.demo;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.TopicsReader;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The ledger's answers so far, as committed: each account's snapshot, and its entries added up.
 */
final class Scoreboard implements AutoCloseable {
    private final TopicsReader reader;
    private final AvroCodec<Balance> balances;
    private final AvroCodec<BalanceChange> entries;
    private final Instant end;
    private final Map<String, Balance> snapshots = new HashMap<>();
    private final Map<String, Tally> tallies = new HashMap<>();
    private long decided;

    /** {@code end}: when the demo ends. */
    Scoreboard(Cluster cluster, Instant end) {
        this.end = end;
        balances = new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), cluster.ids());
        entries = new AvroCodec<>(
                BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), cluster.ids());
        reader = new TopicsReader(cluster, List.of(Topics.BALANCES, Topics.BALANCE_CHANGES));
    }

    /** Takes in what has come, and waits a little if that is nothing. */
    void refresh() {
        reader.read(this::add);
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.BALANCES.topicName())) {
            Balance balance = balances.decode(record.value());
            snapshots.put(balance.getAccountId(), balance);
        } else {
            BalanceChange entry = entries.decode(record.value());
            tally(entry.getAccountId()).add(entry);
            decided++;
        }
    }

    /** The account's newest snapshot; null when there is none. */
    Balance balance(String account) {
        return snapshots.get(account);
    }

    Tally tally(String account) {
        return tallies.computeIfAbsent(account, any -> new Tally(end));
    }

    /** The number of entries. */
    long decided() {
        return decided;
    }

    @Override
    public void close() {
        reader.close();
    }
}
