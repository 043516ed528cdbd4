package dev.extrausage.backup;

import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.Cluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Copies the committed records of one partition into files, and goes on after the last whole file
 * that an earlier run left. Belongs to one thread.
 */
final class PartitionCopy {
    private static final Duration A_MOMENT = Duration.ofMillis(100);
    /**
     * The most bytes of a key or value of inputs that are kept as they came: what fits into a batch
     * of inputs when it is restored, however badly it compresses.
     */
    private static final int MOST_WHOLE = 1_000_000;
    private static final long MOST_RECORDS = 1_000_000;
    private static final long MOST_RAW_BYTES = 512L * 1024 * 1024;

    private final Cluster cluster;
    private final Path folder;
    private final TopicPartition where;
    private final WholeFiles whole;
    private final java.util.function.Consumer<KeptRecord> visitor;
    private final List<Manifest.KeptFile> files = new ArrayList<>();
    private RecordFileWriter writer;
    private long next;
    private long keptFrom;

    /** {@code visitor} sees every record of the copy, in order, also those of an earlier run. */
    PartitionCopy(Cluster cluster, Path folder, TopicPartition where, WholeFiles whole,
            java.util.function.Consumer<KeptRecord> visitor) {
        this.cluster = cluster;
        this.folder = folder;
        this.where = where;
        this.whole = whole;
        this.visitor = visitor;
    }

    /** Takes what an earlier run has left of a copy that begins at {@code from}. */
    void goOn(long from) throws IOException {
        next = from;
        boolean usable = true;
        for (Path file : left()) {
            usable = usable && file.getFileName().toString().equals(name(next)) && take(file);
            if (!usable) {
                WholeFiles.delete(file);
            }
        }
    }

    /** Begins anew at {@code from}: what an earlier run has left is deleted. */
    void begin(long from) throws IOException {
        for (Path file : left()) {
            WholeFiles.delete(file);
        }
        next = from;
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(p -> p.getFileName().toString().startsWith(where + "-")
                    && p.getFileName().toString().endsWith(".avro")).sorted().toList();
        }
    }

    private String name(long first) {
        return String.format("%s-%020d.avro", where, first);
    }

    /** False, and nothing taken, if the file is not what it was when it was written. */
    private boolean take(Path file) throws IOException {
        Manifest.KeptFile found = new Manifest.KeptFile(file.getFileName().toString(),
                BackupFolder.length(file), RecordFile.sha256(file), 0);
        if (!whole.has(file, found)) {
            return false;
        }
        List<Long> last = new ArrayList<>(List.of(next - 1));
        try {
            long count = RecordFile.read(file, record -> {
                visitor.accept(record);
                last.set(0, record.offset());
            });
            next = last.get(0) + 1;
            files.add(new Manifest.KeptFile(
                    found.name(), found.bytes(), found.sha256(), count));
            return true;
        } catch (RecordFile.Damaged e) {
            throw new BackupProblem(e.getMessage() + ". Delete its folder, and start again", e);
        }
    }

    /** Copies on to {@code end}, exclusive. */
    void copy(long end) throws IOException {
        try (Reading reading = new Reading(cluster.reader(MOST_WHOLE))) {
            reading.to(end);
        } finally {
            if (writer != null) {
                writer.close();
            }
        }
    }

    private final class Reading implements AutoCloseable {
        private final Consumer<byte[], byte[]> reader;

        Reading(Consumer<byte[], byte[]> reader) {
            this.reader = reader;
            reader.assign(List.of(where));
        }

        void to(long end) throws IOException {
            try {
                seek(next);
                CatchUp catchUp = new CatchUp(reader, Map.of(where, end));
                for (catchUp.advance(); !catchUp.isDone(); catchUp.advance()) {
                    for (ConsumerRecord<byte[], byte[]> record : poll()) {
                        if (record.offset() < end) {
                            keep(KeptRecord.of(record));
                        }
                    }
                }
                finishFile();
                next = Math.max(next, end);
            } catch (KafkaException e) {
                throw new BackupProblem(where + " cannot be read: " + e.getMessage(), e);
            }
        }

        private Iterable<ConsumerRecord<byte[], byte[]>> poll() {
            try {
                return reader.poll(A_MOMENT);
            } catch (OffsetOutOfRangeException e) {
                // Kept no longer: they went while the copy was under way.
                seek(next);
                return List.of();
            }
        }

        private void seek(long offset) {
            long begin = reader.beginningOffsets(List.of(where)).get(where);
            if (begin > offset) {
                keptFrom = begin;
            }
            reader.seek(where, Math.max(offset, begin));
        }

        @Override public void close() {
            reader.close(CloseOptions.timeout(Duration.ZERO));
        }
    }

    private void keep(KeptRecord record) throws IOException {
        if (writer == null) {
            writer = new RecordFileWriter(folder.resolve(name(next)), where.topic());
        }
        visitor.accept(record);
        writer.append(record);
        next = record.offset() + 1;
        if (writer.records() >= MOST_RECORDS || writer.rawBytes() >= MOST_RAW_BYTES) {
            finishFile();
        }
    }

    private void finishFile() throws IOException {
        if (writer != null) {
            Manifest.KeptFile file = writer.finish();
            writer = null;
            whole.add(folder, file);
            files.add(file);
        }
    }

    /** The first offset from which on nothing had gone when it was copied; 0 if nothing had. */
    long keptFrom() {
        return keptFrom;
    }

    /** The files, in their order. */
    List<Manifest.KeptFile> files() {
        return List.copyOf(files);
    }
}
