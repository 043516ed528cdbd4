package dev.extrausage.stream.startup;

import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets at which the ledger begins to read. Its group starts with offset 0 committed
 * everywhere, so that a missing offset always means that one was lost: then reading on from
 * anywhere else would lose inputs, and {@link LostOffsets} finds where to go on.
 */
public final class StartOffsets {
    /** The topics that the ledger reads. */
    public static final List<Topics> INPUTS =
            List.of(Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS);

    /**
     * The note on a committed offset that says: a rebuild of the ledger's memory has begun, and has
     * not ended. With it no ledger of the group starts.
     */
    public static final String REBUILDING = "a rebuild has not ended";

    private StartOffsets() {}

    /**
     * Commits offset 0 of every input for a group that has never read any of them; whether it did.
     * Does nothing when nothing is missing, or when the ledger has run before.
     */
    static boolean commitFirst(Admin admin, String group, int partitions) {
        List<TopicPartition> missing = missing(admin, group, partitions);
        if (missing.isEmpty() || hasRun(admin, partitions)) {
            return false;
        }
        commit(admin, group, missing.stream()
                .collect(Collectors.toMap(Function.identity(), any -> 0L)));
        return true;
    }

    /**
     * Throws {@link CannotStart} when some input partition has no committed offset, or a rebuild of
     * the ledger's memory, or a restore, has begun and not ended.
     */
    public static void require(Admin admin, String group, int partitions) {
        requireNoRestore(admin, group);
        requireNoRebuild(admin, group);
        List<TopicPartition> missing = missing(admin, group, partitions);
        if (missing.isEmpty()) {
            return;
        }
        String lost = "the group " + group + " has no committed offset for " + missing;
        throw new CannotStart(hasRun(admin, partitions)
                ? lost + ", though the ledger has run: they were lost, or the application id is not"
                        + " the one it ran with. Starting anywhere would lose inputs or read them"
                        + " again. If the application id is right, `ledger topics"
                        + " --recover-offsets` finds in the journal where to go on"
                : lost + ": `ledger topics` commits offset 0, where the ledger begins");
    }

    /**
     * Throws {@link CannotStart} when a restore has begun and not ended. Until its end topics are
     * missing or set otherwise, which nobody is to mend by hand.
     */
    public static void requireNoRestore(Admin admin, String group) {
        String mark = RestoreMark.of(group);
        if (KafkaAnswers.ifExists("describe a topic", admin.describeTopics(List.of(mark))
                .topicNameValues().get(mark)).isPresent()) {
            throw new CannotStart(RestoreMark.NOT_ENDED);
        }
    }

    /** Throws {@link CannotStart} when a rebuild has begun and not ended. */
    static void requireNoRebuild(Admin admin, String group) {
        if (isRebuilding(admin, group)) {
            throw new CannotStart("a rebuild of what the ledger " + group + " remembers has begun,"
                    + " and has not ended: run `ledger rebuild` again. It ends with the same"
                    + " result, wherever it was broken off");
        }
    }

    /** Tells whether a rebuild of the ledger's memory has begun and not ended. */
    public static boolean isRebuilding(Admin admin, String group) {
        return committed(admin, group).values().stream()
                .anyMatch(at -> at != null && at.metadata().equals(REBUILDING));
    }

    static void commit(Admin admin, String group, Map<TopicPartition, Long> offsets) {
        KafkaAnswers.to("commit offsets for the group " + group, admin.alterConsumerGroupOffsets(
                group, offsets.entrySet().stream().collect(Collectors.toMap(
                        Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue())))).all());
    }

    /** The input partitions for which the group has committed nothing. */
    static List<TopicPartition> missing(Admin admin, String group, int partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = committed(admin, group);
        List<TopicPartition> missing = new ArrayList<>(partitionsOf(INPUTS, partitions));
        missing.removeIf(p -> committed.get(p) != null);
        return missing;
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(Admin admin, String group) {
        return KafkaAnswers.to("tell the committed offsets of the group " + group,
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    /** Tells whether any input was ever answered, by an entry or by a rejection. */
    private static boolean hasRun(Admin admin, int partitions) {
        List<TopicPartition> answers = partitionsOf(
                Arrays.asList(Topics.BALANCE_CHANGES, Topics.REJECTED_EVENTS), partitions);
        return KafkaAnswers.to("tell where its topics end", admin.listOffsets(answers.stream()
                        .collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest())))
                .all()).values().stream().anyMatch(end -> end.offset() > 0);
    }

    /** Every partition of these topics. */
    static List<TopicPartition> partitionsOf(List<Topics> topics, int partitions) {
        List<TopicPartition> all = new ArrayList<>();
        for (Topics topic : topics) {
            for (int p = 0; p < partitions; p++) {
                all.add(new TopicPartition(topic.topicName(), p));
            }
        }
        return all;
    }
}
