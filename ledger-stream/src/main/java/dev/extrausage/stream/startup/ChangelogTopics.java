package dev.extrausage.stream.startup;

import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The changelogs of the ledger's two stores: what it remembers between two inputs. Kafka Streams
 * makes them at the first start; {@link #create} makes the same.
 */
public final class ChangelogTopics {
    private static final List<String> STORES = List.of(Accounts.STORE, DuplicateMemory.STORE);
    private static final int SEGMENT_BYTES = 64 * 1024 * 1024;

    private final LedgerSettings settings;

    /** The changelogs of an application id. */
    public ChangelogTopics(LedgerSettings settings) {
        this.settings = settings;
    }

    /** The topic of a store's changelog. */
    public String topicOf(String store) {
        return settings.applicationId() + "-" + store + "-changelog";
    }

    /** Both topics. */
    public List<String> topics() {
        return STORES.stream().map(this::topicOf).toList();
    }

    /** The settings that their topics get beside those of Kafka Streams. */
    public Map<String, String> configs() {
        return Map.of(
                // Only closed segments are compacted, and at Kafka's default ratio of a half. A
                // restore would read as much of the past again as of the present.
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES),
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1",
                TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                Integer.toString(settings.minInsyncReplicas()),
                TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(Topics.MAX_OUTPUT_BYTES));
    }

    /** Those that exist, by name, with their partitions and ids. */
    public Map<String, TopicDescription> existing(Admin admin) {
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(topics()).topicNameValues();
        return topics().stream()
                .map(topic -> KafkaAnswers.ifExists("describe a topic", asked.get(topic)))
                .flatMap(Optional::stream)
                .collect(Collectors.toMap(TopicDescription::name, found -> found));
    }

    /**
     * The generation of the changelogs: the ids that Kafka gave the topics when they were created,
     * which no later topic of the same name has. Empty where one does not exist.
     */
    public Optional<String> generation(Admin admin) {
        Map<String, TopicDescription> existing = existing(admin);
        return existing.size() < STORES.size() ? Optional.empty()
                : Optional.of(topics().stream()
                        .map(topic -> topic + "=" + existing.get(topic).topicId())
                        .collect(Collectors.joining("\n")));
    }

    /** As {@link #generation}, asked for so long at most; empty also when Kafka did not tell. */
    public Optional<String> generationWithin(Duration longest) {
        Map<String, Object> kafka = settings.forClients();
        kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) longest.toMillis());
        kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) longest.toMillis());
        Admin admin = Admin.create(kafka);
        try {
            return generation(admin);
        } catch (CannotStart e) {
            return Optional.empty();
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Deletes those that exist. */
    public void delete(Admin admin) {
        List<String> existing = List.copyOf(existing(admin).keySet());
        KafkaAnswers.to("delete " + existing, admin.deleteTopics(existing).all());
    }

    /** Creates both, empty, as Kafka Streams would. */
    public void create(Admin admin, int partitions) {
        Map<String, String> configs = new HashMap<>(configs());
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        List<NewTopic> wanted = new ArrayList<>();
        topics().forEach(topic -> wanted.add(new NewTopic(topic, partitions,
                (short) settings.replicationFactor()).configs(configs)));
        KafkaAnswers.to("create " + topics(), admin.createTopics(wanted).all());
    }
}
