package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition's files as a killed backup has left them. */
class PartitionCopyTest {
    private static final TopicPartition WHERE = new TopicPartition("usage-events", 0);

    @TempDir private Path folder;
    private WholeFiles whole;
    private Path first;
    private Path second;

    @BeforeEach
    void two_files_of_three_records() throws Exception {
        whole = new WholeFiles(
                KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        first = write(0);
        second = write(3);
    }

    @Test
    void whole_files_are_taken_over() throws IOException {
        assertThat(takenOver()).extracting(Manifest.KeptFile::records).containsExactly(3L, 3L);
    }

    @Test
    void a_file_that_was_replaced_is_copied_anew() throws Exception {
        Files.delete(first);
        try (RecordFileWriter forged = new RecordFileWriter(first, WHERE.topic())) {
            for (long offset = 0; offset < 3; offset++) {
                forged.append(record(offset, "forged"));
            }
            forged.finish();
        }
        assertThat(takenOver()).isEmpty();
        assertThat(first).doesNotExist();
        assertThat(second).as("what lies behind it").doesNotExist();
    }

    @Test
    void a_file_without_its_note_is_copied_anew() throws IOException {
        WholeFiles.deleteNotes(folder);
        assertThat(takenOver()).isEmpty();
    }

    private List<Manifest.KeptFile> takenOver() throws IOException {
        PartitionCopy copy = new PartitionCopy(null, folder, WHERE, whole, record -> { });
        copy.goOn(0);
        return copy.files();
    }

    private Path write(long from) throws IOException {
        Path file = folder.resolve(String.format("%s-%020d.avro", WHERE, from));
        try (RecordFileWriter writer = new RecordFileWriter(file, WHERE.topic())) {
            for (long offset = from; offset < from + 3; offset++) {
                writer.append(record(offset, "true"));
            }
            whole.add(folder, writer.finish());
        }
        return file;
    }

    private static KeptRecord record(long offset, String value) {
        return new KeptRecord(0, offset, 0, null, value.getBytes(StandardCharsets.UTF_8),
                new RecordHeaders());
    }
}
