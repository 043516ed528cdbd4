package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two backups that are to be written into one directory. */
class OneWriterTest {
    @TempDir private Path folder;

    @Test
    void a_backup_beside_a_running_one_is_refused() {
        Path directory = folder.resolve("backups");
        try (OneWriter running = OneWriter.of(directory)) {
            assertThat(running).isNotNull();
            assertThatThrownBy(() -> OneWriter.of(directory)).isInstanceOf(BackupProblem.class)
                    .hasMessageContaining("another backup is being written into " + directory);
            assertThatThrownBy(() -> Backup.make(
                    null, "extra-usage-ledger", new BackupFolder(directory), null, null))
                    .isInstanceOf(BackupProblem.class).hasMessageContaining("another backup");
        }
        assertThatCode(() -> OneWriter.of(directory).close()).doesNotThrowAnyException();
    }

    @Test
    void a_file_in_place_of_the_directory_is_said() throws Exception {
        Path file = Files.writeString(folder.resolve("backups"), "no directory");
        assertThatThrownBy(() -> OneWriter.of(file)).isInstanceOf(BackupProblem.class)
                .hasMessage(file + " cannot be made: " + file
                        + ": there is a file of that name already");
        assertThatThrownBy(() -> new BackupFolder(file).latest())
                .isInstanceOf(BackupProblem.class)
                .hasMessage(file + " is a file, must be a directory of backups");
    }

    @Test
    void files_left_of_another_backup_are_refused_and_kept() throws Exception {
        BackupFolder backups = new BackupFolder(folder);
        Path left = backups.unfinished(
                "backup-000001", BackupFolder.NOTHING, WrittenBackup.TOPIC_IDS);
        Path file = Files.writeString(left.resolve("usage-events-0-x.avro"), "an hour's work");

        assertThatThrownBy(() -> backups.unfinished(
                "backup-000001", "backup-000007", WrittenBackup.TOPIC_IDS))
                .isInstanceOf(BackupProblem.class).hasMessageStartingWith(left.toString())
                .hasMessageContaining("a full backup, which is not what is asked for now");
        assertThat(file).exists();
        assertThat(backups.unfinished(
                "backup-000001", BackupFolder.NOTHING, WrittenBackup.TOPIC_IDS)).isEqualTo(left);
    }
}
