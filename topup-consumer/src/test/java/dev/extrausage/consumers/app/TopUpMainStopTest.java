package dev.extrausage.consumers.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.process.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of the consumers' process while it waits for what is down. */
@Timeout(120)
class TopUpMainStopTest {
    /** That of the containers. */
    private static final Path LOGGING = Path.of("..", "deploy", "logback.xml").toAbsolutePath();
    /** An address where nobody listens, and no client's end of a connection comes to be. */
    private static final String NOBODY = "127.0.0.1:1";

    @TempDir Path folder;

    @Test void the_process_ends_while_it_waits_for_a_broker() throws Exception {
        assertEndsInOrder(Map.of(Variables.BOOTSTRAP_SERVERS, NOBODY), "Connection to node -1");
    }

    @Test void a_process_without_the_top_up_consumer_leaves_payments_alone() throws Exception {
        assertEndsInOrder(Map.of(Variables.BOOTSTRAP_SERVERS, NOBODY,
                TopUpEnvironment.CONSUMERS, "auto-reload,cycle-reset"), "Connection to node -1");
        assertThat(folder.resolve("payments")).doesNotExist();
    }

    @Test void the_process_ends_while_it_waits_for_a_registry() throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"))) {
            // The first record is what makes them ask for a schema.
            cluster.notifies("ada", "TOP_UP_DUE", "auto:ada:1", 20L);
            assertEndsInOrder(Map.of(Variables.BOOTSTRAP_SERVERS,
                    cluster.settings("main").bootstrapServers(),
                    Variables.SCHEMA_REGISTRY_URL, "http://" + NOBODY),
                    "Waiting for the schema registry");
        }
    }

    @Test void a_process_that_cannot_start_says_why() throws Exception {
        Process process = start(Map.of("LEDGER_BOOTSTRAP", "kafka:9092"));
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(2);
            assertThat(output()).contains("there is no variable LEDGER_BOOTSTRAP:")
                    .doesNotContain("\tat ");
        } finally {
            process.destroyForcibly().waitFor();
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
        all.put(TopUpEnvironment.PAYMENTS, folder.resolve("payments").toString());
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + LOGGING,
                "-cp", System.getProperty("java.class.path"),
                TopUpMain.class.getName());
        builder.environment().putAll(all);
        return builder.redirectErrorStream(true).redirectOutput(
                folder.resolve("output").toFile()).start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }
}
