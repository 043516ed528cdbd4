package dev.extrausage.journal.proof;

import dev.extrausage.journal.read.JournalUnreadable;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.common.TopicPartition;

/** The offsets up to which the ledger has decided its inputs: committed with its entries (J4). */
final class DecidedTo {
    private final Map<TopicPartition, Long> offsets = new HashMap<>();

    private DecidedTo() {}

    /**
     * Asks Kafka.
     *
     * @param group the ledger's application id
     * @throws JournalUnreadable if Kafka does not answer, or has no offsets of that group
     */
    static DecidedTo ask(Map<String, Object> kafka, String group) {
        DecidedTo decided = new DecidedTo();
        try (Admin admin = Admin.create(kafka)) {
            admin.listConsumerGroupOffsets(group,
                            new ListConsumerGroupOffsetsOptions().requireStable(false))
                    .partitionsToOffsetAndMetadata().get().forEach((partition, at) -> {
                        if (at != null) {
                            decided.offsets.put(partition, at.offset());
                        }
                    });
        } catch (ExecutionException e) {
            throw new JournalUnreadable("Kafka does not tell how far " + group + " has decided: "
                    + e.getCause().getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnreadable("interrupted while waiting for Kafka", e);
        }
        if (decided.offsets.isEmpty()) {
            throw new JournalUnreadable("Kafka knows of no ledger " + group + ": name the one whose"
                    + " journal this is with --application-id", null);
        }
        return decided;
    }

    long of(String topic, int partition) {
        return offsets.getOrDefault(new TopicPartition(topic, partition), 0L);
    }
}
