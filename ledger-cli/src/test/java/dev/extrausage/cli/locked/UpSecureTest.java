package dev.extrausage.cli.locked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.cli.Command;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The stack of {@code ledger up --secure}, by its data directory and by the logins in it. */
@Timeout(300)
class UpSecureTest {
    @TempDir private Path folder;

    @Test void a_locked_stack_serves_its_folder_and_each_login_its_role() throws Exception {
        Path data = folder.resolve("data");
        StackSettings settings = StackSettings.on(data, CatalogFile.defaultCatalog());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Path events = Files.writeString(folder.resolve("events.jsonl"),
                ("{'account':{'event_id':'%s','account_id':'ada','occurred_at':'%s',"
                        + "'actor':'test','change':{'type':'PlanStarted','plan':'pro','seats':1}}}")
                        .formatted(EventId.derived(now.toEpochMilli(), "ada"), now)
                        .replace('\'', '"') + "\n");
        try (Stack stack = new Stack(settings.locked())) {
            stack.start();
            stack.awaitReady(Duration.ofMinutes(2));
            Path logins = stack.logins().orElseThrow();
            everythingIsTheOwners(logins);

            Command.run("publish", events, "--data", data).ended(0);
            assertThat(Command.run("balance", "ada", "--data", data).ended(0).out())
                    .contains("ada · pro");
            assertThat(as(stack, logins, KafkaRole.AUDITOR, "balance", "ada").ended(0).out())
                    .contains("ada · pro");
            assertThat(as(stack, logins, KafkaRole.AUDITOR, "publish", events).ended(2).err())
                    .contains("authoriz");
            for (String command : List.of("audit", "topics", "doctor")) {
                assertThat(Command.run(command, "--bootstrap", stack.bootstrap()).ended(2).err())
                        .startsWith("ledger: The Kafka at " + stack.bootstrap() + " speaks TLS")
                        .contains("--kafka-config").hasLineCount(1);
            }
        }
        assertThat(Command.run("audit", "--data", data).ended(0).out()).contains("1 account");
        try (Stack open = new Stack(settings)) {
            assertThatThrownBy(open::start).isInstanceOf(CannotStart.class)
                    .hasMessageContaining("start with --secure");
        }
    }

    private static Command as(Stack stack, Path logins, KafkaRole role, Object... words) {
        return Command.run(Stream.concat(Stream.of(words), Stream.of("--bootstrap",
                stack.bootstrap(), "--kafka-config",
                logins.resolve(role.roleName() + ".properties"))).toArray());
    }

    private static void everythingIsTheOwners(Path logins) throws Exception {
        try (Stream<Path> files = Files.walk(logins)) {
            List<String> others = files.filter(file -> !file.toFile().isDirectory())
                    .map(file -> {
                        try {
                            return file + " "
                                    + PosixFilePermissions.toString(
                                            Files.getPosixFilePermissions(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }).filter(text -> !text.endsWith(" rw-------")).toList();
            assertThat(others).isEmpty();
        }
    }
}
