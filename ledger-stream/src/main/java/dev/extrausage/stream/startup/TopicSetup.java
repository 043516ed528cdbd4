package dev.extrausage.stream.startup;

import dev.extrausage.schemas.TopicSetting;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** Creates what the ledger needs on a cluster, once, by an explicit step; changes nothing. */
public final class TopicSetup {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private TopicSetup() {}

    /**
     * The outcome of the setup.
     *
     * @param created a sentence for each topic that was created, and for offsets that were
     *     committed
     * @param differing a sentence for each setting of an existing topic that is not as the ledger
     *     would have created it; some of them keep it from starting ({@link TopicCheck})
     */
    public record Report(List<String> created, List<String> differing) {}

    /**
     * Creates the topics that do not exist, and commits offset 0 of every input for the ledger's
     * group if the ledger has never run.
     *
     * @param partitions how many every topic gets. The number is for life: with another one an
     *     account's next entry would lie on another partition, and its chain would be torn
     * @throws CannotStart when Kafka refuses, or existing topics differ in their partitions
     */
    public static Report apply(Admin admin, LedgerSettings settings, int partitions) {
        Map<Topics, Integer> existing = TopicCheck.partitionsByTopic(admin);
        int wanted = agreed(existing, partitions);
        List<String> created = new ArrayList<>();
        for (Topics topic : Topics.values()) {
            if (!existing.containsKey(topic)) {
                create(admin, settings, topic, wanted).ifPresent(created::add);
            }
        }
        awaitAll(admin);
        if (StartOffsets.commitFirst(admin, settings.applicationId(), wanted)) {
            created.add("committed offset 0 of every input partition for the group "
                    + settings.applicationId() + ": the ledger begins there");
        }
        return new Report(List.copyOf(created), differences(admin, existing, settings, partitions));
    }

    /** The same comparison without creating anything, of the topics that exist. */
    public static Report look(Admin admin, LedgerSettings settings, int partitions) {
        return new Report(List.of(), differences(
                admin, TopicCheck.partitionsByTopic(admin), settings, partitions));
    }

    /** Creates the topic; returns a sentence on it, or nothing when somebody else was first. */
    private static Optional<String> create(
            Admin admin, LedgerSettings settings, Topics topic, int partitions) {
        Map<String, String> configs = topic.configs(settings.minInsyncReplicas());
        NewTopic missing = new NewTopic(topic.topicName(), partitions,
                (short) settings.replicationFactor()).configs(configs);
        return KafkaAnswers.unlessExists("create topic " + topic.topicName(),
                admin.createTopics(List.of(missing)).all())
                ? Optional.of("created topic " + topic.topicName() + " with " + partitions
                        + " partitions, replication factor " + settings.replicationFactor()
                        + ", " + configs)
                : Optional.empty();
    }

    /** New topics get as many partitions as those that are there. */
    private static int agreed(Map<Topics, Integer> existing, int asked) {
        Set<Integer> found = new HashSet<>(existing.values());
        if (found.size() > 1) {
            throw new CannotStart("the topics that exist do not have the same number of partitions,"
                    + " " + existing + ": nothing was created");
        }
        return found.isEmpty() ? asked : found.iterator().next();
    }

    private static List<String> differences(
            Admin admin, Map<Topics, Integer> existing, LedgerSettings settings, int asked) {
        List<String> differing = new ArrayList<>();
        existing.forEach((topic, partitions) -> {
            if (partitions != asked) {
                differing.add("topic " + topic.topicName() + ": it has " + partitions
                        + " partitions, not " + asked + ", and so do all others: it is for life");
            }
        });
        TopicCheck.settings(admin, existing.keySet()).forEach((topic, found) -> {
            for (TopicSetting wanted : topic.settings(settings.minInsyncReplicas())) {
                String value = found.get(wanted.key());
                boolean advice = wanted.bound() == TopicSetting.Bound.ADVICE;
                if (advice ? !wanted.value().equals(value)
                        : value == null || !wanted.isMetBy(value)) {
                    differing.add((advice ? "advice, " : "")
                            + TopicCheck.difference(topic, wanted, value));
                }
            }
        });
        return List.copyOf(differing);
    }

    /** A broker may learn of a topic a moment after the controller has created it. */
    private static void awaitAll(Admin admin) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (TopicCheck.partitionsByTopic(admin).size() < Topics.values().length) {
            if (System.nanoTime() > end) {
                throw new CannotStart("the created topics did not appear within "
                        + PATIENCE.toSeconds() + " seconds");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
