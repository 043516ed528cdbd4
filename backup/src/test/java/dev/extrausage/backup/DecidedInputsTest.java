package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The offsets up to which inputs are decided, as a backup tells them. */
class DecidedInputsTest {
    @TempDir private Path folder;
    private KeyPair keys;
    private BackupFolder backups;

    @BeforeEach
    void a_backup_of_five_inputs() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        backups = new BackupFolder(folder);
        new WrittenBackup(backups, keys.getPrivate()).write(5);
    }

    @Test
    void groups_without_offsets_keep_the_earlier_backups_positions() {
        Manifest before = withPositions(position("usage-events", 5), position("credit-events", 7));
        assertThat(DecidedInputs.positions(List.of(), before, List.of()))
                .containsExactlyInAnyOrder(
                        position("usage-events", 5), position("credit-events", 7));
    }

    @Test
    void positions_are_the_latest_of_group_journal_and_earlier_backup() {
        Manifest before = withPositions(position("usage-events", 3), position("credit-events", 7));
        assertThat(DecidedInputs.positions(
                List.of(position("usage-events", 4), position("credit-events", 9)), before,
                BackupCheck.proved(backups, "backup-000001", keys.getPublic()).values()))
                .containsExactlyInAnyOrder(position("usage-events", 5),
                        position("credit-events", 9), position("account-events", 1));
    }

    @Test
    void a_position_before_what_the_journal_decided_is_a_fault() throws Exception {
        Manifest behind = withPositions(position("account-events", 1));
        byte[] json = behind.toJson();
        Path backup = backups.of("backup-000001");
        Files.write(backup.resolve("manifest.json"), json);
        Files.write(backup.resolve("manifest.sig"), Base64.getMimeEncoder().encode(
                ManifestSignature.sign(json, keys.getPrivate())));

        assertThat(BackupCheck.check(backups, "backup-000001", keys.getPublic()).faults())
                .singleElement().asString()
                .contains("offset 0 of usage-events-0, must be at least 5");
    }

    private static Manifest.Position position(String topic, long offset) {
        return new Manifest.Position(topic, 0, offset);
    }

    private Manifest withPositions(Manifest.Position... positions) {
        Manifest manifest = backups.manifest("backup-000001");
        return new Manifest(manifest.format(), manifest.name(), manifest.madeAt(), null,
                manifest.applicationId(), manifest.partitions(), manifest.topicIds(),
                manifest.retention(), manifest.parts(),
                Map.of(WrittenBackup.APPLICATION_ID, List.of(positions)), manifest.schemas(),
                manifest.checkpoint());
    }
}
