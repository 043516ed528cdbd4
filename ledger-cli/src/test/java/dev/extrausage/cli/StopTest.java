package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** One SIGTERM ends a process in order within ten seconds, whatever it waits for. */
@Timeout(180)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGTERM")
class StopTest {
    /** After nine seconds it says that it does not stop in order; this is there to end a build. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(120);

    @TempDir private Path folder;
    private Process process;

    @AfterEach
    void leave_no_process_behind() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void stack_that_waits_for_a_silent_broker_stops() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
            start("up", "--data", data(), "--http-port", "0",
                    "--bootstrap", "127.0.0.1:" + silent.getLocalPort());
            silent.accept(); // the question whether anybody listens
            silent.accept(); // Kafka's client, which is never answered

            stopsInOrder();
        }
    }

    @Test
    void stack_that_waits_for_a_dead_registry_stops() throws Exception {
        start("up", "--data", data(), "--port", "0", "--http-port", "0",
                "--schema-registry", "http://127.0.0.1:1");
        await("the wait for the registry", () -> logHas("Waiting for the schema registry"));

        stopsInOrder();
    }

    @Test
    void stack_in_the_middle_of_its_start_stops() throws Exception {
        start("up", "--data", data(), "--port", "0", "--http-port", "0");
        await("the broker's folder", () -> Files.exists(folder.resolve("data/kafka")));

        stopsInOrder();
    }

    @Test
    void demo_in_the_middle_of_its_play_stops() throws Exception {
        start("demo", "--data", data());
        await("the first day", () -> said().contains("day "));

        stopsInOrder();
    }

    @Test
    void demo_that_goes_on_live_stops() throws Exception {
        start("demo", "--data", data(), "--days", "1", "--live", "--http-port", "0");
        await("the links", () -> said().contains("/auth/enter?code="));

        stopsInOrder();
    }

    @Test
    void up_without_a_place_for_its_data_ends_with_2() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no directory");
        start("up", "--data", file.resolve("data").toString(), "--http-port", "0");

        assertThat(process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("status; %s", said()).isEqualTo(2);
        assertThat(said()).contains("The data directory ").doesNotContain("stopping");
    }

    private void stopsInOrder() throws Exception {
        long asked = System.nanoTime();
        process.toHandle().destroy(); // SIGTERM; the process's own method would end its input, too
        boolean ended = process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
        assertThat(ended).as("ended within %s: %s", LONGEST_STOP, said()).isTrue();
        assertThat(process.exitValue()).as("status; %s", said()).isZero();
        assertThat(said()).as("after %d ms", (System.nanoTime() - asked) / 1_000_000)
                .endsWith("ledger: stopped.\n");
    }

    private void start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile()).start();
    }

    private void await(String what, BooleanSupplier come) throws InterruptedException {
        while (!come.getAsBoolean()) {
            assertThat(process.isAlive()).as("alive before %s: %s", what, said()).isTrue();
            Thread.sleep(50);
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private boolean logHas(String text) {
        Path log = folder.resolve("data/ledger.log");
        return Files.exists(log) && read(log).contains(text);
    }

    private String said() {
        return read(folder.resolve("said"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }
}
