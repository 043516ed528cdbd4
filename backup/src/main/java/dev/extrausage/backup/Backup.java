package dev.extrausage.backup;

import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointFile;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.StartOffsets;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes a backup of a ledger that may be running: everything it needs to go on, cut so that the
 * journal decides only inputs that are in it.
 *
 * <p>The order of the cut is the proof: groups' offsets, then the memory of charges, then cases,
 * then requests, then the journal, then the rest, each only when nothing before it is open
 * ({@link BackupCut}). So what a consumer has passed is remembered, what is remembered as credited
 * is among the credits, and what the journal answers is among the inputs. What is told of entries
 * behind the cut is left out when it is restored.
 */
public final class Backup {
    private static final String JOURNAL = Topics.BALANCE_CHANGES.topicName();
    private static final Set<String> OF_SENDERS = Stream.concat(StartOffsets.INPUTS.stream(),
            Stream.of(Topics.TOP_UP_REQUESTS)).map(Topics::topicName).collect(Collectors.toSet());
    private static final int THREADS = 4;

    private final Cluster cluster;
    private final String applicationId;
    private final BackupFolder directory;
    private final Manifest previous;
    private final PrivateKey key;
    private final BackupCut cut;
    private final Map<TopicPartition, Manifest.Part> parts = new LinkedHashMap<>();
    private final Map<Integer, JournalChains> chains = new TreeMap<>();
    private final SchemaCollector schemas;
    private Path folder;

    private Backup(Cluster cluster, Admin admin, String applicationId, BackupFolder directory,
            Manifest previous, PrivateKey key) {
        this.cluster = cluster;
        this.applicationId = applicationId;
        this.directory = directory;
        this.previous = previous;
        this.key = key;
        cut = new BackupCut(cluster, admin);
        schemas = new SchemaCollector(cluster.ids());
    }

    /**
     * Makes one.
     *
     * @param applicationId the ledger's
     * @param since the backup to go on from; null for a full one
     * @param key signs it
     * @return what is in it
     * @throws BackupProblem it cannot be made, or another is being made there; what is whole
     *     of it is gone on with next time
     */
    public static Manifest make(Cluster cluster, String applicationId, BackupFolder directory,
            String since, PrivateKey key) {
        OneWriter writer = OneWriter.of(directory.root());
        try {
            return makeAlone(cluster, applicationId, directory, since, key);
        } finally {
            writer.close();
        }
    }

    private static Manifest makeAlone(Cluster cluster, String applicationId,
            BackupFolder directory, String since, PrivateKey key) {
        Manifest previous = since == null ? null
                : EarlierBackup.of(directory, since, key);
        if (previous != null && (previous.partitions() != cluster.partitions()
                || !previous.applicationId().equals(applicationId))) {
            throw new BackupProblem("backup " + since + " is of the ledger "
                    + previous.applicationId() + " with " + previous.partitions()
                    + " partitions, this is " + applicationId + " with " + cluster.partitions()
                    + ": make a full backup");
        }
        try (Admin admin = Admin.create(cluster.access().forClients())) {
            return new Backup(cluster, admin, applicationId, directory, previous, key).make();
        } catch (IOException e) {
            throw new BackupProblem("the backup cannot be written: " + FileError.reason(e), e);
        }
    }

    private Manifest make() throws IOException {
        cut.requireNoRestore(applicationId);
        Map<String, String> topicIds = cut.topicIds(TopicIds.INCREMENTAL);
        if (previous != null) {
            TopicIds.requireSame(previous, topicIds);
        }
        String name = directory.next();
        folder = directory.unfinished(
                name, previous == null ? BackupFolder.NOTHING : previous.name(), topicIds);
        for (int partition = 0; partition < cluster.partitions(); partition++) {
            chains.put(partition, new JournalChains(
                    TopicCodecs.of(cluster.ids()).balanceChanges()));
        }
        if (previous != null) {
            CheckpointFile.readUnverified(
                    directory.of(previous.name()).resolve(BackupFolder.CHECKPOINT))
                    .partitions().forEach(p -> chains.get(p.partition()).goOnFrom(p));
        }
        Map<String, List<Manifest.Position>> groups = cut.groups(applicationId);
        BackupTopic.FIRST.forEach(topic -> copyNow(List.of(topic)));
        Map<TopicPartition, Long> ends = new HashMap<>();
        Instant madeAt = null;
        for (BackupTopic topic : BackupTopic.later()) {
            ends.putAll(cut.ends(partitionsOf(topic)));
            if (topic.name().equals(JOURNAL)) {
                madeAt = Instant.now().truncatedTo(ChronoUnit.SECONDS);
            }
        }
        copy(BackupTopic.later(), ends);
        groups.put(applicationId, DecidedInputs.positions(groups.get(applicationId), previous,
                chains.values()));
        Manifest manifest = new Manifest(Manifest.FORMAT, name, madeAt.toString(),
                previous == null ? null : new Manifest.Previous(
                        previous.name(), directory.sha256(previous.name())),
                applicationId, cluster.partitions(), topicIds, cut.retention(),
                List.copyOf(parts.values()), groups,
                schemas.texts(previous), checkpoint(madeAt));
        byte[] json = manifest.toJson();
        cut.requireNoRestore(applicationId); // none has begun meanwhile, nor begun and ended
        if (!cut.topicIds(TopicIds.INCREMENTAL).equals(topicIds)) {
            throw new BackupProblem("topics were deleted and made anew while it was made");
        }
        directory.finish(folder, name, json, ManifestSignature.sign(json, key));
        return manifest;
    }

