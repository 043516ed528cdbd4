package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCard;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.ParseResult;

/** {@code ledger demo}: what it leaves behind, and how it says to go on. */
@Timeout(300)
class DemoCommandTest {
    @TempDir private Path folder;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "it has no POSIX shell")
    void printed_command_goes_on_with_the_data_of_the_demo() throws Exception {
        Path data = folder.resolve("Anna's data");
        Command demo = Command.run("demo", "--data", data, "--days", "1").ended(0);

        List<String> words = wordsOf(demo.out().lines()
                .filter(line -> line.contains(" up ")).findFirst().orElseThrow());
        assertThat(words.get(0)).isEqualTo("./ledger");
        ParseResult up = LedgerCommand.commandLine()
                .parseArgs(words.subList(1, words.size()).toArray(String[]::new)).subcommand();
        assertThat(up.commandSpec().name()).isEqualTo("up");
        Path named = up.matchedOptionValue("--data", null);
        assertThat(named).isEqualTo(data).isDirectoryContaining("glob:**kafka");
        Path cards = up.matchedOptionValue("--cards", null);
        assertThat(CardsOnFile.read(cards).of("otto")).isEqualTo(SimulatedCard.DECLINED);
    }

    @Test
    void a_port_that_cannot_be_is_refused_before_the_play() {
        Command demo = Command.run("demo", "--live", "--http-port", "70000");

        demo.ended(2);
        assertThat(demo.err()).contains("--http-port is 70000: must be 0 to 65535");
    }

    @Test
    void a_live_port_without_the_live_demo_is_refused() {
        Command demo = Command.run("demo", "--http-port", "0", "--data", folder);

        demo.ended(2);
        assertThat(demo.err()).contains("--http-port", "--live");
    }

    /** A real shell's reading of the line. */
    private static List<String> wordsOf(String line) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line.strip()).start();
        try (Stream<String> words = new String(
                shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines()) {
            return words.toList();
        }
    }
}
