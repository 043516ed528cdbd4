package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.embedded.FreePorts;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger doctor} beside a stack that is well, and then ill. */
@Timeout(300)
class DoctorCommandTest {
    @TempDir private Path folder;

    @Test
    void the_doctor_finds_sound_stacks_well_and_names_faults() throws Exception {
        try (Stack stack = new Stack(StackSettings.on(folder, CatalogFile.defaultCatalog()))) {
            stack.start();
            stack.awaitReady(Duration.ofMinutes(3));

            Command well = Command.run("doctor", "--data", folder);
            assertThat(well.out().lines()).as("%s", well).allMatch(line -> line.startsWith("ok "))
                    .anyMatch(line -> line.contains("brokers") && line.contains("1 at 127.0.0.1"))
                    .anyMatch(line -> line.contains("transaction.version 2"))
                    .anyMatch(line -> line.contains("4 partitions each, set as they must be"))
                    .anyMatch(line -> line.contains("group extra-usage-ledger")
                            && line.contains("1 member, Stable, lag 0"))
                    .anyMatch(line -> line.contains("clock of broker 1"))
                    .anyMatch(line -> line.contains("all of its parts are ready"))
                    .anyMatch(line -> line.contains("disk of this machine"))
                    .anyMatch(line -> line.contains("state folder"));
            well.ended(0);

            Path lock = folder.resolve("state/extra-usage-ledger/.lock");
            Path aside = folder.resolve("lock-aside");
            Files.move(lock, aside);
            Command deleted = Command.run("doctor", "--data", folder).ended(1);
            assertThat(deleted.out().lines()).filteredOn(line -> !line.startsWith("ok "))
                    .singleElement().satisfies(line -> assertThat(line)
                            .startsWith("WRONG  state folder").contains("was deleted"));
            Files.move(aside, lock);

            switchToCreateTime(stack.bootstrap());
            Command ill = Command.run("doctor", "--data", folder, "--json");
            ill.ended(1);
            JsonNode told = new ObjectMapper().readTree(ill.out());
            assertThat(told.path("ok").asBoolean()).isFalse();
            assertThat(told.path("findings")).filteredOn(f -> !f.path("ok").asBoolean())
                    .singleElement().satisfies(f -> assertThat(f.path("finding").asText())
                            .startsWith("topic usage-events: message.timestamp.type is CreateTime,"
                                    + " must be LogAppendTime"));
        }
    }

    @Test
    void a_registry_that_is_away_is_named_while_a_stack_waits_for_it() throws Exception {
        URI away = URI.create("http://127.0.0.1:" + FreePorts.next());
        StackSettings settings = StackSettings.on(folder, CatalogFile.defaultCatalog())
                .withRegistry(away);
        CompletableFuture<Void> start;
        try (Stack stack = new Stack(settings)) {
            start = CompletableFuture.runAsync(stack::start);
            String waits = "it waits for the schema registry at " + away;
            while (!Command.run("health", "--data", folder).out().contains(waits)) {
                assertThat(start).isNotDone();
            }

            Command told = Command.run("doctor", "--data", folder).ended(1);
            assertThat(told.out().lines()).as("%s", told)
                    .anyMatch(line -> line.startsWith("WRONG  schema registry")
                            && line.contains("the schema registry at " + away
                                    + ", it cannot be reached"))
                    .anyMatch(line -> line.startsWith("WRONG  this ledger up")
                            && line.contains(waits));
        }
        assertThat(start).failsWithin(Duration.ofMinutes(1));
    }

    @Test
    void without_a_running_ledger_the_doctor_says_where_to_look() {
        Command.run("doctor", "--data", folder.resolve("none")).ended(2);
        assertThat(Command.run("doctor", "--data", folder.resolve("none")).err())
                .startsWith("ledger: No ledger runs on ");
    }

    private static void switchToCreateTime(String bootstrap) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, "usage-events"),
                    List.of(new AlterConfigOp(
                            new ConfigEntry("message.timestamp.type", "CreateTime"),
                            AlterConfigOp.OpType.SET)))).all().get();
        }
    }
}
