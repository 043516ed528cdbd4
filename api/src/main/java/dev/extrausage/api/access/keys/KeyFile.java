package dev.extrausage.api.access.keys;

import dev.extrausage.api.access.Scope;
import dev.extrausage.core.BadInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.Optional;

/**
 * A file with one key, for commands and scripts of this machine: its owner alone may read it, from
 * its first byte on, and a reader never finds half a key.
 */
public final class KeyFile {
    private final Path file;

    /** The file of that name, which need not be there. */
    public KeyFile(Path file) {
        this.file = file;
    }

    /**
     * Sees to it that the file holds a key of that scope which lets somebody in: makes one if it
     * does not.
     *
     * @param ring complete
     * @param by who has the key made
     * @throws IOException the file cannot be written
     */
    public void ensure(Scope scope, KeyRing ring, KeyDesk desk, InstantSource clock, String by)
            throws IOException {
        Optional<SecretToken> key = read();
        Pass pass = key.map(one -> ring.find(one.id())).orElse(null);
        boolean isGood = pass != null && pass.isKey() && pass.scope().equals(scope)
                && key.get().matches(pass.secretSha256()) && !pass.hasEnded(clock.millis());
        if (!isGood) {
            write(desk.create(scope, null, by, "for " + file.getFileName()).key());
        }
    }

    /** The key in it; empty where there is no such file, or none in it. */
    Optional<SecretToken> read() throws IOException {
        try {
            return Files.exists(file) ? Optional.of(SecretToken.parse(
                    SecretToken.Sort.KEY, Files.readString(file).strip())) : Optional.empty();
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    private void write(SecretToken key) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        boolean hasOwners = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] forOwner = hasOwners ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(folder, ".key", "", forOwner);
        try {
            Files.writeString(whole, key.text() + "\n");
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
