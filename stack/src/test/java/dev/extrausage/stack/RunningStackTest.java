package dev.extrausage.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory tells the address of the stack that runs there, or nothing. */
class RunningStackTest {
    private static final RunningStack DEAD =
            new RunningStack("127.0.0.1:1", URI.create("http://127.0.0.1:2"), null, null);
    private static final RunningStack ALIVE =
            new RunningStack("127.0.0.1:3", URI.create("http://127.0.0.1:4"), null, null);

    @TempDir Path directory;

    @Test void a_dead_stacks_address_is_not_believed() {
        DEAD.write(directory);
        assertThat(RunningStack.in(directory)).isEmpty();
        try (DataFolder folder = DataFolder.claim(directory)) {
            assertThat(RunningStack.in(directory)).as("before the next one has erased it")
                    .isEmpty();
            ALIVE.write(folder.root());
            folder.confirmAddress();
            assertThat(RunningStack.in(directory)).contains(ALIVE);
        }
        assertThat(RunningStack.in(directory)).isEmpty();
    }
}
