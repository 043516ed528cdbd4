package dev.extrausage.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadyFileTest {
    @TempDir private Path folder;
    private Path file;
    private ReadyFile ready;

    @BeforeEach void at() {
        file = folder.resolve("ready");
        ready = new ReadyFile(Optional.of(file));
    }

    @Test void file_is_there_while_its_process_is_ready() {
        ready.show(false);
        ready.show(true);
        assertThat(file).exists();
        ready.show(false);
        assertThat(file).doesNotExist();
    }

    @Test void process_that_is_ready_at_its_first_look_shows_it() {
        ready.show(true);
        assertThat(file).exists();
    }

    @Test void file_of_a_killed_process_goes_with_the_first_look() throws IOException {
        Files.writeString(file, "ready");
        ready.show(false);
        assertThat(file).doesNotExist();
    }
}
