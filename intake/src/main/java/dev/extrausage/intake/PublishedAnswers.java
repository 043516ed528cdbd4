package dev.extrausage.intake;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.LogEnds;
import dev.extrausage.kafka.PartitionReader;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The ledger's answers to events, found by the places that Kafka gave these: an entry and a
 * rejection name the place of their input, and a duplicate has neither (M4). Reads what was written
 * since this was made, and keeps 8 bytes for each event.
 */
final class PublishedAnswers {
    private final Cluster cluster;
    private final AvroCodec<BalanceChange> codec;
    private final Map<TopicPartition, Long> from = new HashMap<>();
    private final Map<TopicPartition, Offsets> sent = new HashMap<>();

    /** Ascending once sorted; Kafka acknowledges those of a partition nearly in order. */
    private static final class Offsets {
        private long[] all = new long[16];
        private int count;

        void add(long offset) {
            if (count == all.length) {
                all = Arrays.copyOf(all, count * 2);
            }
            all[count++] = offset;
        }

        void sort() {
            Arrays.sort(all, 0, count);
        }

        boolean has(long offset) {
            return Arrays.binarySearch(all, 0, count, offset) >= 0;
        }
    }

    /** The answers to events that are sent from now on. */
    PublishedAnswers(Cluster cluster) {
        this.cluster = cluster;
        codec = TopicCodecs.of(cluster.ids()).balanceChanges();
        from.putAll(LogEnds.written(cluster,
                Stream.of(Topics.BALANCE_CHANGES, Topics.REJECTED_EVENTS)
                        .flatMap(topic -> IntStream.range(0, cluster.partitions())
                                .mapToObj(p -> new TopicPartition(topic.topicName(), p)))
                        .toList()));
    }

    /** Remembers an event's place; called by the producer's thread. */
    synchronized void acknowledged(RecordMetadata place) {
        sent.computeIfAbsent(new TopicPartition(place.topic(), place.partition()),
                partition -> new Offsets()).add(place.offset());
    }

    /**
     * Counts them, once all events are decided and what the ledger wrote can be read.
     *
     * @throws ClusterProblem Kafka does not give them
     */
    synchronized AnswerCount count() {
        sent.values().forEach(Offsets::sort);
        long[] accepted = new long[1];
        Map<String, AnswerCount.Refusals> refused = new TreeMap<>();
        Map<String, AnswerCount.Refusals> rejected = new TreeMap<>();
        readAll(Topics.BALANCE_CHANGES, record -> {
            BalanceChange entry = decoded(record);
            var source = entry.getSource();
            if (!isSent(source.getTopic(), source.getPartition(), source.getOffset())) {
                return;
            }
            if (entry.getOutcome().equals("REFUSED")) {
                refused.merge(entry.getReason(), AnswerCount.Refusals.of(named(entry)),
                        AnswerCount.Refusals::plus);
            } else {
                accepted[0]++;
            }
        });
        readAll(Topics.REJECTED_EVENTS, record -> {
            String topic = header(record, Rejection.TOPIC);
            String partition = header(record, Rejection.PARTITION);
            String offset = header(record, Rejection.OFFSET);
            if (isRejected(topic, partition, offset)) {
                rejected.merge(header(record, Rejection.REASON), AnswerCount.Refusals.of(
                        topic + "-" + partition + "@" + offset), AnswerCount.Refusals::plus);
            }
        });
        long all = sent.values().stream().mapToLong(offsets -> offsets.count).sum();
        return AnswerCount.of(all, accepted[0], refused, rejected);
    }

    private boolean isSent(String topic, int partition, long offset) {
        Offsets offsets = sent.get(new TopicPartition(topic, partition));
        return offsets != null && offsets.has(offset);
    }

    /** False, too, for a record of somebody else's, whose headers name no place. */
    private boolean isRejected(String topic, String partition, String offset) {
        try {
            return isSent(topic, Integer.parseInt(partition), Long.parseLong(offset));
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void readAll(Topics topic, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        for (int p = 0; p < cluster.partitions(); p++) {
            try (PartitionReader reader = new PartitionReader(cluster, topic, p)) {
                reader.seekToOffset(from.get(new TopicPartition(topic.topicName(), p)));
                reader.readToEnd(listener);
            }
        }
    }

    private BalanceChange decoded(ConsumerRecord<byte[], byte[]> record) {
        try {
            return codec.decode(record.value());
        } catch (BadRecord e) {
            throw new ClusterProblem("What the ledger answered cannot be read: "
                    + record.topic() + "-" + record.partition() + "@" + record.offset() + ": "
                    + e.getMessage(), e);
        }
    }

    private static String named(BalanceChange entry) {
        return (entry.getCause() instanceof UsageEvent usage ? "usage " + usage.getEventId()
                : "event " + ((AccountEvent) entry.getCause()).getEventId())
                + " of account " + entry.getAccountId();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return Rejection.header(record.headers(), name);
    }
}
