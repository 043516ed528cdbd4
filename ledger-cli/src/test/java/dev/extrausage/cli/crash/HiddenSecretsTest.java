package dev.extrausage.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.cli.Command;
import dev.extrausage.embedded.cluster.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A locked {@code ledger up} in a process of its own: what others can see of its secrets. */
@Timeout(300)
class HiddenSecretsTest {
    @TempDir private Path folder;

    @Test void no_secret_is_in_arguments_logs_or_output() throws IOException {
        Path data = folder.resolve("data");
        Set<String> seen = new HashSet<>();
        try (ChildJvm up = Children.start("up", folder, Map.of(), "dev.extrausage.cli.Main", "up",
                "--secure", "--verbose", "--data", data.toString(), "--port", "0", "--http-port",
                "0", "--partitions", "1")) {
            Await.until("a locked ledger that is ready", () -> {
                assertThat(up.isAlive()).as("%s", up.tail()).isTrue();
                ProcessHandle.allProcesses().map(HiddenSecretsTest::commandLine)
                        .forEach(seen::add);
                return Command.run("health", "--data", data).status() == 0;
            });
            Command attention = Command.run("attention", "--data", data, "--verbose").ended(0);
            seen.add(attention.out() + attention.err());
            assertThat(up.stop()).isZero();
        }
        assertThat(seen).as("command lines").anyMatch(line -> line.contains("cli.Main")
                && line.contains("--secure"));
        List<Path> told = List.of(folder.resolve("up.log"), data.resolve("ledger.log"));
        for (Path log : told) {
            seen.add(Files.readString(log));
        }
        assertThat(secrets(data.resolve("kafka-logins"))).hasSizeGreaterThan(10).allSatisfy(
                secret -> assertThat(seen).noneMatch(text -> text.contains(secret)));
    }

    /** As `ps` shows it; where there is no /proc, the beginning that Java tells. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"),
                    StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return process.info().commandLine().orElse("");
        }
    }

    /** The passwords, and the first line of each private key. */
    private static List<String> secrets(Path logins) throws IOException {
        try (Stream<Path> files = Files.walk(logins)) {
            return files.filter(Files::isRegularFile).map(HiddenSecretsTest::secret)
                    .filter(secret -> !secret.isEmpty()).toList();
        }
    }

    private static String secret(Path file) {
        String name = file.getFileName().toString();
        try {
            if (name.equals("ca-password") || file.getParent().endsWith("passwords")) {
                return Files.readString(file);
            }
            return name.endsWith(".pem") && !name.equals("ca.pem")
                    ? Files.readString(file, StandardCharsets.US_ASCII).lines().toList().get(1)
                    : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
