package dev.extrausage.stack.doctor;

import dev.extrausage.kafka.LogEnds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import dev.extrausage.stream.accounts.Accounts;
import dev.extrausage.stream.duplicates.DuplicateMemory;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicCheck;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The topics that processes made for themselves, to remember: whether one was lost, or made anew,
 * while what was remembered is told elsewhere.
 */
final class MemoryPart {
    /** The memory of charges; that of refunds may be empty for long. */
    private static final String TOP_UPS = Permissions.TOP_UPS + "-memory";

    private final Admin admin;
    private final LedgerSettings settings;

    MemoryPart(Admin admin, LedgerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    void examine(List<Diagnosis> findings) {
        if (!TopicCheck.faults(admin, settings.minInsyncReplicas()).isEmpty()) {
            return; // said already
        }
        int before = findings.size();
        Set<String> there = Doctor.to(admin.listTopics().names());
        ledger(there, findings);
        topUps(there, findings);
        if (findings.size() == before) {
            findings.add(Diagnosis.well("memory", "what ledger and top-up consumer remember is"
                    + " there"));
        }
    }

    /** As exactly as offsets tell; the ledger's own start reads what is there. */
    private void ledger(Set<String> there, List<Diagnosis> findings) {
        Set<Integer> withEntries = written(Topics.BALANCE_CHANGES.topicName(), any -> true);
        if (withEntries.isEmpty()) {
            return;
        }
        ChangelogTopics changelogs = new ChangelogTopics(settings);
        String accounts = changelogs.topicOf(Accounts.STORE);
        String ids = changelogs.topicOf(DuplicateMemory.STORE);
        Set<Integer> lost = new TreeSet<>(withEntries);
        lost.removeAll(written(accounts, there::contains));
        if (!lost.isEmpty() || !there.contains(ids)) {
            findings.add(Diagnosis.wrong("memory", (lost.isEmpty() ? ids + " is not there"
                    : accounts + " has nothing of the partitions " + lost)
                    + ", though the journal has entries: what the ledger remembers was lost, or"
                    + " its topics were made anew. Stop the ledger, and run `ledger rebuild`"));
        }
    }

    private void topUps(Set<String> there, List<Diagnosis> findings) {
        Map<TopicPartition, OffsetAndMetadata> positions = Doctor.to(
                admin.listConsumerGroupOffsets(Permissions.TOP_UPS)
                        .partitionsToOffsetAndMetadata());
        long done = positions.entrySet().stream()
                .filter(e -> e.getKey().topic().equals(Topics.TOP_UP_REQUESTS.topicName()))
                .filter(e -> e.getValue() != null).mapToLong(e -> e.getValue().offset()).sum();
        if (done > 0 && written(TOP_UPS, there::contains).isEmpty()) {
            findings.add(Diagnosis.wrong("memory", TOP_UPS + " has nothing, though the top-up"
                    + " consumer has worked off requests: what it remembers of charges was lost."
                    + " `ledger audit --payments FILE` names what was paid and not credited,"
                    + " and what is due to be paid back"));
        }
    }

    /** The partitions of a topic to which something was written; none if it is not there. */
    private Set<Integer> written(String topic, Predicate<String> isThere) {
        if (!isThere.test(topic)) {
            return Set.of();
        }
        int partitions = Doctor.to(admin.describeTopics(List.of(topic)).allTopicNames())
                .get(topic).partitions().size();
        return LogEnds.written(admin, IntStream.range(0, partitions)
                        .mapToObj(p -> new TopicPartition(topic, p)).toList())
                .entrySet().stream().filter(end -> end.getValue() > 0)
                .map(end -> end.getKey().partition()).collect(Collectors.toSet());
    }
}
