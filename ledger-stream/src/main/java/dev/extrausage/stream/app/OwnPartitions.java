package dev.extrausage.stream.app;

import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.startup.StartOffsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;

/** The partitions that this process decides now, as Kafka Streams has shared them out. */
final class OwnPartitions {
    private final KafkaStreams streams;

    OwnPartitions(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Those of which every input has an active task here; empty unless running. */
    Set<Integer> active() {
        Set<Integer> active = new TreeSet<>();
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return active;
        }
        for (ThreadMetadata thread : streams.metadataForLocalThreads()) {
            for (TaskMetadata task : thread.activeTasks()) {
                if (isRunning(thread) && isWhole(task)) {
                    active.add(task.taskId().partition());
                }
            }
        }
        return active;
    }

    /** Tells whether partitions are being shared out, or stores read. */
    boolean areSharedOut() {
        return streams.state() == KafkaStreams.State.REBALANCING;
    }

    /** The client ids of its threads' consumers; none when it has stopped. */
    Set<String> consumers() {
        try {
            return streams.metadataForLocalThreads().stream()
                    .map(ThreadMetadata::consumerClientId).collect(Collectors.toSet());
        } catch (IllegalStateException e) {
            return Set.of();
        }
    }

    private static boolean isRunning(ThreadMetadata thread) {
        return thread.threadState().equals("RUNNING");
    }

    private static boolean isWhole(TaskMetadata task) {
        int partition = task.taskId().partition();
        return StartOffsets.INPUTS.stream().map(Topics::topicName).allMatch(
                topic -> task.topicPartitions().contains(new TopicPartition(topic, partition)));
    }

    /** True if there are active ones, and the stores of each open. */
    boolean areReady() {
        Set<Integer> active = active();
        return !active.isEmpty() && active.stream().allMatch(this::opens);
    }

    /** True if it runs and has none, so that it stands by to take over another's. */
    boolean areNone() {
        return streams.state() == KafkaStreams.State.RUNNING
                && streams.metadataForLocalThreads().stream().allMatch(thread ->
                        isRunning(thread) && thread.activeTasks().isEmpty());
    }

    /** The reasons, in clauses, why it does not decide what it should; none if it does. */
    List<String> problems() {
        if (areSharedOut()) {
            return List.of("partitions are being shared out, or accounts are read again from"
                    + " their changelogs");
        }
        if (streams.state() != KafkaStreams.State.RUNNING) {
            return List.of("Kafka Streams is " + streams.state());
        }
        Set<Integer> active = active();
        if (active.isEmpty() && !areNone()) {
            return List.of("it takes its partitions over");
        }
        List<Integer> closed = active.stream().filter(p -> !opens(p)).toList();
        return closed.isEmpty() ? List.of()
                : List.of("the stores of the partitions " + closed + " are not open");
    }

    private boolean opens(int partition) {
        try {
            streams.store(StoreQueryParameters.fromNameAndType(Accounts.STORE,
                    QueryableStoreTypes.<byte[], byte[]>keyValueStore()).withPartition(partition))
                    .approximateNumEntries();
            return true;
        } catch (InvalidStateStoreException e) {
            return false;
        }
    }
}
