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
