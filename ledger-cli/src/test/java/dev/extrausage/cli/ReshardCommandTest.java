package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong words of {@code ledger reshard}, which are told before any Kafka is asked. */
class ReshardCommandTest {
    @TempDir private Path folder;
    private Path key;

    @BeforeEach void makeKey() {
        key = folder.resolve("key");
        Command.run("checkpoint", "--generate-key", key).ended(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1001", "-3"})
    void a_number_out_of_bounds_is_refused_without_a_ledger(String partitions) {
        Command refused = Command.run("reshard", folder.resolve("moved"), "--partitions",
                partitions, "--key", key, "--data", folder.resolve("nothing")).ended(2);

        assertThat(refused.err())
                .contains("--partitions is " + partitions + ": must be 1 to 1000");
    }

    @Test void a_directory_of_no_run_is_not_abandoned() {
        Command refused = Command.run("reshard", folder, "--abandon", "--key", key,
                "--data", folder.resolve("nothing")).ended(2);

        assertThat(refused.err()).contains(
                "Not abandoned: " + folder + " is not the directory of a reshard");
    }
}
