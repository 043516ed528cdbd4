package dev.extrausage.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rest that a killed run has left of its files, each with a signed note of what it was when it
 * was whole. A file that is not as its note says, or has none, is not taken over: the manifest
 * would vouch for whatever lies there.
 */
final class WholeFiles {
    private static final String NOTE = ".whole";

    private final PrivateKey key;

    WholeFiles(PrivateKey key) {
        this.key = key;
    }

    /** Keeps a note of a file that is whole. */
    void add(Path folder, Manifest.KeptFile file) throws IOException {
        BackupFolder.write(note(folder.resolve(file.name())), signatureOf(file));
    }

    /** True if the file is what it was when it was whole. */
    boolean has(Path file, Manifest.KeptFile now) throws IOException {
        Path note = note(file);
        return Files.exists(note) && Arrays.equals(Files.readAllBytes(note), signatureOf(now));
    }

    private byte[] signatureOf(Manifest.KeptFile file) {
        String text = file.name() + "\n" + file.bytes() + "\n" + file.sha256();
        return ManifestSignature.sign(text.getBytes(StandardCharsets.UTF_8), key);
    }

    private static Path note(Path file) {
        return file.resolveSibling(file.getFileName() + NOTE);
    }

    /** Deletes a file and its note. */
    static void delete(Path file) throws IOException {
        Files.deleteIfExists(note(file));
        Files.delete(file);
    }

    /** Deletes all notes: from now on the manifest has what they say. */
    static void deleteNotes(Path folder) throws IOException {
        List<Path> notes;
        try (Stream<Path> all = Files.list(folder)) {
            notes = all.filter(p -> p.getFileName().toString().endsWith(NOTE)).toList();
        }
        for (Path note : notes) {
            Files.delete(note);
        }
    }
}
