package dev.extrausage.kafka.catalog;

import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.Follower;
import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@code catalog-versions}, which holds a few small records, to its end. */
public final class CatalogTopic {
    private static final int ANSWER_MILLIS = 10_000;
    /** A close waits for the answer to the fetch under way. */
    private static final int LAST_FETCH_MILLIS = 20;

    private CatalogTopic() {}

    /**
     * Reads all that was written to the topic by now; none of it if there is no such topic.
     *
     * @param clients settings of any Kafka client: its address and its security
     * @throws ClusterProblem Kafka does not tell; a cause that is Kafka's own is kept
     */
    public static KeptVersions read(Map<String, Object> clients) {
        KeptVersions kept = new KeptVersions();
        Map<String, Object> inShort = new HashMap<>(clients);
        inShort.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, LAST_FETCH_MILLIS);
        try (Admin admin = Admin.create(common(clients, "catalog-topic"));
                Follower follower = follower(inShort, kept)) {
            List<TopicPartition> partitions = partitions(admin);
            if (!partitions.isEmpty()) {
                CatchUp catchUp = follower.followFromStart(partitions);
                for (catchUp.advance(); !catchUp.isDone(); catchUp.advance()) {
                    follower.read(true);
                }
            }
            return kept;
        } catch (KafkaException e) {
            throw new ClusterProblem("The topic " + Topics.CATALOG_VERSIONS.topicName()
                    + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** A follower that hands all it reads to {@code kept}. */
    static Follower follower(Map<String, Object> clients, KeptVersions kept) {
        Map<String, Object> reading = common(clients, "catalog-reader");
        reading.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        reading.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new Follower(new KafkaConsumer<>(
                reading, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Admin.create(common(clients, "catalog-ends")), kept::take);
    }

    /** The topic's partitions; none if there is no such topic. */
    static List<TopicPartition> partitions(Admin admin) {
        String topic = Topics.CATALOG_VERSIONS.topicName();
        try {
            int count = admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get()
                    .partitions().size();
            return IntStream.range(0, count).mapToObj(p -> new TopicPartition(topic, p)).toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw new ClusterProblem("The topic " + topic + " cannot be described: "
                    + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterProblem("Interrupted while waiting for Kafka.", e);
        }
    }

    /** The settings of any client of ours besides {@code clients}. */
    static Map<String, Object> common(Map<String, Object> clients, String role) {
        Map<String, Object> all = new HashMap<>(clients);
        Object name = clients.get(CommonClientConfigs.CLIENT_ID_CONFIG);
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, name == null ? role : name + "-" + role);
        // Short, so that another broker is asked where the first hangs; whoever has chosen a time
        // for a slow line has all of it.
        all.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
                clients.containsKey(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG)
                        ? ANSWER_MILLIS : HangingBrokers.WRITE_MILLIS);
        all.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        // No beans: they would clash between the clients of one process, and nobody reads them.
        all.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        return all;
    }
}
