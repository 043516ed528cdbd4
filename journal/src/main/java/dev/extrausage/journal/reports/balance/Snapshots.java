package dev.extrausage.journal.reports.balance;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** The latest committed snapshot of an account, from the topic {@code balances}. */
public final class Snapshots {
    private Snapshots() {}

    /**
     * The account's; empty when the ledger has never decided anything for it. Reads one partition
     * of the topic, which is compacted: its length goes with the accounts, not with their use.
     *
     * @throws ClusterProblem when it cannot be read
     */
    public static Optional<Balance> of(Cluster cluster, String accountId) {
        AvroCodec<Balance> codec =
                new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), cluster.ids());
        byte[] key = accountId.getBytes(StandardCharsets.UTF_8);
        byte[][] latest = new byte[1][];
        try (PartitionReader reader = new PartitionReader(
                cluster, Topics.BALANCES, cluster.partitionOf(accountId))) {
            reader.readToEnd(record -> {
                if (Arrays.equals(record.key(), key)) {
                    latest[0] = record.value();
                }
            });
        }
        return Optional.ofNullable(latest[0]).map(codec::decode);
    }
}
