package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.cli.Command;
import dev.extrausage.embedded.cluster.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code ledger up} on a data folder in a process of its own, spoken to by commands alone: what
 * they are called and print outlives every class.
 */
final class RunningUp implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MORE_THAN_THERE_ARE = 1_000_000;

    private final Path data;
    private final ChildJvm process;

    private RunningUp(Path data, ChildJvm process) {
        this.data = data;
        this.process = process;
    }

    /** Starts it, and returns when it is ready. */
    static RunningUp on(Path data, int partitions) {
        RunningUp up = new RunningUp(data, Children.start("up", data.getParent(), Map.of(),
                "dev.extrausage.cli.Main", "up", "--data", data.toString(), "--port", "0",
                "--http-port", "0",
                "--partitions", Integer.toString(partitions)));
        Await.until("a ledger that is ready on " + data, () -> {
            assertThat(up.process.isAlive()).as("%s", up.process.tail()).isTrue();
            return up.run("health").status() == 0;
        });
        return up;
    }

    /** Runs a command against it. */
    Command run(Object... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--data", data));
        return Command.run(all.toArray());
    }

    /** Runs a command that must succeed, and reads what it printed. */
    JsonNode json(Object... words) {
        return parsed(run(words).ended(0).out());
    }

    /** Reads what a command printed as JSON. */
    static JsonNode parsed(String out) {
        try {
            return JSON.readTree(out);
        } catch (IOException e) {
            throw new AssertionError(out, e);
        }
    }

    /** All of an account's entries, as {@code explain} tells them. */
    JsonNode entries(String account) {
        return json("explain", account, "--last", MORE_THAN_THERE_ARE, "--json").get("entries");
    }

    /** The address of its Kafka. */
    String bootstrap() {
        try {
            return JSON.readTree(data.resolve("running.json").toFile()).get("bootstrap").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it in order. */
    void stop() {
        assertThat(process.stop()).as("exit status of ledger up").isZero();
    }

    /** Ends it with SIGKILL, if it lives. */
    @Override public void close() {
        process.close();
    }
}
