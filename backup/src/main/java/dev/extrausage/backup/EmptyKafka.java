package dev.extrausage.backup;

import dev.extrausage.kafka.LogEnds;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The Kafka that a backup is restored into: refused unless it is empty, or was left half restored,
 * and then emptied. A topic says for as long as it exists that a restore has not ended.
 */
final class EmptyKafka {
    private static final String STAMPING = "message.timestamp.type";
    private static final String BY_SENDER = "CreateTime";
    private static final String BY_BROKER = "LogAppendTime";

    private final Admin admin;
    private final LedgerSettings settings;
    private final String mark;
    private final Map<String, Long> retention = new TreeMap<>(TopicRetention.LEAST);

    EmptyKafka(Admin admin, LedgerSettings settings) {
        this.admin = admin;
        this.settings = settings;
        mark = RestoreMark.of(settings.applicationId());
    }

    /**
     * Makes every topic that is to be restored, without any record in it. Senders' times hold on
     * them, as the restore writes them, until {@link #stampAgain}; and nothing is too old for any
     * of them, until {@link #end}.
     *
     * @param replace whether to delete also what a restore of this backup cannot have written
     * @param progress takes a sentence that names what is deleted
     * @throws BackupProblem there is something in it
     */
    void prepare(Manifest manifest, boolean replace, Consumer<String> progress) {
        Set<String> existing = existing();
        if (existing.contains(mark)) {
            existing.remove(mark);
            if (!replace) {
                RestoredEnds.requireOnlyRestored(admin, manifest, restored(existing));
            }
            progress.accept("deleting what is marked as half restored, or as to be replaced: "
                    + String.join(", ", existing));
            endTransactions();
            delete(existing);
            // Not asked for: one broker may still name what another has heard to be gone.
            existing = new TreeSet<>(Set.of(mark));
        }
        requireEmpty(existing, manifest.partitions());
        if (!existing.contains(mark)) {
            create(new NewTopic(mark, Optional.of(1), Optional.empty()));
        }
        Set<String> topics = new TreeSet<>();
        manifest.parts().forEach(part -> topics.add(part.topic()));
        for (Topics topic : Topics.values()) {
            topics.add(topic.topicName());
        }
        for (String topic : topics) {
            if (!existing.contains(topic)) {
                create(new NewTopic(topic, manifest.partitions(),
                        (short) settings.replicationFactor()).configs(configs(topic)));
            } else if (isStamped(topic)) {
                stamp(topic, BY_SENDER);
            }
        }
        manifest.retention().forEach(this::keepAtLeast);
        TopicRetention.of(admin, existing).forEach((topic, millis) -> {
            keepAtLeast(topic, millis);
            TopicRetention.set(admin, topic, TopicRetention.FOR_EVER);
        });
        KafkaReplies.await("its new topics", () -> existing().containsAll(topics));
        topics.stream().filter(EmptyKafka::isStamped)
                .forEach(topic -> KafkaReplies.await("the setting " + STAMPING + " of " + topic,
                        () -> BY_SENDER.equals(stampingOf(topic))));
    }

    private void keepAtLeast(String topic, long millis) {
        retention.merge(topic, millis, TopicRetention::longer);
    }

    /** The topics of the ledger and of its consumers, and those that they have made themselves. */
    private Set<String> existing() {
        Set<String> ours = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        BackupTopic.all().forEach(topic -> named.add(topic.name()));
        named.add(Topics.BALANCES.topicName());
        named.addAll(new ChangelogTopics(settings).topics());
        named.add(mark);
        for (String name : KafkaReplies.to("name its topics", admin.listTopics().names())) {
            if (named.contains(name)) {
                ours.add(name);
            }
        }
        return ours;
    }

    /** The partitions of these topics, but for what a rebuild writes. */
    private List<TopicPartition> restored(Set<String> topics) {
        Set<String> asked = new TreeSet<>(topics);
        asked.remove(Topics.BALANCES.topicName());
        asked.removeAll(new ChangelogTopics(settings).topics());
        List<TopicPartition> all = new ArrayList<>();
        KafkaReplies.to("describe its topics", admin.describeTopics(asked).allTopicNames())
                .forEach((name, topic) -> topic.partitions().forEach(
                        p -> all.add(new TopicPartition(name, p.partition()))));
        return all;
    }

