package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ledger up} as a process: what signals, a kill and a long pause do to it. */
@Timeout(300) // a minute and a half on one core that is shared with others
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no SIGSTOP")
class UpCommandTest {
    /** Longer than the ledger's transactions and sessions live, and than the consumers'. */
    private static final int PAUSE_SECONDS = 16;
    private static final int BEFORE = 51;
    private static final int LOAD = 20_000;

    @TempDir private Path folder;
    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void leave_no_process_behind() throws InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void decisions_survive_a_kill_a_pause_and_a_stop() throws Exception {
        Process first = up();
        Path file = history().in(folder);
        publish(file).ended(0);
        String balance = balance();
        aSecondStackOnTheSameDataIsRefused();
        first.destroyForcibly().waitFor();
        assertThat(Files.exists(data().resolve("running.json"))).isTrue();
        assertThat(Command.run("health", "--data", data()).out()).contains("no ledger runs");

        Process second = up();
        assertThat(balance()).isEqualTo(balance);
        publish(file).ended(0);
        assertThat(balance()).isEqualTo(balance);
        survivesALongPause(second);

        signal("TERM", second);
        assertThat(second.waitFor()).as("status after SIGTERM").isZero();
        assertThat(Command.run("health", "--data", data()).out()).contains("no ledger runs");
    }

    /** It is published to without end, so that whenever the pause begins, work is under way. */
    private void survivesALongPause(Process up) throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        FutureTask<List<Path>> publishing = new FutureTask<>(() -> publishUntil(isOver));
        new Thread(publishing, "publishing").start();
        while (entries() == BEFORE) {
            assertThat(publishing).as("still publishing: %s", publishing).isNotDone();
        }
        CompletableFuture<Void> pause = new CompletableFuture<>();
        signal("STOP", up);
        pause.completeOnTimeout(null, PAUSE_SECONDS, TimeUnit.SECONDS).join();
        signal("CONT", up);
        isOver.set(true);

        List<Path> files = publishing.get();
        publish(files.get(0)).ended(0); // all once more, for nothing
        assertThat(entries()).isEqualTo(BEFORE + (long) files.size() * LOAD);
        Command audit = Command.run("audit", "--inputs", "--data", data());
        assertThat(audit.out()).contains("All holds.");
        audit.ended(0);
    }

    private List<Path> publishUntil(AtomicBoolean isOver) throws IOException {
        List<Path> files = new ArrayList<>();
        while (!isOver.get()) {
            EventFile load = new EventFile("load-" + files.size());
            for (int i = 0; i < LOAD; i++) {
                load.usage("long", "claude.ai", 1);
            }
            files.add(load.in(folder));
            assertThat(publish(files.get(files.size() - 1)).ended(0).err()).isEmpty();
        }
        return files;
    }

    private static EventFile history() {
        EventFile file = new EventFile("long")
                .account("long", "'type':'PlanStarted','plan':'enterprise','seats':1");
        for (int i = 1; i < BEFORE; i++) {
            file.usage("long", "claude.ai", 3);
        }
        return file;
    }

    private void aSecondStackOnTheSameDataIsRefused() throws Exception {
        Process refused = process("up", "--data", data().toString(), "--port", "0",
                "--http-port", "0");
        assertThat(refused.waitFor()).isEqualTo(2);
        assertThat(refused.errorReader().readLine()).startsWith("ledger: the data directory ")
                .contains("is in use by a running ledger, with Kafka at 127.0.0.1:", "--data");
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Command publish(Path file) {
        return Command.run("publish", file, "--data", data());
    }

    private String balance() {
        Command balance = Command.run("balance", "long", "--json", "--data", data());
        balance.ended(0);
        return balance.out();
    }

    private long entries() throws IOException {
        return new ObjectMapper().readTree(balance()).get("sequence").asLong();
    }

    private Process up() throws IOException {
        Process up = process("up", "--data", data().toString(), "--port", "0",
                "--http-port", "0");
        BufferedReader out = up.inputReader();
        String line = out.readLine();
        while (line != null && !line.startsWith("The ledger runs.")) {
            line = out.readLine();
        }
        if (line == null) {
            throw new AssertionError("up ended without having started: "
                    + up.errorReader().lines().toList());
        }
        return up;
    }

    private Process process(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).start();
        started.add(process);
        return process;
    }

    private static void signal(String name, Process process) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start()
                .waitFor()).isZero();
    }
}
