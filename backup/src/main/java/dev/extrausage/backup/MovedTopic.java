package dev.extrausage.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;

/** A topic's records in their new partitions, one after the other. Belongs to one thread. */
final class MovedTopic implements AutoCloseable {
    private static final long MOST_RECORDS = 1_000_000;
    private static final long MOST_RAW_BYTES = 512L * 1024 * 1024;

    private final Path folder;
    private final String topic;
    private final List<Partition> partitions = new ArrayList<>();

    /** {@code begins}: for each new partition the offset of its first record. */
    MovedTopic(Path folder, String topic, List<Long> begins) {
        this.folder = folder;
        this.topic = topic;
        begins.forEach(begin -> partitions.add(new Partition(partitions.size(), begin)));
    }

    /** The offset that the next record of a partition gets. */
    long next(int partition) {
        return partitions.get(partition).next;
    }

    /** Writes a record behind the others of a partition, and returns it as it lies there. */
    KeptRecord add(int partition, KeptRecord old, byte[] value, Headers headers) {
        Partition to = partitions.get(partition);
        KeptRecord moved = new KeptRecord(
                partition, to.next, old.timestamp(), old.key(), value, headers);
        try {
            to.append(moved);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return moved;
    }

    /** Ends all files; its partitions as a manifest has them. */
    List<Manifest.Part> finish(boolean whole) throws IOException {
        List<Manifest.Part> parts = new ArrayList<>();
        for (Partition partition : partitions) {
            partition.finishFile();
            parts.add(new Manifest.Part(topic, partition.number, whole, partition.begin,
                    partition.begin, partition.next, partition.files));
        }
        return parts;
    }

    @Override public void close() throws IOException {
        for (Partition partition : partitions) {
            if (partition.writer != null) {
                partition.writer.close();
            }
        }
    }

    private final class Partition {
        private final int number;
        private final long begin;
        private final List<Manifest.KeptFile> files = new ArrayList<>();
        private RecordFileWriter writer;
        private long next;

        Partition(int number, long begin) {
            this.number = number;
            this.begin = begin;
            next = begin;
        }

        void append(KeptRecord record) throws IOException {
            if (writer == null) {
                writer = new RecordFileWriter(folder.resolve(
                        String.format("%s-%d-%020d.avro", topic, number, next)), topic);
            }
            writer.append(record);
            next++;
            if (writer.records() >= MOST_RECORDS || writer.rawBytes() >= MOST_RAW_BYTES) {
                finishFile();
            }
        }

        void finishFile() throws IOException {
            if (writer != null) {
                files.add(writer.finish());
                writer = null;
            }
        }
    }
}
