package dev.extrausage.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.schemas.ReleasedSchemas;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory tells the address of the stack that runs there, or nothing. */
class RunningStackTest {
    private static final RunningStack DEAD =
            new RunningStack("127.0.0.1:1", URI.create("http://127.0.0.1:2"), null, null, 0);
    private static final RunningStack ALIVE =
            new RunningStack("127.0.0.1:3", URI.create("http://127.0.0.1:4"),
                    URI.create("http://127.0.0.1:5"), Path.of("/kafka.properties"), 64L << 20);

    @TempDir Path directory;

    @Test void a_stack_that_starts_is_named_and_no_other_broker() {
        try (DataFolder folder = DataFolder.claim(directory);
                EmbeddedKafka starting = EmbeddedKafka.start(folder.kafka(), 0, Map.of())) {
            assertThat(RunningStack.in(directory)).isEmpty();
            assertThatThrownBy(() -> OpenJournal.in(directory, ReleasedSchemas.load()))
                    .as("while %s starts", starting)
                    .isInstanceOf(JournalUnreadable.class)
                    .hasMessageStartingWith("the ledger on " + directory + " starts or stops");
        }
    }

    @Test void a_command_that_looks_into_the_data_is_named() {
        try (EmbeddedKafka looking = EmbeddedKafka.start(
                directory.resolve("kafka"), 0, Map.of())) {
            assertThatThrownBy(() -> OpenJournal.in(directory, ReleasedSchemas.load()))
                    .as("while %s looks", looking)
                    .isInstanceOf(JournalUnreadable.class)
                    .hasMessageContaining("or of a command that looks into it");
        }
    }

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
