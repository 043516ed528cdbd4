package dev.extrausage.backup;

import dev.extrausage.kafka.access.FileError;
import dev.extrausage.schemas.wire.HashChain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A directory of backups: one folder each, {@code backup-000001} and on. A folder has its name only
 * when it is whole; before, it ends in {@code .unfinished}, and the next run goes on in it.
 */
public final class BackupFolder {
    static final String MANIFEST = "manifest.json";
    static final String SIGNATURE = "manifest.sig";
    static final String CHECKPOINT = "checkpoint.json";
    /** Stands for the backup that a full one goes on from. */
    static final String NOTHING = "nothing";
    private static final String SINCE = "since";
    private static final Pattern NAME = Pattern.compile("backup-(\\d{6,})");

    private final Path root;

    /** The directory, which need not exist. */
    public BackupFolder(Path root) {
        this.root = root;
    }

    /** The directory. */
    public Path root() {
        return root;
    }

    /** Throws {@link BackupProblem} if there is something else of that name. */
    public void requireDirectory() {
        if (Files.exists(root) && !Files.isDirectory(root)) {
            throw new BackupProblem(root + " is a file, must be a directory of backups");
        }
    }

    /**
     * The names of all whole backups, from the first to the last; none where there is no directory.
     *
     * @throws BackupProblem it is a file, or cannot be listed
     */
    public List<String> names() {
        requireDirectory();
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(Files::isDirectory).map(p -> p.getFileName().toString())
                    .filter(name -> NAME.matcher(name).matches())
                    .sorted(Comparator.comparingLong(BackupFolder::numberOf)).toList();
        } catch (IOException e) {
            throw new BackupProblem(root + " cannot be listed: " + FileError.reason(e), e);
        }
    }

    /** The newest whole backup's name, if there is one. */
    public Optional<String> latest() {
        List<String> names = names();
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(names.size() - 1));
    }

    private static long numberOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    /** The name of the next one. */
    String next() {
        return String.format("backup-%06d", latest().map(BackupFolder::numberOf).orElse(0L) + 1);
    }

    /** A whole backup's folder. */
    Path of(String name) {
        return root.resolve(name);
    }

    /**
     * The folder to write {@code name} in. What a killed run left there is gone on with if it was
     * the same backup of the same topics.
     *
     * @param since the backup it goes on from; {@link #NOTHING} of a full one
     * @param topicIds by the names of the topics
     * @throws BackupProblem it is of another backup, which is left as it is
     */
    Path unfinished(String name, String since, Map<String, String> topicIds) {
        Path folder = root.resolve(name + RecordFileWriter.UNFINISHED);
        try {
            Path note = folder.resolve(SINCE);
            if (Files.exists(note)) {
                requireSame(folder, Files.readString(note), note(since, topicIds));
            }
            Files.createDirectories(folder);
            write(note, note(since, topicIds).getBytes(StandardCharsets.UTF_8));
            return folder;
        } catch (IOException e) {
            throw new BackupProblem(folder + " cannot be written: " + FileError.reason(e), e);
        }
    }

    static String note(String since, Map<String, String> topicIds) {
        return since + "\n" + TopicIds.lines(topicIds);
    }

    private static void requireSame(Path folder, String left, String wanted) {
        if (left.equals(wanted)) {
            return;
        }
        String since = since(left);
        throw new BackupProblem(folder + " is what is left of " + (since.equals(since(wanted))
                ? "a backup of other topics: this Kafka was restored, or it is another one."
                        + " Delete the folder"
                : (since.equals(NOTHING) ? "a full backup" : "a backup since " + since)
                        + ", which is not what is asked for now. Run that one again, or delete the"
                        + " folder"));
    }

    private static String since(String note) {
        return note.lines().findFirst().orElse("");
    }

    /** Ends a backup: signature, manifest, and then its name, each when the one before is kept. */
    void finish(Path folder, String name, byte[] manifest, byte[] signature) {
        try {
            write(folder.resolve(SIGNATURE), Base64.getMimeEncoder().encode(signature));
            write(folder.resolve(MANIFEST), manifest);
            Files.deleteIfExists(folder.resolve(SINCE));
            WholeFiles.deleteNotes(folder);
            force(folder);
            Files.move(folder, of(name), StandardCopyOption.ATOMIC_MOVE);
            force(root);
        } catch (IOException e) {
            throw new BackupProblem(folder + " cannot be ended: " + FileError.reason(e), e);
        }
    }

    static void write(Path file, byte[] bytes) throws IOException {
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
    }

    /** Makes names that were given in a folder last. */
    static void force(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** The bytes of a backup's manifest. */
    byte[] manifestBytes(String name) {
        Path file = of(name).resolve(MANIFEST);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BackupProblem(Files.isDirectory(of(name))
                    ? file + " cannot be read: " + FileError.reason(e)
                    : "there is no backup " + name + " in " + root, e);
        }
    }

    /** A backup's manifest; throws {@link BackupProblem} if it is that of another backup. */
    public Manifest manifest(String name) {
        Path file = of(name).resolve(MANIFEST);
        try {
            Manifest manifest = Manifest.read(manifestBytes(name));
            if (!manifest.name().equals(name)) {
                throw new BackupProblem(file + " is that of " + manifest.name()
                        + ", must be that of " + name + ": another backup was put in its place");
            }
            return manifest;
        } catch (IOException e) {
            throw new BackupProblem(file + " is no manifest: " + e.getMessage(), e);
        }
    }

    /** The manifests from the full backup to that one; each is what the next goes on from. */
    public List<Manifest> chain(String name) {
        Deque<Manifest> chain = new ArrayDeque<>();
        String next = name;
        while (next != null) {
            Manifest manifest = manifest(next);
            if (chain.stream().anyMatch(m -> m.name().equals(manifest.name()))) {
                throw new BackupProblem("the backups of " + root + " go on from each other in a"
                        + " circle, at " + next);
            }
            chain.addFirst(manifest);
            next = manifest.previous() == null ? null : manifest.previous().name();
        }
        return List.copyOf(chain);
    }

    /** The SHA-256 of a backup's manifest, in hexadecimal. */
    String sha256(String name) {
        return HexFormat.of().formatHex(HashChain.sha256().digest(manifestBytes(name)));
    }

    /** The signature of a backup's manifest; empty bytes where there is none. */
    byte[] signature(String name) {
        try {
            return Base64.getMimeDecoder().decode(
                    Files.readAllBytes(of(name).resolve(SIGNATURE)));
        } catch (IOException | IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The length of a file, for reports; throws {@link UncheckedIOException}. */
    static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
