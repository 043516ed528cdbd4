package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup of topics that were made anew since the one before. */
class TopicIdsTest {
    @TempDir private Path folder;

    @Test
    void an_increment_over_a_topic_made_anew_is_refused() throws Exception {
        BackupFolder backups = new BackupFolder(folder);
        new WrittenBackup(backups, KeyPairGenerator.getInstance("Ed25519").generateKeyPair()
                .getPrivate()).write(1);
        Manifest before = backups.manifest("backup-000001");
        assertThatCode(() -> TopicIds.requireSame(before, WrittenBackup.TOPIC_IDS))
                .doesNotThrowAnyException();

        assertThatThrownBy(() -> TopicIds.requireSame(before, otherCredit()))
                .isInstanceOf(BackupProblem.class)
                .hasMessageContaining("credit-events is not the one that backup backup-000001")
                .hasMessageContaining("Make a full backup");
    }

    @Test
    void files_left_of_other_topics_are_refused_and_kept() {
        BackupFolder backups = new BackupFolder(folder);
        Path left = backups.unfinished(
                "backup-000001", BackupFolder.NOTHING, WrittenBackup.TOPIC_IDS);
        assertThatThrownBy(() -> backups.unfinished(
                "backup-000001", BackupFolder.NOTHING, otherCredit()))
                .isInstanceOf(BackupProblem.class).hasMessageStartingWith(left.toString())
                .hasMessageContaining("other topics").hasMessageContaining("Delete the folder");
        assertThatCode(() -> backups.unfinished(
                "backup-000001", BackupFolder.NOTHING, WrittenBackup.TOPIC_IDS))
                .doesNotThrowAnyException();
    }

    private static Map<String, String> otherCredit() {
        Map<String, String> ids = new HashMap<>(WrittenBackup.TOPIC_IDS);
        ids.put("credit-events", "another");
        return ids;
    }
}
