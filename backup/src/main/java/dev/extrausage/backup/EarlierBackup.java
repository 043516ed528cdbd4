package dev.extrausage.backup;

import dev.extrausage.kafka.access.FileError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.List;

/**
 * The backup that another goes on from: what can be known of it without reading all records. The
 * rest is found by {@link BackupCheck}, which should be run as often as backups are made.
 */
final class EarlierBackup {
    private EarlierBackup() {}

    /**
     * Its manifest.
     *
     * @param key must be the one that signed it and all that it goes on from
     * @throws BackupProblem a manifest or its checkpoint is not as it was signed, or a file is
     *     missing or has another length
     */
    static Manifest of(BackupFolder directory, String name, PrivateKey key) {
        List<Manifest> chain = directory.chain(name);
        Manifest before = null;
        for (Manifest manifest : chain) {
            try {
                require(directory, manifest, before, key);
            } catch (IOException e) {
                throw problem(directory.of(manifest.name()) + " cannot be read: "
                        + FileError.reason(e));
            }
            before = manifest;
        }
        return before;
    }

    private static void require(BackupFolder directory, Manifest manifest, Manifest before,
            PrivateKey key) throws IOException {
        Path folder = directory.of(manifest.name());
        if (!ManifestSignature.isSigned(directory.manifestBytes(manifest.name()),
                directory.signature(manifest.name()), key)) {
            throw problem(folder.resolve(BackupFolder.MANIFEST) + " is not signed with that key:"
                    + " it was changed, or the key is another one");
        }
        if (before != null
                && !directory.sha256(before.name()).equals(manifest.previous().sha256())) {
            throw problem(folder + " goes on from another " + before.name()
                    + " than the one that is there");
        }
        for (Manifest.Part part : manifest.parts()) {
            for (Manifest.KeptFile file : part.files()) {
                requireLength(folder, file);
            }
        }
        requireLength(folder, manifest.checkpoint());
        Path checkpoint = folder.resolve(manifest.checkpoint().name());
        if (!RecordFile.sha256(checkpoint).equals(manifest.checkpoint().sha256())) {
            throw problem(checkpoint + ": its SHA-256 is not the one in the manifest");
        }
    }

    private static void requireLength(Path folder, Manifest.KeptFile named) throws IOException {
        Path file = folder.resolve(named.name());
        if (!Files.exists(file)) {
            throw problem(file + " is missing");
        }
        if (Files.size(file) != named.bytes()) {
            throw problem(file + " has " + Files.size(file) + " bytes, must have "
                    + named.bytes());
        }
    }

    private static BackupProblem problem(String fault) {
        return new BackupProblem("the backup to go on from is not sound: " + fault
                + ". Make a full backup");
    }
}
