package dev.extrausage.consumers.topup;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The compacted topic that holds the {@link TopUpMemory}: private to the top-ups, with one
 * partition for each of the requests', and made by them as a changelog is.
 */
final class MemoryTopic {
    static final String NAME = TopUps.GROUP + "-memory";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private MemoryTopic() {}

    /** Makes it if it is missing, kept as safely as {@code like}; returns how many partitions. */
    static int ensure(Admin admin, String like) {
        try {
            TopicDescription model = describe(admin, like).orElseThrow(() -> new KafkaException(
                    "the topic " + like + " is missing: make the ledger's topics first"
                            + " (ledger topics)"));
            int partitions = model.partitions().size();
            short replicas = (short) model.partitions().get(0).replicas().size();
            try {
                admin.createTopics(List.of(new NewTopic(NAME, partitions, replicas)
                        .configs(configs(replicas)))).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            return sameAs(partitions, admin, like);
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + NAME + " cannot be made", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    private static Map<String, String> configs(short replicas) {
        return Map.of("cleanup.policy", "compact",
                // A restart reads all of it: keep little that is outdated.
                "segment.bytes", String.valueOf(16 * 1024 * 1024),
                "min.cleanable.dirty.ratio", "0.1",
                "min.insync.replicas", String.valueOf(Math.max(1, replicas - 1)),
                "unclean.leader.election.enable", "false");
    }

    private static int sameAs(int wanted, Admin admin, String like)
            throws ExecutionException, InterruptedException {
        int found = await(admin).partitions().size();
        if (found != wanted) {
            throw new KafkaException("topic " + NAME + " has " + found + " partitions, must have "
                    + wanted + " like " + like + ": accounts would lose their memory");
        }
        return found;
    }

    /** A broker may learn of a topic a moment after the controller has created it. */
    private static TopicDescription await(Admin admin)
            throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<TopicDescription> found = describe(admin, NAME);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new KafkaException("the created topic " + NAME + " did not appear within "
                        + PATIENCE.toSeconds() + " seconds");
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    /** The topic; empty when the broker does not know it. */
    private static Optional<TopicDescription> describe(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            return Optional.of(
                    admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
