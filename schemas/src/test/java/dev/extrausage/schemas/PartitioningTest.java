package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

class PartitioningTest {
    @Test
    void accounts_lie_where_kafkas_own_producer_sends_them() {
        for (int i = 0; i < 1_000; i++) {
            byte[] key = ("account-" + i).getBytes(StandardCharsets.UTF_8);
            for (int partitions : new int[] {1, 4, 12, 100}) {
                assertThat(Partitioning.partitionOf(key, partitions))
                        .as("account-%d of %d partitions", i, partitions)
                        .isEqualTo(BuiltInPartitioner.partitionForKey(key, partitions));
            }
        }
    }

    @Test
    void an_accounts_partition_never_changes() {
        assertThat(Partitioning.partitionOf("account-1", 4)).isEqualTo(
                Partitioning.partitionOf("account-1".getBytes(StandardCharsets.UTF_8), 4));
        assertThat(Partitioning.partitionOf("acct_7f3a", 12)).isEqualTo(3);
    }
}
