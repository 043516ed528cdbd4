package dev.extrausage.stack.doctor;

import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import dev.extrausage.stream.startup.TopicCheck;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The consumer groups: who is at work, where each has come to, and whether that is still there. */
final class GroupPart {
    private final Admin admin;
    private final LedgerSettings settings;
    private final List<String> groups;

    GroupPart(Admin admin, LedgerSettings settings, List<String> groups) {
        this.admin = admin;
        this.settings = settings;
        this.groups = groups;
    }

    void examine(List<Diagnosis> findings) {
        startOffsets(findings);
        Map<String, ConsumerGroupDescription> known = known();
        groups.forEach(group -> examine(group, known.get(group), findings));
    }

    /** As the ledger's own start; without topics that fit, these are not there either. */
    private void startOffsets(List<Diagnosis> findings) {
        if (!TopicCheck.faults(admin, settings.minInsyncReplicas()).isEmpty()) {
            return;
        }
        try {
            StartOffsets.require(admin, settings.applicationId(),
                    TopicCheck.partitions(admin, settings.minInsyncReplicas()));
        } catch (CannotStart e) {
            findings.add(Diagnosis.wrong("offsets", e.getMessage()));
        }
    }

    private Map<String, ConsumerGroupDescription> known() {
        List<String> there = Doctor.to(admin.listGroups().all()).stream()
                .map(listing -> listing.groupId()).filter(groups::contains).toList();
        return Doctor.to(admin.describeConsumerGroups(there).all());
    }

    private void examine(
            String group, ConsumerGroupDescription described, List<Diagnosis> findings) {
        String subject = "group " + group;
        if (described == null) {
            findings.add(Diagnosis.wrong(subject, "has never run: start it"));
            return;
        }
        Map<TopicPartition, Long> committed = committed(group);
        int before = findings.size();
        lost(subject, committed, findings);
        if (findings.size() > before) {
            return;
        }
        Map<TopicPartition, Long> ends = offsets(committed, OffsetSpec.latest());
        long lag = committed.entrySet().stream()
                .mapToLong(e -> Math.max(0, ends.get(e.getKey()) - e.getValue())).sum();
        int members = described.members().size();
        String says = members + (members == 1 ? " member" : " members") + ", "
                + described.groupState() + ", lag " + lag;
        findings.add(members > 0 ? Diagnosis.well(subject, says)
                : Diagnosis.wrong(subject, says + ": nobody is at work. Start it"));
    }

    /** Finds records that were deleted before they were read: no start gets past them. */
    private void lost(
            String subject, Map<TopicPartition, Long> committed, List<Diagnosis> findings) {
        Map<TopicPartition, Long> first = offsets(committed, OffsetSpec.earliest());
        committed.forEach((partition, offset) -> {
            if (offset < first.get(partition)) {
                findings.add(Diagnosis.wrong(subject, "goes on at offset " + offset + " of "
                        + partition + ", which begins at " + first.get(partition) + ": records were"
                        + " deleted before they were read. See \"An input that lost records\" in"
                        + " docs/OPERATIONS.md"));
            }
        });
    }

    private Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, OffsetAndMetadata> found = Doctor.to(
                admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return found.entrySet().stream().filter(e -> e.getValue() != null).collect(
                Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }

    /** Of committed records: what is still open nobody can have read. */
    private Map<TopicPartition, Long> offsets(
            Map<TopicPartition, Long> partitions, OffsetSpec which) {
        Map<TopicPartition, ListOffsetsResultInfo> found = Doctor.to(admin.listOffsets(
                partitions.keySet().stream().collect(
                        Collectors.toMap(Function.identity(), p -> which)),
                new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all());
        return found.entrySet().stream().collect(
                Collectors.toMap(Map.Entry::getKey, e -> e.getValue().offset()));
    }
}
