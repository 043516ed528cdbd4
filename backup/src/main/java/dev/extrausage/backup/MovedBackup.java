package dev.extrausage.backup;

import dev.extrausage.journal.proof.checkpoint.Checkpoint;
import dev.extrausage.journal.proof.checkpoint.CheckpointFile;
import dev.extrausage.journal.proof.checkpoint.PartitionState;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * A full backup written once more, as if its topics had another number of partitions. Every record
 * moves to the partition of its key, and what names a place that has moved is told the new one; an
 * account's entries are sealed again, since an entry's hash covers the place of its input.
 */
final class MovedBackup {
    private static final String JOURNAL = Topics.BALANCE_CHANGES.topicName();
    private static final String REJECTIONS = Topics.REJECTED_EVENTS.topicName();
    private static final String TOP_UPS = Permissions.TOP_UPS + "-memory";
    private static final List<String> MEMORY =
            BackupTopic.MEMORY.stream().map(BackupTopic::name).toList();

    private final BackupFolder from;
    private final Manifest old;
    private final int partitions;
    private final EntryForm form;
    private final MovedPlaces places = new MovedPlaces();
    private final ForgottenInputs forgotten;
    private final Map<String, byte[]> lastHashes = new HashMap<>();
    private final Map<Integer, JournalChains> chains = new TreeMap<>();
    private final Map<String, List<Manifest.Position>> groups = new TreeMap<>();
    private final List<Manifest.Part> parts = new ArrayList<>();
    private Path folder;

    private MovedBackup(BackupFolder from, Manifest old, int partitions) {
        this.from = from;
        this.old = old;
        this.partitions = partitions;
        KeptSchemas schemas = new KeptSchemas(old.schemas());
        form = new EntryForm(schemas);
        forgotten = new ForgottenInputs(old);
        for (int p = 0; p < partitions; p++) {
            chains.put(p, new JournalChains(TopicCodecs.of(schemas).balanceChanges()));
        }
    }

    /**
     * Writes one.
     *
     * @param from holds the backup {@code name}, which is a full one and was proved
     * @param to takes the new one
     * @param key signs it
     * @throws BackupProblem an entry or a rejection names an input that is not there
     */
    static Manifest write(
            BackupFolder from, String name, BackupFolder to, int partitions, PrivateKey key) {
        Manifest old = from.manifest(name);
        if (old.previous() != null) {
            throw new BackupProblem(name + " is not a full backup");
        }
        try {
            return new MovedBackup(from, old, partitions).write(to, key);
        } catch (IOException e) {
            throw new BackupProblem(
                    "the moved backup cannot be written: " + FileError.reason(e), e);
        }
    }

    private Manifest write(BackupFolder to, PrivateKey key) throws IOException {
        String name = to.next();
        folder = to.unfinished(name, BackupFolder.NOTHING, old.topicIds());
        deleteLeft();
        countForgotten();
        for (List<Manifest.Part> topic : inOrder()) {
            move(topic);
        }
        groups.computeIfAbsent(old.applicationId(), any -> List.of());
        Manifest manifest = new Manifest(Manifest.FORMAT, name, old.madeAt(), null,
                old.applicationId(), partitions, old.topicIds(), old.retention(), parts, groups,
                old.schemas(), checkpoint(key));
        byte[] json = manifest.toJson();
        to.finish(folder, name, json, ManifestSignature.sign(json, key));
        return manifest;
    }

