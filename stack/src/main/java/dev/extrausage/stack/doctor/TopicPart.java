package dev.extrausage.stack.doctor;

import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.catalog.CatalogTopic;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicCheck;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartitionInfo;

/** The topics: what the ledger checks at its start, their replicas, and the catalog on its own. */
final class TopicPart {
    private final Admin admin;
    private final LedgerSettings settings;

    TopicPart(Admin admin, LedgerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    void examine(List<Diagnosis> findings) {
        List<String> faults = TopicCheck.faults(admin, settings.minInsyncReplicas());
        faults.forEach(fault -> findings.add(Diagnosis.wrong("topics", fault)));
        if (faults.isEmpty()) {
            findings.add(Diagnosis.well("topics", Topics.values().length + " of "
                    + TopicCheck.partitions(admin, settings.minInsyncReplicas())
                    + " partitions each, set as they must be"));
        }
        replicas(findings);
        catalog(findings);
    }

    private void replicas(List<Diagnosis> findings) {
        Set<String> there = Doctor.to(admin.listTopics().names());
        Map<String, TopicDescription> topics = Doctor.to(admin.describeTopics(
                Arrays.stream(Topics.values()).map(Topics::topicName).filter(there::contains)
                        .toList()).allTopicNames());
        int before = findings.size();
        topics.forEach((name, topic) -> topic.partitions().forEach(
                partition -> replicas(name, partition, findings)));
        if (findings.size() == before) {
            findings.add(Diagnosis.well("replicas", "every partition has a leader, and all replicas"
                    + " are in sync"));
        }
    }

    private void replicas(String topic, TopicPartitionInfo partition, List<Diagnosis> findings) {
        String subject = topic + "-" + partition.partition();
        int inSync = partition.isr().size();
        if (partition.leader() == null || partition.leader().isEmpty()) {
            findings.add(Diagnosis.wrong("replicas", subject + " has no leader: start the brokers"
                    + " that hold it"));
        } else if (inSync < partition.replicas().size()) {
            findings.add(Diagnosis.wrong("replicas", subject + " has " + inSync + " of "
                    + partition.replicas().size() + " replicas in sync, with "
                    + settings.minInsyncReplicas() + " a record counts: start the broker that is"
                    + " away, or see why it lags"));
        }
    }

    private void catalog(List<Diagnosis> findings) {
        try {
            int versions = CatalogTopic.read(settings.forClients()).versions().size();
            findings.add(Diagnosis.well("catalog", versions == 0 ? "no version is kept yet: the"
                    + " ledger writes its own at its start" : versions + " kept on "
                    + Topics.CATALOG_VERSIONS.topicName()));
        } catch (ClusterProblem e) {
            findings.add(Diagnosis.wrong("catalog", e.getMessage()));
        }
    }
}
