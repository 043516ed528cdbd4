package dev.extrausage.kafka;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The ends of partitions at one moment: each the offset after its last record. */
public final class LogEnds {
    private LogEnds() {}

    /**
     * The ends of the logs, open transactions included. Whoever has read committed records up to
     * there has waited for the end of every transaction that was open: Kafka marks it partition by
     * partition, so what one partition showed as committed may be open here for a moment more.
     *
     * @throws ClusterProblem Kafka does not tell; its cause is Kafka's own exception
     */
    public static Map<TopicPartition, Long> written(
            Admin admin, Collection<TopicPartition> partitions) {
        return ask(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
    }

    /** The same of a cluster's partitions. */
    public static Map<TopicPartition, Long> written(
            Cluster cluster, Collection<TopicPartition> partitions) {
        return written(cluster.admin(), partitions);
    }

    /**
     * The ends of what readers of committed records can see: where the first open transaction
     * begins, if there is one.
     *
     * @throws ClusterProblem Kafka does not tell; its cause is Kafka's own exception
     */
    public static Map<TopicPartition, Long> readable(
            Admin admin, Collection<TopicPartition> partitions) {
        return ask(admin, partitions, IsolationLevel.READ_COMMITTED);
    }

    private static Map<TopicPartition, Long> ask(
            Admin admin, Collection<TopicPartition> partitions, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> ends = partitions.stream().distinct()
                .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(ends, new ListOffsetsOptions(isolation)).all().get()
                    .entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
        } catch (ExecutionException e) {
            throw new ClusterProblem("Where " + partitions + " end cannot be asked: "
                    + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }
}