    private List<TopicPartition> partitionsOf(BackupTopic topic) {
        List<TopicPartition> found = cut.partitionsOf(topic.name());
        if (found.isEmpty() && topic.required()) {
            throw new BackupProblem("there is no topic " + topic.name() + " on this Kafka");
        }
        return found;
    }

    /** Copies topics up to where they end now, as these are asked. */
    private void copyNow(List<BackupTopic> topics) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        topics.forEach(topic -> {
            List<TopicPartition> all = partitionsOf(topic);
            if (!all.isEmpty()) {
                ends.putAll(cut.ends(all));
            }
        });
        copy(topics, ends);
    }

    private void copy(List<BackupTopic> topics, Map<TopicPartition, Long> ends) {
        if (ends.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> begins = cut.begins(ends.keySet());
        List<Callable<Manifest.Part>> work = new ArrayList<>();
        for (BackupTopic topic : topics) {
            for (int p = 0; p < cluster.partitions(); p++) {
                TopicPartition where = new TopicPartition(topic.name(), p);
                if (ends.containsKey(where)) {
                    work.add(() -> copy(topic, where, begins.get(where), ends.get(where)));
                }
            }
        }
        InParallel.run(THREADS, work).forEach(part -> parts.put(part.where(), part));
    }

    private Manifest.Part copy(BackupTopic topic, TopicPartition where, long begin, long end)
            throws IOException {
        PartitionCopy copy =
                new PartitionCopy(cluster, folder, where, new WholeFiles(key),
                        record -> see(where, record));
        long from = topic.whole() || previous == null ? begin
                : previous.part(where).map(Manifest.Part::to).orElse(begin);
        if (end < from) {
            throw new BackupProblem(where + " ends at offset " + end + ", but backup "
                    + previous.name() + " has it up to " + from + ": it is not the same topic."
                    + " Make a full backup");
        }
        long to = end;
        if (topic.whole()) {
            copy.begin(from);
            copy.copy(end);
            // What was overwritten meanwhile may be compacted away: its later value is read, too.
            to = cut.ends(List.of(where)).get(where);
        } else {
            copy.goOn(from);
        }
        copy.copy(to);
        return new Manifest.Part(where.topic(), where.partition(), topic.whole(),
                Math.max(begin, copy.keptFrom()), from, to, copy.files());
    }

    private void see(TopicPartition where, KeptRecord record) {
        if (where.topic().equals(JOURNAL)) {
            schemas.see(record.value());
            Optional<String> fault = chains.get(where.partition()).take(record);
            if (fault.isPresent()) {
                throw new BackupProblem("the journal is not whole: the record at offset "
                        + record.offset() + " of " + where + " " + fault.get()
                        + ". `ledger audit` says more");
            }
        } else if (where.topic().equals(Topics.NOTICES.topicName())) {
            schemas.see(record.value());
        } else if (OF_SENDERS.contains(where.topic())) {
            schemas.seeOfSender(record.value());
        }
    }

    private Manifest.KeptFile checkpoint(Instant madeAt) throws IOException {
        List<PartitionState> states = new ArrayList<>();
        chains.forEach((partition, chain) -> states.add(chain.stateAt(
                partition, parts.get(new TopicPartition(JOURNAL, partition)).to())));
        StringWriter text = new StringWriter();
        CheckpointFile.write(new Checkpoint(madeAt.toString(), JOURNAL, states), key, text);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        BackupFolder.write(folder.resolve(BackupFolder.CHECKPOINT), bytes);
        return new Manifest.KeptFile(BackupFolder.CHECKPOINT, bytes.length,
                HexFormat.of().formatHex(HashChain.sha256().digest(bytes)), 0);
    }
}
