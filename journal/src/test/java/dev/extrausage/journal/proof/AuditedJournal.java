package dev.extrausage.journal.proof;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Journals of one partition in memory, audited without a broker. */
final class AuditedJournal {
    final List<ConsumerRecord<byte[], byte[]>> journal = new ArrayList<>();
    final List<ConsumerRecord<byte[], byte[]>> balances = new ArrayList<>();
    final Map<String, List<Long>> offsets = new HashMap<>();
    /** The entries of earlier rules that the latest audit found. */
    EarlierEntries earlier;
    private final Random random;

    /** Mixes the accounts' entries, each account's in its own order. */
    AuditedJournal(List<WrittenAccount> accounts, Random random) {
        this.random = random;
        List<WrittenAccount> open = new ArrayList<>(accounts);
        Map<WrittenAccount, Integer> next = new HashMap<>();
        while (!open.isEmpty()) {
            int i = random.nextInt(open.size());
            WrittenAccount account = open.get(i);
            int entry = next.merge(account, 1, Integer::sum) - 1;
            if (entry < account.entries.size()) {
                append(account.accountId, account.entries.get(entry));
            } else {
                open.remove(i);
            }
        }
        for (WrittenAccount account : accounts) {
            if (account.snapshot != null) {
                balances.add(record(Topics.BALANCES, balances.size(), account.accountId,
                        account.snapshot));
            }
        }
    }

    /** The partition's end. */
    long end() {
        return journal.isEmpty() ? 0 : journal.get(journal.size() - 1).offset() + 1;
    }

    /** A checkpoint of the partition as it stands. */
    PartitionState checkpoint(Catalog catalog) {
        AuditTools tools = new AuditTools(
                catalog, WrittenAccount.CODECS, new Findings(), false, false);
        AccountTrails trails = AccountTrails.ofLinks(0, 1, tools);
        journal.forEach(trails::next);
        trails.end();
        return trails.stateAt(end());
    }

    private void append(String key, byte[] value) {
        long offset = journal.isEmpty() ? 0
                : journal.get(journal.size() - 1).offset() + 1 + random.nextInt(2);
        offsets.computeIfAbsent(key, any -> new ArrayList<>()).add(offset);
        journal.add(record(Topics.BALANCE_CHANGES, offset, key, value));
    }

    static ConsumerRecord<byte[], byte[]> record(
            Topics topic, long offset, String key, byte[] value) {
        return new ConsumerRecord<>(topic.topicName(), 0, offset,
                key.getBytes(StandardCharsets.UTF_8), value);
    }

    /**
     * The findings of the partition's audit, but for corrections that no fact supports: random
     * histories are full of them.
     */
    List<Finding> findings(Catalog catalog, Path folder) {
        return findings(catalog, folder, null);
    }

    /** The same, since a checkpoint. */
    List<Finding> findings(Catalog catalog, Path folder, PartitionState since) {
        return audit(catalog, folder, since).stream()
                .filter(f -> f.kind() != FindingKind.UNSUPPORTED).toList();
    }

    /** The corrections that no fact supports. */
    List<Finding> unsupported(Catalog catalog, Path folder) {
        return audit(catalog, folder, null).stream()
                .filter(f -> f.kind() == FindingKind.UNSUPPORTED).toList();
    }

    private List<Finding> audit(Catalog catalog, Path folder, PartitionState since) {
        return audit(catalog, folder, since, null);
    }

    /** All that an audit finds, with a processor's list if there is one. */
    List<Finding> audit(
            Catalog catalog, Path folder, PartitionState since, PaymentCheck payments) {
        AuditTools tools = new AuditTools(catalog, WrittenAccount.CODECS, new Findings(), true,
                false, payments, null);
        try (PartitionAudit audit = new PartitionAudit(0, 1, tools, since, folder)) {
            balances.forEach(audit.snapshots()::snapshot);
            journal.forEach(audit::visit);
            audit.journalWasRead(end());
            audit.end();
            earlier = audit.earlier();
        }
        if (payments != null) {
            payments.end(tools.findings());
        }
        return tools.findings().inOrder();
    }
}