    /** A run that was killed may have ended its files elsewhere. */
    private void deleteLeft() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(
                    p -> p.getFileName().toString().contains(".avro")).toList()) {
                Files.delete(file);
            }
        }
    }

    /** The topics, each after those whose places its records name. */
    private List<List<Manifest.Part>> inOrder() {
        Map<String, List<Manifest.Part>> topics = new LinkedHashMap<>();
        UndecidedInputs.TOPICS.forEach(t -> topics.put(t.topicName(), new ArrayList<>()));
        topics.put(Topics.TOP_UP_REQUESTS.topicName(), new ArrayList<>());
        old.parts().forEach(part ->
                topics.computeIfAbsent(part.topic(), any -> new ArrayList<>()).add(part));
        return topics.values().stream().filter(t -> !t.isEmpty()).toList();
    }

    private void countForgotten() {
        if (!forgotten.canBeAny()) {
            return;
        }
        old.parts().stream().filter(Manifest.Part::isJournal).forEach(part -> forEach(part, r -> {
            EntryForm.Form entry = form.read(r.value());
            TopicPartition source =
                    new TopicPartition(entry.sourceTopic(), entry.sourcePartition());
            count(source, entry.sourceOffset(), r);
        }));
        old.parts().stream().filter(p -> p.topic().equals(REJECTIONS)).forEach(
                part -> forEach(part, r -> count(rejected(r), rejectedOffset(r), r)));
    }

    private void count(TopicPartition source, long offset, KeptRecord answer) {
        if (forgotten.is(source, offset)) {
            forgotten.count(new TopicPartition(source.topic(), partitionOf(answer)));
        }
    }

    private void forEach(
            Manifest.Part part, Consumer<KeptRecord> visitor) {
        for (Manifest.KeptFile file : part.files()) {
            try {
                RecordFile.read(from.of(old.name()).resolve(file.name()), visitor);
            } catch (RecordFile.Damaged e) {
                throw new BackupProblem(e.getMessage(), e);
            }
        }
    }

    private void move(List<Manifest.Part> topic) throws IOException {
        String name = topic.get(0).topic();
        TopicMove order = new TopicMove(from, old, topic);
        try (MovedTopic to = new MovedTopic(folder, name, IntStream.range(0, partitions)
                .mapToObj(p -> forgotten.of(new TopicPartition(name, p))).toList())) {
            order.run(record -> move(name, record, to), places);
            List<Manifest.Part> moved = to.finish(topic.get(0).whole());
            parts.addAll(moved);
            order.positions(moved.stream().map(Manifest.Part::to).toList()).forEach(
                    (group, positions) -> groups.computeIfAbsent(
                            group, any -> new ArrayList<>()).addAll(positions));
        }
    }

    private MovedPlaces.NewPlace move(String topic, KeptRecord record, MovedTopic to) {
        int partition = partitionOf(record);
        byte[] value = record.value();
        Headers headers = record.headers();
        if (topic.equals(JOURNAL)) {
            value = entry(record, partition);
        } else if (topic.equals(REJECTIONS)) {
            MovedPlaces.NewPlace input = newPlace(
                    rejected(record), rejectedOffset(record), partition, "a rejection");
            partition = input.partition();
            headers = rejection(headers, input);
        } else if (MEMORY.contains(topic)) {
            partition = Partitioning.partitionOf(accountOfMemory(record), partitions);
            value = topic.equals(TOP_UPS) ? remembered(record) : value;
        }
        KeptRecord moved = to.add(partition, record, value, headers);
        if (topic.equals(JOURNAL)) {
            chains.get(partition).take(moved).ifPresent(fault -> {
                throw new BackupProblem("the moved journal is not whole: an entry " + fault);
            });
        }
        return new MovedPlaces.NewPlace(partition, moved.offset());
    }

    private int partitionOf(KeptRecord record) {
        return record.key() == null || record.key().length == 0
                ? record.partition() % partitions
                : Partitioning.partitionOf(record.key(), partitions);
    }

    private byte[] entry(KeptRecord record, int partition) {
        EntryForm.Form entry = form.read(record.value());
        MovedPlaces.NewPlace source = newPlace(
                new TopicPartition(entry.sourceTopic(), entry.sourcePartition()),
                entry.sourceOffset(), partition,
                "entry " + entry.sequence() + " of account " + entry.account());
        byte[] moved = form.moved(
                entry, source, lastHashes.getOrDefault(entry.account(), HashChain.start()));
        lastHashes.put(entry.account(), HashChain.hashIn(moved));
        return moved;
    }

    /** The place of an input, or the number of one that is kept no longer. */
    private MovedPlaces.NewPlace newPlace(
            TopicPartition input, long offset, int partition, String whose) {
        if (forgotten.is(input, offset)) {
            return forgotten.number(new TopicPartition(input.topic(), partition));
        }
        return places.of(input, offset).orElseThrow(() -> new BackupProblem(whose
                + " answers the input at offset " + offset + " of " + input
                + ", which is not in the backup"));
    }

    private static TopicPartition rejected(KeptRecord record) {
        return new TopicPartition(Rejection.header(record.headers(), Rejection.TOPIC),
                Integer.parseInt(Rejection.header(record.headers(), Rejection.PARTITION)));
    }

    private static long rejectedOffset(KeptRecord record) {
        return Long.parseLong(Rejection.header(record.headers(), Rejection.OFFSET));
    }

    private static Headers rejection(Headers old, MovedPlaces.NewPlace input) {
        RecordHeaders moved = new RecordHeaders();
        old.forEach(header -> moved.add(switch (header.key()) {
            case Rejection.PARTITION -> header(header.key(), input.partition());
            case Rejection.OFFSET -> header(header.key(), input.offset());
            default -> header;
        }));
        return moved;
    }

    private static Header header(String name, long number) {
        return new RecordHeader(
                name, Long.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    /** Its key is the account's id, a blank, and the name of what is remembered. */
    private static byte[] accountOfMemory(KeptRecord record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        return key.substring(0, key.indexOf(' ')).getBytes(StandardCharsets.UTF_8);
    }

    /** The memory of a top-up ends with the offset of its request. */
    private byte[] remembered(KeptRecord record) {
        if (record.value() == null) {
            return null;
        }
        byte[] moved = Arrays.copyOf(record.value(), record.value().length);
        ByteBuffer offset = ByteBuffer.wrap(moved, moved.length - Long.BYTES, Long.BYTES);
        TopicPartition requests =
                new TopicPartition(Topics.TOP_UP_REQUESTS.topicName(), record.partition());
        long now = places.of(requests, offset.getLong(offset.position()))
                .map(MovedPlaces.NewPlace::offset).orElse(-1L); // no request lies before the first
        offset.putLong(now);
        return moved;
    }

    private Manifest.KeptFile checkpoint(PrivateKey key) throws IOException {
        List<PartitionState> states = new ArrayList<>();
        parts.stream().filter(Manifest.Part::isJournal).forEach(part -> states.add(
                chains.get(part.partition()).stateAt(part.partition(), part.to())));
        StringWriter text = new StringWriter();
        CheckpointFile.write(new Checkpoint(old.madeAt(), JOURNAL, states), key, text);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        BackupFolder.write(folder.resolve(BackupFolder.CHECKPOINT), bytes);
        return new Manifest.KeptFile(BackupFolder.CHECKPOINT, bytes.length,
                HexFormat.of().formatHex(HashChain.sha256().digest(bytes)), 0);
    }
}
