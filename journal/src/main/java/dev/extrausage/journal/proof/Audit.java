package dev.extrausage.journal.proof;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.TopicExtent;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One audit of a journal, from the beginning to where it ends now (SPEC section 11): of the journal
 * itself, then against {@code balances}, then, if wanted, against the inputs. A ledger may be
 * running; the order in which the topics are read sees to it that what it does meanwhile is no
 * finding.
 */
public final class Audit implements AutoCloseable {
    private static final List<Topics> INPUTS =
            List.of(Topics.USAGE_EVENTS, Topics.ACCOUNT_EVENTS, Topics.CREDIT_EVENTS);

    private final Map<String, Object> kafka;
    private final JournalReader reader;
    private final AuditOptions options;
    private final AuditTools tools;
    private final Path folder;
    private final Map<Integer, PartitionAudit> partitions = new TreeMap<>();
    private long pending;

    /**
     * An audit that has not begun.
     *
     * @param kafka how clients reach it
     * @param reader a reader of the same Kafka
     */
    public Audit(Map<String, Object> kafka, JournalReader reader, Catalog catalog,
            TopicCodecs codecs, AuditOptions options) {
        this.kafka = Map.copyOf(kafka);
        this.reader = reader;
        this.options = options;
        try {
            folder = Files.createTempDirectory("ledger-audit");
        } catch (IOException e) {
            throw new UncheckedIOException("there is no room for what an audit remembers", e);
        }
        PaymentList list = options.payments();
        tools = new AuditTools(catalog, codecs, new Findings(), true, options.inputs(),
                list == null ? null : new PaymentCheck(list),
                list == null ? new PaymentGrants(folder) : null);
    }

    /**
     * Audits.
     *
     * @throws dev.extrausage.journal.read.JournalUnreadable if a topic cannot be read
     */
    public AuditReport run() {
        DecidedTo decidedTo =
                options.inputs() ? DecidedTo.ask(kafka, options.applicationId()) : null;
        TopicExtent snapshots = reader.extentOf(Topics.BALANCES);
        begin(snapshots);
        reader.read(snapshots, p -> partitions.get(p).snapshots()::snapshot);
        TopicExtent journal = reader.readJournal(partitions::get);
        partitions.entrySet().parallelStream().forEach(
                e -> e.getValue().journalWasRead(journal.to().get(e.getKey())));
        reader.read(snapshots.upTo(reader.extentOf(Topics.BALANCES)),
                p -> partitions.get(p).snapshots()::snapshot);
        partitions.values().forEach(PartitionAudit::end);
        if (options.inputs()) {
            inputs(decidedTo);
        }
        if (tools.payments() != null) {
            tools.payments().end(tools.findings());
        } else {
            tools.grants().end(partitions);
        }
        return report();
    }

    private void begin(TopicExtent snapshots) {
        Map<Integer, PartitionState> since =
                options.since() == null ? Map.of() : options.since().byPartition();
        for (int partition : snapshots.from().keySet()) {
            partitions.put(partition, new PartitionAudit(partition, snapshots.partitions(), tools,
                    since.get(partition), folder));
        }
        since.forEach((partition, state) -> {
            if (!partitions.containsKey(partition)) {
                new SinceCheck(new Place(Topics.BALANCE_CHANGES.topicName(), partition,
                        tools.findings()), state).endsBefore(0);
            }
        });
    }

    private void inputs(DecidedTo decidedTo) {
        Map<Integer, InputCheck> checks = new HashMap<>();
        partitions.forEach((p, audit) -> checks.put(p, new InputCheck(audit, tools, folder)));
        try {
            TopicExtent rejected = reader.extentOf(Topics.REJECTED_EVENTS);
            reader.read(rejected, p -> checks.get(p)::rejection);
            checks.forEach((p, check) -> check.rejectionsWereRead(rejected.from().get(p) > 0));
            for (Topics topic : INPUTS) {
                TopicExtent extent = reader.extentOf(topic);
                reader.read(extent, p -> {
                    InputCheck check = checks.get(p);
                    long from = extent.from().get(p);
                    long to = decidedTo.of(topic.topicName(), p);
                    return record -> check.input(topic, record, from, to);
                });
                checks.forEach((p, check) -> check.endOf(topic, extent.from().get(p)));
            }
            checks.values().forEach(InputCheck::end);
            pending = checks.values().stream().mapToLong(InputCheck::pending).sum();
        } finally {
            checks.values().forEach(InputCheck::close);
        }
    }

    private AuditReport report() {
        long entries = partitions.values().stream().mapToLong(p -> p.trails().entries()).sum();
        long accounts =
                partitions.values().stream().mapToLong(p -> p.trails().inOrder().size()).sum();
        EarlierEntries earlier = partitions.values().stream().map(PartitionAudit::earlier)
                .reduce(EarlierEntries.NONE, EarlierEntries::plus);
        return new AuditReport(partitions.size(), accounts, entries, earlier, pending,
                tools.payments() == null ? null : tools.payments().sums(), tools.findings());
    }

    /** Forgets what it remembered, on disk too. */
    @Override public void close() {
        partitions.values().forEach(PartitionAudit::close);
        if (tools.grants() != null) {
            tools.grants().close();
        }
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
