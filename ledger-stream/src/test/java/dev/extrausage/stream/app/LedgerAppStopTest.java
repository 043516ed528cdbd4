package dev.extrausage.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of the ledger's process while it waits for what is down. */
@Timeout(120)
class LedgerAppStopTest {
    /** That of the containers. */
    private static final Path LOGGING = Path.of("..", "deploy", "logback.xml").toAbsolutePath();
    /** An address where nobody listens, and no client's end of a connection comes to be. */
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir Path directory;

    @Test void the_process_ends_while_it_waits_for_a_broker() throws Exception {
        assertEndsInOrder(Map.of("LEDGER_BOOTSTRAP_SERVERS", NOBODY), "Connection to node -1");
    }

    @Test void the_process_ends_while_it_waits_for_a_registry() throws Exception {
        try (TestCluster cluster = TestCluster.ready()) {
            assertEndsInOrder(Map.of(
                    "LEDGER_BOOTSTRAP_SERVERS", cluster.settings.bootstrapServers(),
                    "LEDGER_SCHEMA_REGISTRY_URL", "http://" + NOBODY,
                    "LEDGER_REPLICATION_FACTOR", "1", "LEDGER_MIN_INSYNC_REPLICAS", "1"),
                    "Waiting for the schema registry");
        }
    }

    private void assertEndsInOrder(Map<String, String> variables, String waiting)
            throws Exception {
        Process process = start(variables);
        try {
            while (!output().contains(waiting)) {
                assertThat(process.isAlive()).as("the process lives; it said: %s", output())
                        .isTrue();
                Thread.sleep(50);
            }
            process.destroy();
            // After nine seconds it would say that it did not stop in order, and end.
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("the process ends; it said: %s", output()).isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(output()).doesNotContain("\tat ").doesNotContain("did not stop in order");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private Process start(Map<String, String> variables) throws IOException {
        Map<String, String> all = new HashMap<>(variables);
        all.put("LEDGER_STATE_DIR", directory.resolve("state").toString());
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + LOGGING,
                "-cp", System.getProperty("java.class.path"),
                LedgerApp.class.getName());
        builder.environment().putAll(all);
        return builder.redirectErrorStream(true).redirectOutput(
                directory.resolve("output").toFile()).start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }
}
