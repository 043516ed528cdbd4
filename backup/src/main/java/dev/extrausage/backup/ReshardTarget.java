package dev.extrausage.backup;

import dev.extrausage.kafka.LogEnds;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/** The Kafka whose topics are to get another number of partitions. */
final class ReshardTarget {
    private static final String JOURNAL = Topics.BALANCE_CHANGES.topicName();
    private static final String MIN_INSYNC = "min.insync.replicas";

    private final Admin admin;
    private final String mark;
    private final int partitions;

    ReshardTarget(Admin admin, String applicationId, int partitions) {
        this.admin = admin;
        this.partitions = partitions;
        mark = RestoreMark.of(applicationId);
    }

    /** The topics that move, as far as they exist. */
    Set<String> existing() {
        Set<String> all = KafkaReplies.to("name its topics", admin.listTopics().names());
        Set<String> ours = new TreeSet<>();
        BackupTopic.all().stream().map(BackupTopic::name).filter(all::contains)
                .forEach(ours::add);
        return ours;
    }

    /** True once the old topics may be gone. */
    boolean hasMark() {
        return KafkaReplies.to("name its topics", admin.listTopics().names()).contains(mark);
    }

    /** False only when that is certain: an answer of Kafka may have been lost. */
    boolean mayHaveMark() {
        try {
            return hasMark();
        } catch (BackupProblem e) {
            return true;
        }
    }

    /** Keeps every ledger from starting, and allows a restore to delete what is there. */
    void mark() {
        KafkaReplies.to("create topic " + mark, admin.createTopics(List.of(
                new NewTopic(mark, Optional.of(1), Optional.empty()))).all());
    }

    /**
     * Refuses what would change nothing.
     *
     * @throws BackupProblem the topics have that number of partitions, or not all the same
     */
    void requireOtherNumber() {
        Map<String, Integer> found = new TreeMap<>();
        descriptions().forEach((name, topic) -> found.put(name, topic.partitions().size()));
        if (!found.containsKey(JOURNAL)) {
            throw new BackupProblem("there is no topic " + JOURNAL + " on this Kafka");
        }
        if (Set.copyOf(found.values()).size() > 1) {
            throw new BackupProblem("the topics do not have the same number of partitions: "
                    + found);
        }
        if (found.get(JOURNAL) == partitions) {
            throw new BackupProblem("the topics have " + partitions + " partitions already");
        }
    }

    private Map<String, TopicDescription> descriptions() {
        return KafkaReplies.to("describe its topics",
                admin.describeTopics(existing()).allTopicNames());
    }

    /** The plan to keep as many replicas as the journal has now. */
    ReshardPlan plan() {
        requireOtherNumber();
        ConfigResource journal = new ConfigResource(ConfigResource.Type.TOPIC, JOURNAL);
        int minInsync = Integer.parseInt(KafkaReplies.to("tell the settings of " + JOURNAL,
                admin.describeConfigs(List.of(journal)).all()).get(journal).get(MIN_INSYNC)
                .value());
        return new ReshardPlan(partitions, descriptions().get(JOURNAL).partitions().get(0)
                .replicas().size(), minInsync, false);
    }

    /**
     * Requires that all is in the backup.
     *
     * @throws BackupProblem a partition ends elsewhere
     */
    void requireEndsOf(Manifest backup) {
        List<TopicPartition> all = new ArrayList<>();
        backup.parts().forEach(part -> all.add(part.where()));
        LogEnds.written(admin, all).forEach((where, end) -> {
            long copied = backup.part(where).orElseThrow().to();
            if (end != copied) {
                throw new BackupProblem(where + " ends at offset " + end + ", and was copied up to"
                        + " " + copied + ": somebody writes to it. Stop the ledger, its consumers,"
                        + " the API and all senders. Nothing was changed");
            }
        });
    }

    /**
     * Requires that what a run before has left is its own, since it will be deleted.
     *
     * @param isAbandoned whether that run may have restored the old topics: then they may end one
     *     later, with the mark of the end of a transaction
     * @throws BackupProblem somebody has written since
     */
    void requireNobodyElses(Manifest old, Manifest moved, boolean isAbandoned) {
        int more = isAbandoned ? 1 : 0;
        List<TopicPartition> restored = new ArrayList<>();
        descriptions().forEach((name, topic) -> {
            boolean isOld = topic.partitions().size() == old.partitions();
            topic.partitions().forEach(p -> {
                TopicPartition where = new TopicPartition(name, p.partition());
                if (!isOld) {
                    restored.add(where);
                } else if (LogEnds.written(admin, List.of(where)).get(where)
                        > old.part(where).map(Manifest.Part::to).orElse(0L) + more) {
                    throw new BackupProblem(where + " has grown since it was copied: somebody has"
                            + " written to it. Nothing more was changed");
                }
            });
        });
        RestoredEnds.requireOnlyRestored(admin, moved, restored);
    }
}
