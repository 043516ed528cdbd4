package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that was spoilt, in each way, without a Kafka. */
class BackupCheckTest {
    private static final String SECOND = "backup-000002";

    @TempDir private Path folder;
    private KeyPair keys;
    private BackupFolder backups;
    private WrittenBackup written;

    @BeforeEach
    void two_backups_that_go_on_from_each_other() throws Exception {
        keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        backups = new BackupFolder(folder);
        written = new WrittenBackup(backups, keys.getPrivate());
        written.write(5);
        written.write(3);
    }

    @Test
    void a_sound_backup_has_no_faults() {
        BackupCheck.Result result = check(SECOND);
        assertThat(result.faults()).isEmpty();
        assertThat(result.backups()).isEqualTo(2);
        assertThat(result.records()).isEqualTo(2 * 8); // each input, and its entry
    }

    @Test
    void a_checkpoint_of_another_journal_is_a_fault() throws Exception {
        Files.copy(backups.of("backup-000001").resolve("checkpoint.json"),
                backups.of(SECOND).resolve("checkpoint.json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThat(check(SECOND).faults()).singleElement().asString()
                .contains("backup-000002/checkpoint.json");
    }

    @Test
    void a_file_that_was_changed_cut_or_lost_is_named() throws Exception {
        Path backup = backups.of("backup-000001");
        Path changed = filesOf(backup, "balance-changes-").get(0);
        byte[] bytes = Files.readAllBytes(changed);
        bytes[bytes.length / 2] ^= 1;
        Files.write(changed, bytes);
        Path cut = filesOf(backup, "usage-events-").get(0);
        byte[] whole = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(whole, whole.length - 20));
        Path lost = filesOf(backups.of(SECOND), "usage-events-").get(0);
        Files.delete(lost);

        assertThat(check(SECOND).faults()).anyMatch(f -> f.startsWith(changed + ": its SHA-256"))
                .anyMatch(f -> f.startsWith(cut + " has " + (whole.length - 20) + " bytes"))
                .anyMatch(f -> f.equals(lost + " is missing"));
        assertThatThrownBy(() -> BackupCheck.proved(backups, SECOND, keys.getPublic()))
                .isInstanceOf(BackupProblem.class).hasMessageContaining("nothing was restored");
    }

    @Test
    void signatures_by_other_keys_or_over_other_bytes_are_faults() throws Exception {
        KeyPair others = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertThat(BackupCheck.check(backups, "backup-000001", others.getPublic()).faults())
                .anyMatch(f -> f.contains("manifest.json: its signature"))
                .anyMatch(f -> f.contains("the signature of") && f.contains("checkpoint.json"));
        Path manifest = backups.of("backup-000001").resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest) + "\n");
        assertThat(check(SECOND).faults())
                .hasSize(2).anyMatch(f -> f.contains("its signature is not of that key"))
                .anyMatch(f -> f.contains("goes on from another backup-000001"));
    }

    @Test
    void a_missing_entry_breaks_even_a_signed_backups_chain() throws Exception {
        Path backup = backups.of("backup-000001");
        Path file = filesOf(backup, "balance-changes-").get(0);
        List<KeptRecord> records = new ArrayList<>();
        RecordFile.read(file, records::add);
        KeptRecord without = records.remove(0);
        Manifest.KeptFile written;
        try (RecordFileWriter writer = new RecordFileWriter(file, "balance-changes")) {
            for (KeptRecord record : records) {
                writer.append(record);
            }
            written = writer.finish();
        }
        Manifest manifest = backups.manifest("backup-000001");
        List<Manifest.Part> parts = manifest.parts().stream().map(part -> new Manifest.Part(
                part.topic(), part.partition(), part.whole(), part.begin(), part.from(), part.to(),
                part.files().stream().map(f -> f.name().equals(written.name()) ? written : f)
                        .toList())).toList();
        byte[] json = new Manifest(manifest.format(), manifest.name(), manifest.madeAt(), null,
                manifest.applicationId(), manifest.partitions(), manifest.topicIds(),
                manifest.retention(), parts, manifest.groups(),
                manifest.schemas(), manifest.checkpoint()).toJson();
        Files.write(backup.resolve("manifest.json"), json);
        Files.write(backup.resolve("manifest.sig"), Base64.getMimeEncoder().encode(
                ManifestSignature.sign(json, keys.getPrivate())));

        assertThat(check("backup-000001").faults())
                .anyMatch(f -> f.startsWith(file + ": record ") && f.contains("must be 1"))
                .noneMatch(f -> f.contains("SHA-256"))
                .noneMatch(f -> f.contains("offset " + without.offset() + ","));
    }

    @Test
    void a_backup_in_the_folder_of_another_is_a_fault() throws Exception {
        Path later = Files.createDirectory(backups.of("backup-000009"));
        try (var files = Files.list(backups.of("backup-000001"))) {
            for (Path file : files.toList()) {
                Files.copy(file, later.resolve(file.getFileName()));
            }
        }
        assertThat(check("backup-000009").faults()).singleElement().asString()
                .contains("backup-000009/manifest.json is that of backup-000001");
        assertThatThrownBy(() -> BackupCheck.proved(backups, "backup-000009", keys.getPublic()))
                .isInstanceOf(BackupProblem.class);
    }

    @Test
    void a_manifest_that_is_cut_or_missing_is_told_by_its_place() throws Exception {
        Path manifest = backups.of(SECOND).resolve("manifest.json");
        Files.writeString(manifest, "{\n  \"format\" : \"extra-us");
        assertThat(check(SECOND).faults()).singleElement().asString()
                .startsWith(manifest + " is no manifest: Unexpected end-of-input")
                .endsWith("(line 2, column 23)")
                .doesNotContain("dev.extrausage", "REDACTED", "\n");
        Files.delete(manifest);
        assertThat(check(SECOND).faults()).containsExactly(manifest + " cannot be read: "
                + manifest + ": there is no such file or folder");
    }

    @Test
    void an_answered_input_without_a_record_is_a_fault() throws Exception {
        written.skipInput(10);
        written.write(4);
        assertThat(check("backup-000003").faults()).singleElement().asString()
                .contains("answers the input at offset 10 of usage-events-0")
                .contains("no record lies there");
    }

    @Test
    void an_answered_input_that_kafka_had_deleted_is_no_fault() throws Exception {
        written.skipInput(8);
        written.beginAt(9);
        written.write(4);
        assertThat(check("backup-000003").faults()).isEmpty();
    }

    private BackupCheck.Result check(String name) {
        return BackupCheck.check(backups, name, keys.getPublic());
    }

    private static List<Path> filesOf(Path backup, String prefix) throws Exception {
        try (var all = Files.list(backup)) {
            return all.filter(p -> p.getFileName().toString().startsWith(prefix)).sorted().toList();
        }
    }
}