    private void delete(Collection<String> topics) {
        if (!topics.isEmpty()) {
            KafkaReplies.to("delete what a restore has left", admin.deleteTopics(topics).all());
            KafkaReplies.await("topics to be gone",
                    () -> existing().stream().noneMatch(topics::contains));
        }
    }

    /** The mark of the end of a transaction would be written to the new topic of that name. */
    private void endTransactions() {
        List<String> ours = KafkaReplies.to("name its transactions",
                admin.listTransactions().all()).stream().map(t -> t.transactionalId())
                .filter(id -> id.startsWith(mark + "-")).toList();
        if (!ours.isEmpty()) {
            KafkaReplies.to("end the transactions of a restore before",
                    admin.fenceProducers(ours).all());
        }
    }

    /** The id of the transactions that fill a partition. */
    String transactionalId(TopicPartition where) {
        return mark + "-" + where;
    }

    private void requireEmpty(Set<String> topics, int partitions) {
        Map<String, TopicDescription> found = KafkaReplies.to("describe its topics",
                admin.describeTopics(topics).allTopicNames());
        found.forEach((name, topic) -> {
            List<TopicPartition> all = new ArrayList<>();
            topic.partitions().forEach(p -> all.add(new TopicPartition(name, p.partition())));
            long records = LogEnds.written(admin, all).values().stream().mapToLong(e -> e).sum();
            if (records > 0) {
                throw new BackupProblem("this Kafka is not empty: " + records + " records were"
                        + " written to topic " + name + ". A backup is restored into a Kafka in"
                        + " which the ledger has never run; nothing was changed");
            }
            if (!name.equals(mark) && topic.partitions().size() != partitions) {
                throw new BackupProblem("topic " + name + " has " + topic.partitions().size()
                        + " partitions, the backup's have " + partitions + ": delete it, or create"
                        + " the topics with --partitions " + partitions);
            }
        });
    }

    private Map<String, String> configs(String topic) {
        Map<String, String> configs = new HashMap<>(Topics.named(topic)
                .map(known -> known.configs(settings.minInsyncReplicas()))
                .orElse(Map.of("cleanup.policy", "compact",
                        STAMPING, BY_SENDER,
                        "segment.bytes", Integer.toString(16 * 1024 * 1024),
                        "min.cleanable.dirty.ratio", "0.1",
                        "min.insync.replicas", Integer.toString(settings.minInsyncReplicas()),
                        "unclean.leader.election.enable", "false")));
        configs.computeIfPresent(STAMPING, (key, any) -> BY_SENDER);
        configs.computeIfPresent(TopicRetention.SETTING,
                (key, any) -> Long.toString(TopicRetention.FOR_EVER));
        return configs;
    }

    private static boolean isStamped(String topic) {
        return Topics.named(topic).map(known -> known.configs(1).get(STAMPING))
                .filter(BY_BROKER::equals).isPresent();
    }

    private void create(NewTopic topic) {
        KafkaReplies.to("create topic " + topic.name(), admin.createTopics(List.of(topic)).all());
    }

    /** Has the brokers stamp again what they stamp; returns when they say that they do. */
    void stampAgain() {
        for (Topics topic : Topics.values()) {
            if (isStamped(topic.topicName())) {
                stamp(topic.topicName(), BY_BROKER);
            }
        }
        for (Topics topic : Topics.values()) {
            if (isStamped(topic.topicName())) {
                KafkaReplies.await("the setting " + STAMPING + " of " + topic.topicName(),
                        () -> BY_BROKER.equals(stampingOf(topic.topicName())));
            }
        }
    }

    private void stamp(String topic, String by) {
        KafkaReplies.to("change topic " + topic, admin.incrementalAlterConfigs(Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(STAMPING, by),
                        AlterConfigOp.OpType.SET)))).all());
    }

    private String stampingOf(String topic) {
        ConfigResource asked = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config found = KafkaReplies.to("tell the settings of " + topic,
                    admin.describeConfigs(List.of(asked)).all()).get(asked);
            return found.get(STAMPING).value();
        } catch (BackupProblem e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return null; // This broker has not heard of the new topic yet.
            }
            throw e;
        }
    }

    /** Lets records grow old again, and says that the restore has ended. */
    void end() {
        retention.forEach((topic, millis) -> TopicRetention.set(admin, topic, millis));
        KafkaReplies.to("delete topic " + mark, admin.deleteTopics(List.of(mark)).all());
    }
}
