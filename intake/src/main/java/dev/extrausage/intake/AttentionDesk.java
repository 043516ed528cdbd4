package dev.extrausage.intake;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.json.AttentionCase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the attention list, and settles its cases (SPEC A8). */
public final class AttentionDesk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AttentionDesk.class);
    private static final String TOPIC = Topics.ATTENTION.topicName();

    private final Cluster cluster;
    private final Producer<byte[], byte[]> producer;

    /**
     * The list as it stands, the oldest cases first.
     *
     * @param open those that need a person
     * @param settled those that were settled and can still be read: 35 days at least
     */
    public record Cases(List<AttentionCase> open, List<AttentionCase> settled) {}

    /** A desk at that Kafka. */
    public AttentionDesk(Cluster cluster) {
        this.cluster = cluster;
        producer = cluster.producer();
    }

    /** Reads the whole list; throws {@link ClusterProblem} when Kafka does not give it. */
    public Cases read() {
        Map<String, AttentionCase> open = new HashMap<>();
        List<AttentionCase> settled = new ArrayList<>();
        for (int partition = 0; partition < cluster.partitions(); partition++) {
            try (PartitionReader reader =
                    new PartitionReader(cluster, Topics.ATTENTION, partition)) {
                reader.readToEnd(record -> take(record, open, settled));
            }
        }
        Comparator<AttentionCase> oldest = Comparator.comparingLong(AttentionCase::since)
                .thenComparing(AttentionCase::key);
        settled.sort(oldest);
        return new Cases(open.values().stream().sorted(oldest).toList(), List.copyOf(settled));
    }

    /** The last value before the null says how a case ended, also while the null is to come. */
    private static void take(ConsumerRecord<byte[], byte[]> record,
            Map<String, AttentionCase> open, List<AttentionCase> settled) {
        try {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            AttentionCase read =
                    record.value() == null ? null : AttentionCase.parse(record.value());
            if (read != null && read.settled() == null) {
                open.put(key, read);
            } else {
                open.remove(key);
                if (read != null) {
                    settled.add(read);
                }
            }
        } catch (BadRecord e) {
            LOG.warn("{}-{}@{} is passed over: {}", record.topic(), record.partition(),
                    record.offset(), e.getMessage());
        }
    }

    /**
     * Settles an open case: it is written once more, with who settled it and why, and then as null.
     *
     * @param key the account, {@code /}, the case's name
     * @param by who settles it: 1 to 128 visible ASCII characters
     * @param note why: 1 to 500 characters
     * @param now milliseconds since 1970
     * @return the case as it ended; empty when no such case is open
     * @throws BadInput when {@code by} or {@code note} is out of its bounds
     * @throws ClusterProblem when Kafka does not take it
     */
    public Optional<AttentionCase> settle(String key, String by, String note, long now) {
        Bounds.name("by", by);
        if (Bounds.optionalNote(note) == null) {
            throw new BadInput("note is missing");
        }
        Optional<AttentionCase> settled = read().open().stream()
                .filter(c -> c.key().equals(key)).findAny().map(c -> c.settled(now, by, note));
        settled.ifPresent(this::end);
        return settled;
    }

    /**
     * Lists a case.
     *
     * @throws ClusterProblem when Kafka does not take it
     */
    public void list(AttentionCase open) {
        send(open.key(), open.toJson().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Takes a case off the list that says how it ended.
     *
     * @throws ClusterProblem when Kafka does not take it
     */
    public void end(AttentionCase settled) {
        list(settled);
        send(settled.key(), null);
    }

    private void send(String key, byte[] value) {
        try {
            producer.send(new ProducerRecord<>(
                    TOPIC, key.getBytes(StandardCharsets.UTF_8), value)).get();
        } catch (ExecutionException e) {
            throw new ClusterProblem("Kafka did not take the end of the case: "
                    + e.getCause().getMessage() + ".", e);
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
