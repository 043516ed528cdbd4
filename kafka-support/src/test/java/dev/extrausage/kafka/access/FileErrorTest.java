package dev.extrausage.kafka.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files and folders that cannot be used, for the reasons that operators meet. */
class FileErrorTest {
    @TempDir private Path folder;

    @Test
    void what_is_not_there_or_is_something_else_is_said() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "text");
        Path missing = folder.resolve("missing");

        assertThat(reason(() -> Files.readAllBytes(missing)))
                .isEqualTo(missing + ": there is no such file or folder");
        assertThat(reason(() -> Files.createDirectories(file)))
                .isEqualTo(file + ": there is a file of that name already");
        assertThat(reason(() -> Files.list(file).close())).isEqualTo(file + ": is no folder");
        assertThat(reason(() -> Files.createDirectories(file.resolve("below"))))
                .startsWith(file.toString()).endsWith(": Not a directory");
        assertThat(reason(() -> Files.readAllBytes(folder))).isEqualTo("Is a directory");
    }

    @Test
    void a_refusal_is_said_and_nothing_is_ever_empty() {
        assertThat(FileError.reason(new AccessDeniedException("/backups")))
                .isEqualTo("/backups: permission denied");
        assertThat(FileError.reason(new IOException())).isEqualTo("IOException");
        assertThat(FileError.reason(new IOException("No space left on device")))
                .isEqualTo("No space left on device");
    }

    private static String reason(ThrowingCallable use) {
        return FileError.reason(catchThrowableOfType(IOException.class, use));
    }
}
