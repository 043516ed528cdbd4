package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.Writing;
import dev.extrausage.schemas.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The topics that contenders write to. Each turn of a passthrough gets new ones, and the ledger's
 * are emptied where they may be: a run writes several times what it reads, and old data would take
 * the memory that new data needs.
 */
final class OutputTopics {
    private final Admin admin;
    private final int partitions;

    OutputTopics(Admin admin, int partitions) {
        this.admin = admin;
        this.partitions = partitions;
    }

    /** Makes a topic for each writing, set as the ledger's topic {@code like} is. */
    void make(String topic, String like) {
        AdminAnswers.get(admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)
                .configs(settingsOf(like)))).all());
    }

    private Map<String, String> settingsOf(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config =
                AdminAnswers.get(admin.describeConfigs(List.of(resource)).all()).get(resource);
        return config.entries().stream()
                .filter(e -> e.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }

    void delete(List<Writing> writings) {
        AdminAnswers.get(admin.deleteTopics(writings.stream().map(Writing::topic).toList()).all());
    }

    /** Removes the ledger's entries and notices so far: nobody reads them here. */
    void emptyJournal() {
        List<TopicPartition> ends = new ArrayList<>();
        for (Topics topic : Set.of(Topics.BALANCE_CHANGES, Topics.NOTICES)) {
            IntStream.range(0, partitions)
                    .forEach(p -> ends.add(new TopicPartition(topic.topicName(), p)));
        }
        Map<TopicPartition, OffsetSpec> latest = ends.stream()
                .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
        AdminAnswers.get(admin.listOffsets(latest).all()).forEach((partition, end) ->
                before.put(partition, RecordsToDelete.beforeOffset(end.offset())));
        AdminAnswers.get(admin.deleteRecords(before).all());
    }
}
