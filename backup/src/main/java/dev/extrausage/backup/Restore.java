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
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.StartOffsets;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes an empty Kafka again what it was when a backup was cut: every record at the offset at which
 * it lay, every group where it had come to.
 *
 * <p>Offsets are kept because entries, charges and checkpoints name them. Only inputs that nobody
 * had decided get new ones, behind all others, and the time of the restore as their {@code
 * received_at}: nothing names them yet. A restore that was killed is begun again from the
 * beginning; until it has ended no ledger starts.
 */
public final class Restore {
    private static final int THREADS = 4;
    private static final Set<String> INPUTS = StartOffsets.INPUTS.stream()
            .map(Topics::topicName).collect(Collectors.toSet());

    /**
     * What was restored.
     *
     * @param manifest of the newest backup
     * @param records how many were written
     * @param fillers how many offsets were taken up at which nothing lies
     * @param undecided how many inputs the ledger has yet to decide, of those records
     * @param leftOut notices and rejections of what lies behind the cut
     */
    public record Report(
            Manifest manifest, long records, long fillers, long undecided, long leftOut) {}

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

    private Restore(LedgerSettings settings, BackupFolder directory, String name,
            Map<Integer, JournalChains> journal) {
        this.settings = settings;
        this.directory = directory;
        this.journal = journal;
        chain = directory.chain(name);
        last = chain.get(chain.size() - 1);
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
     * @param progress takes a sentence for each thing that is about to be done
     * @throws BackupProblem the backup is not sound, or the Kafka is not empty: nothing was changed
     */
    public static Report run(KafkaAccess access, SchemaIds ids, LedgerSettings settings,
            BackupFolder directory, String name, PublicKey key, Consumer<String> progress) {
        progress.accept("proving " + directory.of(name));
        Map<Integer, JournalChains> journal = BackupCheck.proved(directory, name, key);
        Restore restore = new Restore(settings, directory, name, journal);
        if (!restore.last.applicationId().equals(settings.applicationId())) {
            throw new BackupProblem("the backup is of the ledger " + restore.last.applicationId()
                    + ", not of " + settings.applicationId());
        }
        try (Admin admin = Admin.create(settings.forClients())) {
            EmptyKafka kafka = new EmptyKafka(admin, settings);
            kafka.prepare(restore.last);
            try (Cluster cluster = Cluster.connect(access, ids)) {
                restore.run(admin, cluster, kafka, progress);
            }
        }
        return restore.report();
    }

    private void run(
            Admin admin, Cluster cluster, EmptyKafka kafka, Consumer<String> progress) {
        progress.accept("writing " + chain.stream().mapToLong(Manifest::records).sum()
                + " records");
        write(admin, cluster, kafka);
        deleteFillers(admin);
        kafka.stampAgain();
        appendUndecided(admin, cluster, kafka);
        commitGroups(admin);
        Catalog catalog = CatalogTopic.read(cluster.access().forClients()).catalog()
                .orElseGet(CatalogFile::defaultCatalog);
        new Rebuild(settings, catalog, cluster.ids(), progress).run(RebuildOptions.at(decided));
        kafka.end();
    }

    private Report report() {
        return new Report(last, records.sum(), fillers.sum(), undecided.sum(), leftOut.sum());
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
        try (PartitionRestore restore = new PartitionRestore(
                cluster, admin, part.where(), kafka.transactionalId(part.where()))) {
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
            records.add(restore.written());
            fillers.add(restore.filled());
        }
    }

    private void forEachRecord(Manifest.Part part, Consumer<KeptRecord> visitor) {
        for (Manifest manifest : part.whole() ? List.of(last) : chain) {
            Path folder = directory.of(manifest.name());
            manifest.part(part.where()).ifPresent(one -> one.files().forEach(file -> {
                try {
                    RecordFile.read(folder.resolve(file.name()), visitor);
                } catch (RecordFile.Damaged e) {
                    throw new BackupProblem(e.getMessage(), e);
                }
            }));
        }
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
        for (Manifest.Part part : last.parts()) {
            long from = decided.getOrDefault(part.where(), Long.MAX_VALUE);
            if (part.to() > from) {
                try (PartitionRestore restore = new PartitionRestore(
                        cluster, admin, part.where(), kafka.transactionalId(part.where()))) {
                    forEachRecord(part, record -> {
                        if (record.offset() >= from) {
                            restore.append(record);
                        }
                    });
                    restore.flush();
                    records.add(restore.written());
                    undecided.add(restore.written());
                }
            }
        }
    }

    /** The consumers' groups; the ledger's own comes last, with its memory. */
    private void commitGroups(Admin admin) {
        Map<String, List<Manifest.Position>> groups = new LinkedHashMap<>(last.groups());
        groups.remove(last.applicationId());
        groups.forEach((group, positions) -> {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            positions.stream().filter(p -> !p.topic().equals(Topics.BALANCES.topicName()))
                    .forEach(p -> offsets.put(new TopicPartition(p.topic(), p.partition()),
                            new OffsetAndMetadata(p.offset())));
            if (!offsets.isEmpty()) {
                KafkaReplies.to("commit the offsets of group " + group,
                        admin.alterConsumerGroupOffsets(group, offsets).all());
            }
        });
    }
}
