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
 * The compacted topics that hold the {@link TopUpMemory} and the {@link PayBackMemory}: private to
 * the top-ups, with one partition for each of the requests', and made by them as a changelog is.
 */
final class MemoryTopic {
    /** The memory of top-ups. */
    static final String TOP_UPS = TopUps.GROUP + "-memory";
    /** The memory of refunds: apart, since versions before it could not read what is in it. */
    static final String PAY_BACKS = TopUps.GROUP + "-refunds";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private MemoryTopic() {}

    /** Throws {@link KafkaException} in words when there is no such topic. */
    static TopicDescription require(Admin admin, String topic) {
        try {
            return describe(admin, topic).orElseThrow(() -> new KafkaException("the topic " + topic
                    + " is missing: make the ledger's topics first (ledger topics)"));
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + topic + " cannot be described", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted", e);
        }
    }

    /** Makes both if they are missing, kept as safely as {@code like}; the number of partitions. */
    static int ensure(Admin admin, String like) {
        ensure(TOP_UPS, admin, like);
        return ensure(PAY_BACKS, admin, like);
    }

    private static int ensure(String name, Admin admin, String like) {
        try {
            TopicDescription model = require(admin, like);
            int partitions = model.partitions().size();
            short replicas = (short) model.partitions().get(0).replicas().size();
            try {
                admin.createTopics(List.of(new NewTopic(name, partitions, replicas)
                        .configs(configs(replicas)))).all().get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
            return sameAs(name, partitions, admin, like);
        } catch (ExecutionException e) {
            throw new KafkaException("topic " + name + " cannot be made", e.getCause());
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

    private static int sameAs(String name, int wanted, Admin admin, String like)
            throws ExecutionException, InterruptedException {
        int found = await(name, admin).partitions().size();
        if (found != wanted) {
            throw new KafkaException("topic " + name + " has " + found + " partitions, must have "
                    + wanted + " like " + like + ": accounts would lose their memory");
        }
        return found;
    }

    /** A broker may learn of a topic a moment after the controller has created it. */
    private static TopicDescription await(String name, Admin admin)
            throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<TopicDescription> found = describe(admin, name);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new KafkaException("the created topic " + name + " did not appear within "
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
