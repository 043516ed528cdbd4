package dev.extrausage.backup;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.kafka.catalog.CatalogTopic;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.stack.rebuild.Rebuild;
import dev.extrausage.stack.rebuild.RebuildOptions;
import dev.extrausage.stack.rebuild.RebuildReport;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes an empty Kafka again what it was when a backup was cut: every record at the offset at which
 * it lay, every group where it had come to.
 *
 * <p>Offsets are kept because entries, charges and checkpoints name them. Only inputs that nobody
 * had decided get new ones, behind all others and in the order in which they came, and the time of
 * the restore as their {@code received_at}: nothing names them yet. A restore that was killed is
 * begun again from the beginning; until it has ended no ledger starts.
 */
public final class Restore {
    private static final int THREADS = 4;
    private static final Set<String> INPUTS = StartOffsets.INPUTS.stream()
            .map(Topics::topicName).collect(Collectors.toSet());

    /**
     * The figures of a restore.
     *
     * @param manifest of the newest backup
     * @param records how many were written
     * @param fillers how many offsets were taken up at which nothing lies
     * @param undecided how many inputs the ledger has yet to decide, of those records
     * @param leftOut notices and rejections of what lies behind the cut
     * @param warnings a sentence for each input that no longer holds where the ledger goes on
     */
    public record Report(Manifest manifest, long records, long fillers, long undecided,
            long leftOut, List<String> warnings) {
        /** Copies the list. */
        public Report {
            warnings = List.copyOf(warnings);
        }
    }

    private final LedgerSettings settings;
    private final BackupFolder directory;
    private final List<Manifest> chain;
    private final Manifest last;
    private final Map<Integer, JournalChains> journal;
    private final AvroCodec<Notice> notices;
    private final Map<TopicPartition, Long> decided = new HashMap<>();
    private final LongAdder records = new LongAdder();
    private final LongAdder fillers = new LongAdder();
    private final LongAdder undecided = new LongAdder();
    private final LongAdder leftOut = new LongAdder();
    private final RestoredEnds ends;

    private Restore(LedgerSettings settings, BackupFolder directory, String name,
            Map<Integer, JournalChains> journal) {
        this.settings = settings;
        this.directory = directory;
        this.journal = journal;
        chain = directory.chain(name);
        last = chain.get(chain.size() - 1);
        ends = new RestoredEnds(last);
        notices = new AvroCodec<>(Notice.class, Topics.NOTICES.topicName(),
                new KeptSchemas(last.schemas()));
        last.groups().getOrDefault(last.applicationId(), List.of()).forEach(p ->
                decided.put(new TopicPartition(p.topic(), p.partition()), p.offset()));
        last.parts().stream().filter(p -> INPUTS.contains(p.topic()))
                .forEach(p -> decided.putIfAbsent(p.where(), 0L));
    }

    /**
     * Proves the backup, and restores it.
     *
     * @param access the way to the Kafka
     * @param ids the schema ids there, which must be those of the Kafka that was backed up; closed
     *     by this
     * @param settings of the ledger there, with the replicas that its topics get
     * @param name the newest backup to be restored
     * @param key whose other half signed it
     * @param replace whether to begin anew also where somebody else wrote after a restore began
     * @param progress takes a sentence for each thing that is about to be done
     * @throws BackupProblem the backup is not sound, or the Kafka is not empty: nothing was changed
     */
    public static Report run(KafkaAccess access, SchemaIds ids, LedgerSettings settings,
            BackupFolder directory, String name, PublicKey key, boolean replace,
            Consumer<String> progress) {
        progress.accept("proving " + directory.of(name));
        Map<Integer, JournalChains> journal = BackupCheck.proved(directory, name, key);
        Restore restore = new Restore(settings, directory, name, journal);
        if (!restore.last.applicationId().equals(settings.applicationId())) {
            throw new BackupProblem("the backup is of the ledger " + restore.last.applicationId()
                    + ", not of " + settings.applicationId());
        }
        SchemaCheck.require(restore.last.schemas(), ids);
        try (Admin admin = Admin.create(settings.forClients())) {
            RestoredGroups groups = new RestoredGroups(admin, settings.applicationId());
            groups.requireNobody(RestoredGroups.PATIENCE);
            EmptyKafka kafka = new EmptyKafka(admin, settings);
            kafka.prepare(restore.last, replace, progress);
            groups.deletePositions();
            try (Cluster cluster = Cluster.connect(access, ids)) {
                return restore.run(admin, cluster, kafka, groups, progress);
            }
        }
    }

    private Report run(Admin admin, Cluster cluster, EmptyKafka kafka, RestoredGroups groups,
            Consumer<String> progress) {
        progress.accept("writing " + chain.stream().mapToLong(Manifest::records).sum()
                + " records");
        write(admin, cluster, kafka);
        deleteFillers(admin);
        kafka.stampAgain();
        appendUndecided(admin, cluster, kafka);
        groups.requireNobody(RestoredGroups.PATIENCE);
        groups.commit(last);
        Catalog catalog = CatalogTopic.read(cluster.access().forClients()).catalog()
                .orElseGet(CatalogFile::defaultCatalog);
        RebuildReport rebuilt = new Rebuild(settings, catalog, cluster.ids(), progress)
                .run(RebuildOptions.at(decided));
        groups.requireNobody(RestoredGroups.PATIENCE);
        ends.require(admin);
        kafka.end();
        return new Report(last, records.sum(), fillers.sum(), undecided.sum(), leftOut.sum(),
                rebuilt.warnings());
    }

