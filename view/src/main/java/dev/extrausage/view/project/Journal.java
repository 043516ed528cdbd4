package dev.extrausage.view.project;

import dev.extrausage.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The three topics that are folded, as a cluster has them.
 *
 * @param identity changes when the cluster is another, or one of the topics was made anew
 * @param partitions the number that each topic has
 */
record Journal(String identity, int partitions) {
    /** The topics in the order in which the identity names them. */
    static final List<Topics> TOPICS =
            List.of(Topics.BALANCE_CHANGES, Topics.BALANCES, Topics.TOP_UP_REQUESTS);

    /** A partition of each topic, in their order. */
    static List<TopicPartition> topics(int partition) {
        return TOPICS.stream().map(t -> new TopicPartition(t.topicName(), partition)).toList();
    }

    /** The folded topic of that name. */
    static Topics topic(String name) {
        for (Topics topic : TOPICS) {
            if (topic.topicName().equals(name)) {
                return topic;
            }
        }
        throw new IllegalArgumentException(name + " is none of the topics that are folded");
    }

    /** Asks the cluster; throws {@link KafkaException} where it does not answer. */
    static Journal ask(Admin admin) throws InterruptedException {
        try {
            String cluster = admin.describeCluster().clusterId().get();
            Map<String, TopicDescription> found = admin.describeTopics(
                    TOPICS.stream().map(Topics::topicName).toList()).allTopicNames().get();
            String topics = TOPICS.stream().map(t -> found.get(t.topicName()).topicId().toString())
                    .collect(Collectors.joining("/"));
            int[] counts = found.values().stream().mapToInt(t -> t.partitions().size()).distinct()
                    .toArray();
            if (counts.length > 1) {
                throw new KafkaException("the topics have different numbers of partitions: "
                        + Arrays.toString(counts));
            }
            return new Journal(cluster + "/" + topics + "/" + counts[0], counts[0]);
        } catch (ExecutionException e) {
            throw new KafkaException("the topics of the ledger cannot be asked for: "
                    + e.getCause().getMessage(), e.getCause());
        }
    }
}
