package dev.extrausage.stack.rebuild;

import dev.extrausage.core.Catalog;
import dev.extrausage.journal.proof.ProvedJournal;
import dev.extrausage.journal.proof.ProvedPartition;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import dev.extrausage.stream.startup.TopicSetup;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes a ledger's memory anew from its journal alone: the changelogs of its accounts and decided
 * ids, the snapshots on {@code balances}, and the positions of its inputs.
 *
 * <p>Before anything is changed the journal is decided again entry by entry and must be whole, and
 * nobody may be in the ledger's group, which is held to the end. Then the order of the writes makes
 * a rebuild safe to kill at any moment: the old changelogs deleted, without which no ledger starts;
 * the positions with a note that keeps every ledger from starting; new changelogs; for each
 * partition its ids, and after them its accounts and snapshots in one transaction; the note taken
 * away. Run again, it does all of it once more. Stores on the disks of ledgers are not believed
 * afterwards, for they name the changelogs that they are a copy of.
 */
public final class Rebuild {
    private static final int MOST_FAULTS = 10;

    private final LedgerSettings settings;
    private final Catalog catalog;
    private final TopicCodecs codecs;
    private final JournalReader reader;
    private final Consumer<String> progress;

    /**
     * A rebuild that has not begun.
     *
     * @param settings the ledger's: where its Kafka is, its application id, and the replicas that
     *     its changelogs get
     * @param catalog the one that the ledger decides by
     * @param ids where schema ids come from; closed by whoever made it
     * @param progress takes a sentence for each thing that is about to be done
     */
    public Rebuild(LedgerSettings settings, Catalog catalog, SchemaIds ids,
            Consumer<String> progress) {
        this.settings = settings;
        this.catalog = catalog;
        this.codecs = TopicCodecs.of(ids);
        this.reader = new JournalReader(settings.forClients());
        this.progress = progress;
    }

    /** The reader of the topics, which tells how many records were read so far. */
    public JournalReader reader() {
        return reader;
    }

    /**
     * Rebuilds.
     *
     * @throws CannotRebuild a ledger runs, a restore has not ended, the journal is not whole, the
     *     inputs are not there, or the target holds data and {@code options} do not allow to replace
     *     them; nothing was changed
     * @throws dev.extrausage.journal.read.JournalUnreadable a topic cannot be read
     * @throws dev.extrausage.stream.startup.CannotStart Kafka refuses what has to be done
     */
    public RebuildReport run(RebuildOptions options) {
        try (Admin admin = Admin.create(settings.forClients())) {
            if (!options.isOfRestore() && RestoreMark.isOn(admin, settings.applicationId())) {
                throw new CannotRebuild(RestoreMark.NOT_ENDED);
            }
            RebuildTarget target = new RebuildTarget(admin, settings);
            int partitions = target.partitions();
            try (GroupHold hold = GroupHold.take(admin, settings, options.patience());
                    ProvedJournal journal = ProvedJournal.read(reader, catalog, codecs)) {
                requireWhole(journal);
                SnapshotDifferences snapshots = snapshots(target, journal, partitions);
                target.requireFree(snapshots, options.replace(), progress);
                return rebuild(admin, target, hold, journal, snapshots, options);
            }
        }
    }

    private static void requireWhole(ProvedJournal journal) {
        List<String> faults = journal.faults(MOST_FAULTS);
        if (!faults.isEmpty()) {
            throw new CannotRebuild("the journal is not whole, so no memory can be made from it"
                    + " (`ledger audit` tells all of it):", faults);
        }
    }

    private SnapshotDifferences snapshots(
            RebuildTarget target, ProvedJournal journal, int partitions) {
        SnapshotDifferences snapshots = new SnapshotDifferences(codecs, catalog);
        if (target.has(Topics.BALANCES)) {
            snapshots.read(reader, partitions);
        }
        snapshots.compare(journal);
        return snapshots;
    }

    private RebuildReport rebuild(Admin admin, RebuildTarget target, GroupHold hold,
            ProvedJournal journal, SnapshotDifferences snapshots, RebuildOptions options) {
        int partitions = journal.extent().partitions();
        Map<TopicPartition, Long> positions;
        List<String> warnings;
        try (InputReader inputs = new InputReader(admin, settings, partitions)) {
            if (target.has(Topics.REJECTED_EVENTS)) {
                inputs.readRejections(reader);
            }
            InputPositions found = new InputPositions(inputs, journal, codecs, catalog);
            positions = found.find(options.positions());
            warnings = found.warnings();
        }
        // A broker that refuses its transactions does so before anything is deleted.
        try (MemoryWriter writer = MemoryWriter.open(settings, snapshots)) {
            target.deleteChangelogs();
            hold.commit(positions, StartOffsets.REBUILDING);
            TopicSetup.apply(admin, settings, partitions).created().forEach(progress);
            target.createChangelogs(partitions);
            RebuildReport report = write(journal, writer, positions, warnings);
            hold.commit(positions, "");
            return report;
        }
    }

    private RebuildReport write(ProvedJournal journal, MemoryWriter writer,
            Map<TopicPartition, Long> positions, List<String> warnings) {
        long ids = 0;
        long accounts = 0;
        writer.deleteUnreadable();
        for (int p = 0; p < journal.extent().partitions(); p++) {
            ProvedPartition partition = journal.partition(p);
            if (partition.accounts() > 0) {
                progress.accept("partition " + p + ": " + partition.accounts()
                        + " accounts from " + partition.entries() + " entries");
                ids += writer.writeIds(p, partition);
                writer.writeAccounts(p, partition);
                accounts += partition.accounts();
            }
        }
        return new RebuildReport(
                journal.entries(), accounts, ids, writer.snapshots(), positions, warnings);
    }
}
