package dev.extrausage.api.app;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.api.access.keys.Pass;
import dev.extrausage.api.access.keys.SecretToken;
import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.process.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that a server keeps in a directory for the command and for scripts, readable by
 * its owner alone. One that was revoked, has expired or is another cluster's is made anew.
 */
final class KeyFiles {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFiles.class);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final String MAKER = "ledger-up";

    private KeyFiles() {}

    /** Writes {@code operator.key} and {@code finance.key} where they are not there and good. */
    static void write(Path directory, KeyDesk desk, InstantSource clock) {
        for (Role role : new Role[] {Role.OPERATOR, Role.FINANCE}) {
            Path file = directory.resolve(role.text() + ".key");
            try {
                if (isGood(file, role, desk, clock.millis())) {
                    keepFromOthers(file);
                } else {
                    write(file, () -> desk.create(Scope.of(role), null, MAKER,
                            "kept in " + file.getFileName()).key().text());
                }
            } catch (IOException e) {
                throw new StartRefused("The key file " + file + " cannot be written: "
                        + FileError.reason(e) + ".", e);
            }
        }
    }

    private static boolean isGood(Path file, Role role, KeyDesk desk, long now)
            throws IOException {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try {
            SecretToken key = SecretToken.parse(
                    SecretToken.Sort.KEY, Files.readString(file).strip());
            return desk.list().stream().anyMatch(pass -> isOf(pass, key, role)
                    && !pass.hasEnded(now));
        } catch (BadInput e) {
            return false;
        }
    }

    /** As it was made; what a link leads to is as whoever made the link wants it. */
    private static void keepFromOthers(Path file) {
        PosixFileAttributeView view = Files.getFileAttributeView(
                file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            if (view != null && view.readAttributes().isRegularFile()
                    && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
                LOG.warn("the key file {} was not its owner's alone: whoever has read it has the"
                        + " key until it is revoked", file);
                view.setPermissions(OWNER_ONLY);
            }
        } catch (IOException e) {
            LOG.warn("the key file {} cannot be made its owner's alone ({})", file,
                    e.getClass().getSimpleName());
        }
    }

    private static boolean isOf(Pass pass, SecretToken key, Role role) {
        return pass.id().equals(key.id()) && pass.scope().role() == role
                && key.sha256().equals(pass.secretSha256());
    }

    /**
     * Whole or not at all, and never for a moment readable by others. The key is made once there is
     * a place for it: one that nobody has would be good for ever.
     */
    private static void write(Path file, Supplier<String> key) throws IOException {
        if (Files.isDirectory(file)) {
            throw new IOException("it is a directory");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        Files.deleteIfExists(unfinished);
        if (unfinished.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        Files.write(unfinished, (key.get() + "\n").getBytes(StandardCharsets.US_ASCII));
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }
}
