package dev.extrausage.stream.startup;

import dev.extrausage.schemas.TopicSetting;
import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Checks that the ledger can keep its promises on a cluster. Faults are told in sentences that
 * name the topic, the setting, what was found and what is wanted.
 */
public final class TopicCheck {
    private static final String TRANSACTIONS = "transaction.version";
    private static final short LEAST_TRANSACTIONS = 2;
    private static final String STAMPING = "message.timestamp.type";

    private TopicCheck() {}

    /**
     * The number of partitions of every topic.
     *
     * @param minInsyncReplicas how many brokers must hold a record before it counts
     * @throws CannotStart when anything is wrong, with a line for each fault
     */
    public static int partitions(Admin admin, int minInsyncReplicas) {
        List<String> faults = faults(admin, minInsyncReplicas);
        if (!faults.isEmpty()) {
            throw new CannotStart(faults);
        }
        return partitionsByTopic(admin).get(Topics.USAGE_EVENTS);
    }

    /** All that keeps the ledger from starting on this cluster; empty when nothing does. */
    public static List<String> faults(Admin admin, int minInsyncReplicas) {
        List<String> faults = new ArrayList<>();
        checkTransactions(admin, faults);
        Map<Topics, Integer> partitions = partitionsByTopic(admin);
        checkPartitions(partitions, faults);
        settings(admin, partitions.keySet()).forEach((topic, found) -> {
            for (TopicSetting wanted : topic.settings(minInsyncReplicas)) {
                if (wanted.bound() != TopicSetting.Bound.ADVICE) {
                    checkSetting(topic, wanted, found.get(wanted.key()), faults);
                }
            }
        });
        return faults;
    }

    /** Before version 2 (KIP-890) a broker can lose or tear a transaction. */
    private static void checkTransactions(Admin admin, List<String> faults) {
        FinalizedVersionRange found = KafkaAnswers.to("name its features",
                admin.describeFeatures().featureMetadata()).finalizedFeatures().get(TRANSACTIONS);
        int version = found == null ? 0 : found.maxVersionLevel();
        if (version < LEAST_TRANSACTIONS) {
            faults.add("the cluster's " + TRANSACTIONS + " is " + version + ", must be at least "
                    + LEAST_TRANSACTIONS + ": before it a broker can lose or tear a transaction");
        }
    }

    private static void checkPartitions(Map<Topics, Integer> found, List<String> faults) {
        for (Topics topic : Topics.values()) {
            if (!found.containsKey(topic)) {
                faults.add("topic " + topic.topicName() + " does not exist: create the topics with"
                        + " `ledger topics`");
            }
        }
        Integer wanted = found.get(Topics.USAGE_EVENTS);
        found.forEach((topic, partitions) -> {
            if (wanted != null && !partitions.equals(wanted)) {
                faults.add("topic " + topic.topicName() + ": it has " + partitions
                        + " partitions, must have " + wanted + " as "
                        + Topics.USAGE_EVENTS.topicName()
                        + " has: an account is on the same partition of every topic");
            }
        });
    }

    private static void checkSetting(
            Topics topic, TopicSetting wanted, String found, List<String> faults) {
        if (found == null || !wanted.isMetBy(found)) {
            faults.add(difference(topic, wanted, found));
        }
    }

    /**
     * A sentence if the broker does not stamp that topic's records with its append time now, or the
     * topic is none of ours; empty if it does.
     */
    public static Optional<String> stampingFault(Admin admin, String topicName) {
        Topics topic = Topics.named(topicName).orElse(null);
        if (topic == null) {
            return Optional.of("topic " + topicName + " is none of the ledger's");
        }
        String found = settings(admin, List.of(topic)).get(topic).get(STAMPING);
        return topic.settings(1).stream()
                .filter(wanted -> wanted.key().equals(STAMPING) && !wanted.isMetBy(found))
                .map(wanted -> difference(topic, wanted, found)).findAny();
    }

    /** The sentence about a setting that is not as it was wanted. */
    static String difference(Topics topic, TopicSetting wanted, String found) {
        return "topic " + topic.topicName() + ": " + wanted.key() + " is " + found + ", must be "
                + wanted.wanted() + ": " + wanted.reason();
    }

    /** The number of partitions of each of our topics that exists. */
    static Map<Topics, Integer> partitionsByTopic(Admin admin) {
        Map<String, KafkaFuture<TopicDescription>> found = admin.describeTopics(
                Arrays.stream(Topics.values()).map(Topics::topicName).toList()).topicNameValues();
        Map<Topics, Integer> partitions = new TreeMap<>();
        for (Topics topic : Topics.values()) {
            KafkaAnswers.ifExists("describe its topics", found.get(topic.topicName()))
                    .ifPresent(d -> partitions.put(topic, d.partitions().size()));
        }
        return partitions;
    }

    /** The settings in force on each topic. */
    static Map<Topics, Map<String, String>> settings(Admin admin, Iterable<Topics> topics) {
        List<ConfigResource> asked = new ArrayList<>();
        topics.forEach(t -> asked.add(
                new ConfigResource(ConfigResource.Type.TOPIC, t.topicName())));
        Map<ConfigResource, Config> found = KafkaAnswers.to("tell the settings of its topics",
                admin.describeConfigs(asked).all());
        Map<Topics, Map<String, String>> settings = new TreeMap<>();
        found.forEach((resource, config) -> settings.put(
                Topics.named(resource.name()).orElseThrow(),
                config.entries().stream().filter(e -> e.value() != null).collect(
                        Collectors.toMap(ConfigEntry::name, ConfigEntry::value))));
        return settings;
    }
}
