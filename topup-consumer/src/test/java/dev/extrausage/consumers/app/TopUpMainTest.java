package dev.extrausage.consumers.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.process.Variables;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The consumers as a process of their own. */
@Timeout(300)
class TopUpMainTest {
    @TempDir Path folder;

    @Test void the_ready_file_is_there_until_the_process_stops() throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"))) {
            Path ready = Files.writeString(folder.resolve("ready"), "of a killed process");
            Process process = start(cluster);
            try {
                cluster.awaitThat("the process shows that it is ready",
                        () -> isReady(ready) || !process.isAlive());
                assertThat(process.isAlive()).as("the process lives; it said: %s",
                        Files.readString(folder.resolve("output"))).isTrue();
                cluster.opens("ada");
                cluster.notifies("ada", "TOP_UP_DUE", "auto:ada:1", 20L);
                assertThat(cluster.awaitEvents(Topics.CREDIT_EVENTS, "ada", 1)).hasSize(1);
                assertThat(ready).exists();

                process.destroy();
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(ready).doesNotExist();
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    @Test void a_process_does_not_start_beside_an_unfinished_restore() throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"))) {
            cluster.createTopic(RestoreMark.of(Permissions.LEDGER));
            Process process = start(cluster);
            try {
                assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(2);
                assertThat(Files.readString(folder.resolve("output")))
                        .contains(RestoreMark.NOT_ENDED);
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
    }

    private static boolean isReady(Path file) {
        try {
            return Files.exists(file) && Files.readString(file).startsWith("ready");
        } catch (IOException e) {
            return false;
        }
    }

    private Process start(ConsumerCluster cluster) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                TopUpMain.class.getName());
        builder.environment().put(Variables.BOOTSTRAP_SERVERS,
                cluster.settings("main").bootstrapServers());
        builder.environment().put(TopUpEnvironment.PAYMENTS, folder.resolve("payments").toString());
        builder.environment().put(Variables.READY_FILE, folder.resolve("ready").toString());
        return builder.redirectErrorStream(true).redirectOutput(
                folder.resolve("output").toFile()).start();
    }
}
