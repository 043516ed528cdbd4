package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that has rotted before another is to go on from it. */
class EarlierBackupTest {
    private static final String SECOND = "backup-000002";

    @TempDir private Path folder;
    private KeyPair keys;
    private BackupFolder backups;

    @BeforeEach
    void two_backups() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        backups = new BackupFolder(folder);
        WrittenBackup written = new WrittenBackup(backups, keys.getPrivate());
        written.write(5);
        written.write(3);
        assertThat(EarlierBackup.of(backups, SECOND, keys.getPrivate()).name()).isEqualTo(SECOND);
    }

    @Test
    void a_changed_manifest_is_refused() throws IOException {
        Path manifest = backups.of(SECOND).resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        assertRefused("backup-000002/manifest.json is not signed with that key");
    }

    @Test
    void a_changed_checkpoint_is_refused() throws IOException {
        Path checkpoint = backups.of(SECOND).resolve("checkpoint.json");
        byte[] bytes = Files.readAllBytes(checkpoint);
        bytes[bytes.length / 2] ^= 1;
        Files.write(checkpoint, bytes);
        assertRefused("checkpoint.json: its SHA-256");
    }

    @Test
    void a_lost_file_anywhere_in_the_chain_is_refused() throws IOException {
        try (Stream<Path> files = Files.list(backups.of("backup-000001"))) {
            Files.delete(files.filter(f -> f.getFileName().toString().startsWith("usage-events"))
                    .findFirst().orElseThrow());
        }
        assertRefused(".avro is missing");
    }

    @Test
    void another_key_is_refused() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertRefused("the key is another one");
    }

    private void assertRefused(String why) {
        assertThatThrownBy(() -> EarlierBackup.of(backups, SECOND, keys.getPrivate()))
                .isInstanceOf(BackupProblem.class).hasMessageContaining(why)
                .hasMessageEndingWith("Make a full backup");
    }
}
