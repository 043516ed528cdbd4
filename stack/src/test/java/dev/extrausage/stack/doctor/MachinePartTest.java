package dev.extrausage.stack.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.stack.RunningStack;
import dev.extrausage.stream.startup.LedgerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachinePartTest {
    private static final long MORE_THAN_ANY_DISK = 1L << 59;

    @TempDir private Path folder;

    @Test void a_disk_is_judged_by_the_bound_of_the_running_stack() {
        Diagnosis disk = disk(MORE_THAN_ANY_DISK);
        assertThat(disk.isWell()).isFalse();
        assertThat(disk.says()).endsWith(" MiB free, and must have at least "
                + (MORE_THAN_ANY_DISK >> 20) + " MiB: make room, and start again");
        assertThat(disk(0).isWell()).isTrue();
    }

    private Diagnosis disk(long leastFree) {
        List<Diagnosis> findings = new ArrayList<>();
        new MachinePart(new LedgerSettings("kafka:9092", "ledger", folder, 1, 1, 1, 1, Map.of()),
                Optional.of(folder), Optional.of(new RunningStack("kafka:9092",
                        URI.create("http://127.0.0.1:1"), null, null, leastFree)))
                .examine(findings);
        return findings.stream().filter(f -> f.subject().equals("disk of this machine"))
                .findFirst().orElseThrow();
    }
}
