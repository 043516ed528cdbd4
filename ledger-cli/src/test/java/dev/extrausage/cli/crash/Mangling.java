package dev.extrausage.cli.crash;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The ways to make a good record a bad input (SPEC section 4). */
enum Mangling {
    TRUNCATED, NO_VALUE, EMPTY_VALUE, WRONG_MAGIC, UNKNOWN_SCHEMA, ANOTHERS_KEY, NO_KEY,
    WRONG_PARTITION;

    /** {@code partition}: the right one; {@code partitions}: how many there are. */
    ProducerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> good, int partition,
            int partitions, Random random) {
        byte[] value = good.value().clone();
        byte[] key = good.key();
        int to = partition;
        switch (this) {
            case TRUNCATED -> value = Arrays.copyOf(value, random.nextInt(value.length - 1) + 1);
            case NO_VALUE -> value = null;
            case EMPTY_VALUE -> value = new byte[0];
            case WRONG_MAGIC -> value[0] = 1;
            case UNKNOWN_SCHEMA -> value[1] = 77;
            case ANOTHERS_KEY -> key = "somebody-else".getBytes(StandardCharsets.UTF_8);
            case NO_KEY -> key = null;
            case WRONG_PARTITION -> to = (partition + 1) % partitions;
            default -> throw new AssertionError(this);
        }
        return new ProducerRecord<>(good.topic(), to, key, value);
    }
}
