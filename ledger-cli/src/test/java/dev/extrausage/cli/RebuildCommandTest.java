package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
                .contains("to be deleted: the topic extra-usage-ledger-accounts-changelog")
                .contains("say --replace");
        assertThat(Command.run("rebuild", "--data", data, "--replace").ended(0).out())
                .contains("the ledger goes on at offset", "Rebuilt: ",
                        "The ledger can be started");

        try (Stack stack = started(data)) {
            List<Long> pools = poolsOfAda(data);
            Command.run("publish", "--data", data, events).ended(0);
            assertThat(poolsOfAda(data)).isEqualTo(pools);
            Command.run("audit", "--data", data, "--inputs").ended(0);
            assertThat(stack.failure()).isEmpty();
        }
    }

    private static List<Long> poolsOfAda(Path data) throws Exception {
        JsonNode balance = new ObjectMapper().readTree(
                Command.run("balance", "ada", "--data", data, "--json").ended(0).out());
        return List.of(balance.path("allowance_left_nanos").asLong(-1),
                balance.path("extra_usage_nanos").asLong(-1));
    }

    private static Stack started(Path data) throws Exception {
        Stack stack = new Stack(StackSettings.on(data, CatalogFile.defaultCatalog()));
        stack.start();
        stack.awaitReady(Duration.ofMinutes(3));
        return stack;
    }
}
