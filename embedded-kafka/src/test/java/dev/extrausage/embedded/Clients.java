package dev.extrausage.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients as the tests of the broker use them. Topics have one partition. */
final class Clients {
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private Clients() {
    }

    static Admin admin(String bootstrap) {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    static void createTopic(String bootstrap, String topic) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    static Producer<String, String> producer(String bootstrap, Map<String, Object> settings) {
        Map<String, Object> all = new java.util.HashMap<>(settings);
        all.put("bootstrap.servers", bootstrap);
        return new KafkaProducer<>(all, new StringSerializer(), new StringSerializer());
    }

    /** Writes the values in one transaction, which it then commits or aborts. */
    static void transaction(String bootstrap, String topic, boolean commit, String... values) {
        try (Producer<String, String> producer =
                producer(bootstrap, Map.of("transactional.id", "writer-of-" + topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            for (String value : values) {
                producer.send(new ProducerRecord<>(topic, value));
            }
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    static Consumer<String, String> consumer(String bootstrap, String group) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "group.id", group,
                        "isolation.level", "read_committed", "enable.auto.commit", "false",
                        "auto.offset.reset", "none",
                        // A close waits for the answer to the fetch under way.
                        "fetch.max.wait.ms", "20"),
                new StringDeserializer(), new StringDeserializer());
    }

    /**
     * Every committed value of the topic, from its beginning to its end as it is now. Whoever has
     * committed is told so before Kafka has marked it in the log, so what is written there is
     * waited for.
     */
    static List<String> committed(String bootstrap, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<String, String> consumer = consumer(bootstrap, "reader-of-" + topic)) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = written(bootstrap, partition);
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (consumer.position(partition, PATIENCE) < end) {
                for (ConsumerRecord<String, String> record
                        : consumer.poll(Duration.ofMillis(100))) {
                    values.add(record.value());
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("only " + values.size() + " values of " + topic
                            + " came, up to " + consumer.position(partition) + " of " + end);
                }
            }
            return values;
        }
    }

    private static long written(String bootstrap, TopicPartition partition) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()),
                            new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                    .partitionResult(partition).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .offset();
        }
    }

    static void commitOffset(String bootstrap, String group, String topic, long offset) {
        try (Consumer<String, String> consumer = consumer(bootstrap, group)) {
            consumer.commitSync(Map.of(
                    new TopicPartition(topic, 0), new OffsetAndMetadata(offset)), PATIENCE);
        }
    }

    static long committedOffset(String bootstrap, String group, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Consumer<String, String> consumer = consumer(bootstrap, group)) {
            return consumer.committed(Set.of(partition), PATIENCE).get(partition).offset();
        }
    }

    /** The levels of the features the cluster has finalized, by name. */
    static Map<String, Integer> features(String bootstrap) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            return admin.describeFeatures().featureMetadata()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS).finalizedFeatures().entrySet()
                    .stream().collect(Collectors.toMap(
                            Map.Entry::getKey, e -> (int) e.getValue().maxVersionLevel()));
        }
    }
}
