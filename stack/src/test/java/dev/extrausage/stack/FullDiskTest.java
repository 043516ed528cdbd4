package dev.extrausage.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A stack on a disk of its own, a tmpfs, that somebody fills. */
@Timeout(300)
class FullDiskTest {
    private static final long LEAST = 64L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private Path folder;
    private Path disk;

    @BeforeEach void mount() throws Exception {
        disk = Files.createDirectory(folder.resolve("disk"));
        assumeTrue(succeeds("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk.toString()),
                "this user may not mount a tmpfs: nobody fills a disk here");
    }

    @AfterEach void unmount() throws Exception {
        succeeds("umount", disk.toString());
    }

    @Test void a_disk_that_fills_ends_the_stack_with_a_sentence() throws Exception {
        StackSettings settings =
                StackSettings.on(disk.resolve("data"), CatalogFile.defaultCatalog());
        Path filler = disk.resolve("filler");
        try (Stack stack = new Stack(settings, new FreeSpace(disk, LEAST))) {
            stack.start();
            stack.awaitReady(PATIENCE);
            assertThat(stack.failure()).isEmpty();
            fillUpTo(filler, LEAST / 2);
            assertThat(stack.failure().orElseThrow()).contains("MiB free, and must have at least"
                    + " 64 MiB: make room, and start again");
        }
        try (Stack next = new Stack(settings, new FreeSpace(disk, LEAST))) {
            assertThatThrownBy(next::start).isInstanceOf(CannotStart.class)
                    .hasMessageStartingWith("the disk of " + disk + " has ");
        }
        Files.delete(filler);
        try (Stack next = new Stack(settings, new FreeSpace(disk, LEAST))) {
            next.start();
            next.awaitReady(PATIENCE);
            assertThat(next.health().isReady()).isTrue();
        }
    }

    private void fillUpTo(Path filler, long left) throws IOException {
        long free = Files.getFileStore(disk).getUsableSpace();
        Files.write(filler, new byte[Math.toIntExact(free - left)]);
    }

    private static boolean succeeds(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
