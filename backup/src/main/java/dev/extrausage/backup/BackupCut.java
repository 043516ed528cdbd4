package dev.extrausage.backup;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.LogEnds;
import dev.extrausage.kafka.OpenTransactions;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.schemas.acl.Permissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * The ends of a backup, partition by partition, while everything goes on. An end is taken only when
 * all that was written before it can be read, so what was seen anywhere before is before it: later
 * ends have the causes of what earlier ones have.
 */
final class BackupCut {
    private final Cluster cluster;
    private final Admin admin;

    BackupCut(Cluster cluster, Admin admin) {
        this.cluster = cluster;
        this.admin = admin;
    }

    /** Throws {@link BackupProblem} if a restore has begun and not ended: half may be there. */
    void requireNoRestore(String applicationId) {
        if (RestoreMark.isOn(admin, applicationId)) {
            throw new BackupProblem(RestoreMark.NOT_ENDED);
        }
    }

    /** Where these partitions end for readers of committed records, once nothing before is open. */
    Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) {
        OpenTransactions.awaitEnd(cluster, partitions);
        return LogEnds.readable(admin, partitions);
    }

    /** The first offsets that are still kept. */
    Map<TopicPartition, Long> begins(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetSpec> asked = partitions.stream()
                .collect(Collectors.toMap(p -> p, p -> OffsetSpec.earliest()));
        Map<TopicPartition, Long> begins = new HashMap<>();
        KafkaReplies.to("tell where its topics begin", admin.listOffsets(asked).all())
                .forEach((where, at) -> begins.put(where, at.offset()));
        return begins;
    }

    /** The positions of each group: the ledger's and its consumers'. */
    Map<String, List<Manifest.Position>> groups(String applicationId) {
        Map<String, List<Manifest.Position>> groups = new TreeMap<>();
        for (String group : List.of(applicationId, Permissions.TOP_UPS,
                Permissions.AUTO_RELOADS, Permissions.CYCLE_RESETS)) {
            Map<TopicPartition, OffsetAndMetadata> committed = KafkaReplies.to(
                    "tell the offsets of group " + group, admin.listConsumerGroupOffsets(group,
                            new ListConsumerGroupOffsetsOptions().requireStable(true))
                            .partitionsToOffsetAndMetadata());
            List<Manifest.Position> positions = new ArrayList<>();
            committed.forEach((where, at) -> {
                if (at != null) {
                    positions.add(new Manifest.Position(
                            where.topic(), where.partition(), at.offset()));
                }
            });
            groups.put(group, positions);
        }
        return groups;
    }

    /** The ids that Kafka gave these topics. */
    Map<String, String> topicIds(Collection<String> topics) {
        Map<String, String> ids = new TreeMap<>();
        KafkaReplies.to("describe its topics", admin.describeTopics(topics).allTopicNames())
                .forEach((name, topic) -> ids.put(name, topic.topicId().toString()));
        return ids;
    }

    /** The retention of the topics that are not kept for ever. */
    Map<String, Long> retention() {
        return TopicRetention.of(admin, TopicRetention.LEAST.keySet());
    }

    /** The partitions of a topic; none if it does not exist. */
    List<TopicPartition> partitionsOf(String topic) {
        try {
            return admin.describeTopics(List.of(topic)).topicNameValues().get(topic).get()
                    .partitions().stream().map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw new BackupProblem("Kafka could not describe topic " + topic + ": "
                    + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
    }
}
