package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledger as a process of its own. */
class LedgerAppTest {
    private final long now = System.currentTimeMillis();

    @TempDir Path directory;

    @Test void the_process_decides_until_stopped_and_leaves_its_group() throws Exception {
        try (TestCluster cluster = TestCluster.ready()) {
            for (int run = 1; run <= 2; run++) {
                Process app = start(environment(cluster));
                try {
                    Path ready = directory.resolve("ready");
                    TestCluster.await("the ready file",
                            () -> Files.exists(ready) || !app.isAlive());
                    assertThat(app.isAlive()).as("the ledger runs; it said: %s", output())
                            .isTrue();
                    cluster.send(run == 1 ? change(id(now, 1), "acme", now, planStarted("pro"))
                            : usage(id(now, 2), "acme", now));
                    cluster.awaitEntries(run);
                    app.destroy();
                    assertThat(app.waitFor(120, TimeUnit.SECONDS)).isTrue();
                    assertThat(ready).doesNotExist();
                } finally {
                    app.destroyForcibly().waitFor();
                }
                String group = cluster.settings.applicationId();
                ConsumerGroupDescription left = cluster.admin.describeConsumerGroups(
                        List.of(group)).all().get().get(group);
                assertThat(left.members()).isEmpty();
            }
            cluster.assertJournalIsWhole();
        }
    }

    @Test void without_topics_the_process_exits_with_status_2() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            Process app = start(environment(cluster));
            assertThat(app.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(app.exitValue()).isEqualTo(2);
            assertThat(output()).contains("topic usage-events does not exist");
        }
    }

    /** Its client without TLS took the alert for a length, and ended for want of memory. */
    @Test void a_kafka_that_speaks_tls_is_told_to_a_process_without_settings() throws Exception {
        try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            CompletableFuture.runAsync(() -> answerByAlerts(broker));
            String address = "127.0.0.1:" + broker.getLocalPort();
            Process app = start(environment(address));
            try {
                assertThat(app.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(app.exitValue()).as(output()).isEqualTo(2);
                assertThat(output()).contains("The Kafka at " + address + " speaks TLS");
            } finally {
                app.destroyForcibly().waitFor();
            }
        }
    }

    private static void answerByAlerts(ServerSocket broker) {
        while (!broker.isClosed()) {
            try (Socket client = broker.accept()) {
                if (client.getInputStream().read(new byte[1024]) > 0) {
                    client.getOutputStream().write(new byte[] {0x15, 3, 3, 0, 2, 2, 0x50});
                }
            } catch (IOException e) {
                continue; // this one has gone, or the test has ended
            }
        }
    }

    private Map<String, String> environment(TestCluster cluster) {
        return environment(cluster.settings.bootstrapServers());
    }

    private Map<String, String> environment(String bootstrap) {
        return Map.of("LEDGER_BOOTSTRAP_SERVERS", bootstrap,
                "LEDGER_STATE_DIR", directory.resolve("state").toString(),
                "LEDGER_READY_FILE", directory.resolve("ready").toString(),
                "LEDGER_REPLICATION_FACTOR", "1", "LEDGER_MIN_INSYNC_REPLICAS", "1");
    }

    private Process start(Map<String, String> variables) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                LedgerApp.class.getName());
        builder.environment().putAll(variables);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("output").toFile())).start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }
}
