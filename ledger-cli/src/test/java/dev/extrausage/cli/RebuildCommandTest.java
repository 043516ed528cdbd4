package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger rebuild} on the data of a stack, as docs/OPERATIONS.md tries it. */
@Timeout(400)
class RebuildCommandTest {
    @TempDir private Path folder;

    @Test
    void a_stopped_stack_is_rebuilt_and_counts_nothing_twice() throws Exception {
        Path data = folder.resolve("data");
        Path events = folder.resolve("first.jsonl");
        Files.writeString(events, Command.run("example").ended(0).out());
        try (Stack stack = started(data)) {
            Command.run("publish", "--data", data, events).ended(0);
            Command refused = Command.run("rebuild", "--data", data).ended(2);
            assertThat(refused.err()).contains(
                    "Nothing was rebuilt: the ledger extra-usage-ledger runs");
            assertThat(stack.failure()).isEmpty();
        }

        assertThat(Command.run("rebuild", "--data", data).ended(2).err())
                .contains("deleted: the topic extra-usage-ledger-accounts-changelog")
                .contains("say --replace");
        assertThat(Command.run("rebuild", "--data", data, "--replace").ended(0).out())
                .contains("the ledger goes on at offset", "Rebuilt: ",
                        "The ledger can be started");

        try (Stack stack = started(data)) {
            String balance = Command.run("balance", "ada", "--data", data).ended(0).out();
            Command.run("publish", "--data", data, events).ended(0);
            assertThat(Command.run("balance", "ada", "--data", data).ended(0).out())
                    .isEqualTo(balance);
            Command.run("audit", "--data", data, "--inputs").ended(0);
            assertThat(stack.failure()).isEmpty();
        }
    }

    private static Stack started(Path data) throws Exception {
        Stack stack = new Stack(StackSettings.on(data, CatalogFile.defaultCatalog()));
        stack.start();
        stack.awaitReady(Duration.ofMinutes(3));
        return stack;
    }
}