    private void write(Admin admin, Cluster cluster, EmptyKafka kafka) {
        List<Callable<Void>> work = new ArrayList<>();
        for (Manifest.Part part : last.parts()) {
            if (part.to() > 0) {
                work.add(() -> {
                    write(part, admin, cluster, kafka);
                    return null;
                });
            }
        }
        InParallel.run(THREADS, work);
    }

    private void write(Manifest.Part part, Admin admin, Cluster cluster, EmptyKafka kafka) {
        long end = decided.getOrDefault(part.where(), part.to());
        try (PartitionRestore restore = open(admin, cluster, kafka, part.where())) {
            if (!part.whole()) {
                restore.skipTo(Math.min(part.begin(), end));
            }
            forEachRecord(part, record -> {
                if (record.offset() < part.begin() || record.offset() >= end) {
                    return; // kept no longer, or not decided
                }
                if (isBehindTheCut(part, record)) {
                    leftOut.increment();
                } else {
                    restore.put(record);
                }
            });
            restore.endAt(end);
            ends.written(part.where(), restore.end());
            records.add(restore.written());
            fillers.add(restore.filled());
        }
    }

    private static PartitionRestore open(
            Admin admin, Cluster cluster, EmptyKafka kafka, TopicPartition where) {
        return new PartitionRestore(cluster, admin, where, kafka.transactionalId(where));
    }

    private void forEachRecord(Manifest.Part part, Consumer<KeptRecord> visitor) {
        for (Path file : files(part)) {
            try {
                RecordFile.read(file, visitor);
            } catch (RecordFile.Damaged e) {
                throw new BackupProblem(e.getMessage(), e);
            }
        }
    }

    /** All files of a partition, in the order of their records. */
    private List<Path> files(Manifest.Part part) {
        List<Path> files = new ArrayList<>();
        for (Manifest manifest : part.whole() ? List.of(last) : chain) {
            Path folder = directory.of(manifest.name());
            manifest.part(part.where()).ifPresent(one -> one.files().forEach(
                    file -> files.add(folder.resolve(file.name()))));
        }
        return files;
    }

    /** True of what the ledger will say again: its input is not decided in this journal. */
    private boolean isBehindTheCut(Manifest.Part part, KeptRecord record) {
        if (part.topic().equals(Topics.NOTICES.topicName())) {
            try {
                Notice notice = notices.decode(record.value());
                return notice.getSequence()
                        > journal.get(part.partition()).sequenceOf(notice.getAccountId());
            } catch (BadRecord e) {
                return false;
            }
        }
        if (part.topic().equals(Topics.REJECTED_EVENTS.topicName())) {
            String topic = Rejection.header(record.headers(), Rejection.TOPIC);
            String offset = Rejection.header(record.headers(), Rejection.OFFSET);
            return topic != null && offset != null && Long.parseLong(offset)
                    >= decided.getOrDefault(
                            new TopicPartition(topic, part.partition()), Long.MAX_VALUE);
        }
        return false;
    }

    private void deleteFillers(Admin admin) {
        Map<TopicPartition, RecordsToDelete> before = new HashMap<>();
        last.parts().stream().filter(p -> !p.whole() && p.begin() > 0).forEach(p ->
                before.put(p.where(), RecordsToDelete.beforeOffset(
                        Math.min(p.begin(), decided.getOrDefault(p.where(), p.begin())))));
        if (!before.isEmpty()) {
            KafkaReplies.to("delete what lies before the first records",
                    admin.deleteRecords(before).all());
        }
    }

    private void appendUndecided(Admin admin, Cluster cluster, EmptyKafka kafka) {
        List<Callable<Void>> work = new ArrayList<>();
        for (int p = 0; p < last.partitions(); p++) {
            int partition = p;
            work.add(() -> {
                appendUndecided(partition, topic -> open(admin, cluster, kafka,
                        new TopicPartition(topic.topicName(), partition)));
                return null;
            });
        }
        InParallel.run(THREADS, work);
    }

    private void appendUndecided(int partition, Function<Topics, PartitionRestore> partitions) {
        try (UndecidedInputs inputs = new UndecidedInputs();
                InputAppender out = new InputAppender(partitions)) {
            for (Topics topic : UndecidedInputs.TOPICS) {
                TopicPartition where = new TopicPartition(topic.topicName(), partition);
                last.part(where).filter(part -> part.to() > decided.get(where)).ifPresent(
                        part -> inputs.add(topic, files(part), decided.get(where)));
            }
            inputs.forEach(out::append);
            out.flush().forEach((topic, restored) -> {
                ends.written(new TopicPartition(topic.topicName(), partition), restored.end());
                records.add(restored.written());
                undecided.add(restored.written());
            });
        }
    }
}
