package dev.extrausage.schemas;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/**
 * The partition of an account, the same on every topic (SPEC section 4): murmur2 of its id's UTF-8
 * bytes, as Kafka's Java producers choose it, and librdkafka's with
 * {@code partitioner=murmur2_random}.
 */
public final class Partitioning {
    private Partitioning() {}

    /**
     * The partition of a record's key.
     *
     * @param key an account's id as UTF-8 bytes, at least one
     * @param partitions the number of partitions of every topic, from 1
     */
    public static int partitionOf(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    /**
     * The partition of an account.
     *
     * @param partitions the number of partitions of every topic, from 1
     */
    public static int partitionOf(String accountId, int partitions) {
        return partitionOf(accountId.getBytes(StandardCharsets.UTF_8), partitions);
    }
}
