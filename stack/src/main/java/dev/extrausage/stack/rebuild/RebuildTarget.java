package dev.extrausage.stack.rebuild;

import dev.extrausage.kafka.LogEnds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics of a ledger that is to be rebuilt: what there must be, and what is replaced. */
final class RebuildTarget {
    private static final long ANSWER_SECONDS = 60;

    private final Admin admin;
    private final LedgerSettings settings;
    private final ChangelogTopics changelogs;
    private final Map<Topics, Integer> partitions = new EnumMap<>(Topics.class);

    RebuildTarget(Admin admin, LedgerSettings settings) {
        this.admin = admin;
        this.settings = settings;
        changelogs = new ChangelogTopics(settings);
        for (Topics topic : Topics.values()) {
            KafkaFuture<TopicDescription> asked = admin.describeTopics(
                    List.of(topic.topicName())).topicNameValues().get(topic.topicName());
            int found = partitionsOf(topic, asked);
            if (found > 0) {
                partitions.put(topic, found);
            }
        }
    }

    private static int partitionsOf(Topics topic, KafkaFuture<TopicDescription> asked) {
        try {
            return asked.get(ANSWER_SECONDS, TimeUnit.SECONDS).partitions().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return 0;
            }
            throw new CannotRebuild("Kafka does not describe the topic " + topic.topicName() + ": "
                    + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new CannotRebuild("Kafka does not describe the topic " + topic.topicName(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotRebuild("interrupted", e);
        }
    }

    /**
     * The number of partitions of every topic.
     *
     * @throws CannotRebuild the journal or an input is missing, or the numbers differ
     */
    int partitions() {
        List<Topics> needed = new ArrayList<>(StartOffsets.INPUTS);
        needed.add(Topics.BALANCE_CHANGES);
        List<String> missing = needed.stream().filter(t -> !has(t)).map(Topics::topicName).toList();
        if (!missing.isEmpty()) {
            throw new CannotRebuild("there is no topic " + String.join(", ", missing)
                    + ": a rebuild needs the journal and the inputs, and makes everything else");
        }
        if (partitions.values().stream().distinct().count() > 1) {
            throw new CannotRebuild("the topics do not have the same number of partitions: "
                    + partitions);
        }
        return partitions.get(Topics.BALANCE_CHANGES);
    }

    /** True if the topic exists. */
    boolean has(Topics topic) {
        return partitions.containsKey(topic);
    }

    /**
     * Says what will be replaced.
     *
     * @param replace whether it may be; what a rebuild that was broken off has left always may
     * @throws CannotRebuild there is something, and it may not be replaced
     */
    void requireFree(SnapshotDifferences snapshots, boolean replace, Consumer<String> progress) {
        List<String> replaced = replaced(snapshots);
        boolean isOurs = StartOffsets.isRebuilding(admin, settings.applicationId());
        if (isOurs) {
            progress.accept("a rebuild was begun before and has not ended: it begins again");
        }
        if (!replaced.isEmpty() && !replace && !isOurs) {
            List<String> lines = new ArrayList<>(replaced);
            lines.add("Nothing was changed. If that is what you want, say --replace.");
            throw new CannotRebuild("the ledger " + settings.applicationId() + " has a memory, of"
                    + " which this would be replaced:", lines);
        }
        replaced.forEach(progress);
    }

    private List<String> replaced(SnapshotDifferences snapshots) {
        List<String> replaced = new ArrayList<>();
        changelogs.existing(admin).forEach((name, topic) -> {
            List<TopicPartition> all = IntStream.range(0, topic.partitions().size())
                    .mapToObj(p -> new TopicPartition(name, p)).toList();
            long records = LogEnds.written(admin, all).values().stream()
                    .mapToLong(Long::longValue).sum();
            if (records > 0) {
                replaced.add("to be deleted: the topic " + name + ", to which " + records
                        + " records were written");
            }
        });
        if (snapshots.replaced() > 0) {
            replaced.add("to be overwritten: " + snapshots.replaced() + " snapshots on "
                    + Topics.BALANCES.topicName() + " that are not what the journal says");
        }
        if (!snapshots.unreadable().isEmpty()) {
            replaced.add("to be deleted: what cannot be read on " + Topics.BALANCES.topicName()
                    + ", under " + snapshots.unreadable().size() + " keys");
        }
        return replaced;
    }

    /** Deletes the changelogs, which this may not be allowed to; then nothing was changed. */
    void deleteChangelogs() {
        changelogs.delete(admin);
    }

    /** Makes new changelogs. */
    void createChangelogs(int partitions) {
        changelogs.create(admin, partitions);
    }
}
