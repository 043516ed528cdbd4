package dev.extrausage.embedded.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.RetriableException;

/** The state of a cluster as its brokers tell it. */
final class ClusterState {
    private ClusterState() {}

    /** The replicas that are not in sync; nothing when all are. */
    static String missing(Admin admin, int brokers) {
        try {
            int there = admin.describeCluster().nodes().get().size();
            if (there < brokers) {
                return there + " of " + brokers + " brokers are there";
            }
            List<String> behind = new ArrayList<>();
            for (TopicDescription topic : admin.describeTopics(admin.listTopics(
                    new ListTopicsOptions().listInternal(true)).names().get())
                    .allTopicNames().get().values()) {
                for (TopicPartitionInfo partition : topic.partitions()) {
                    if (partition.leader() == null
                            || partition.isr().size() < partition.replicas().size()) {
                        behind.add(topic.name() + "-" + partition.partition());
                    }
                }
            }
            return behind.isEmpty() ? "" : "replicas are behind: " + behind;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RetriableException) {
                return e.getCause().toString();
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
