package dev.extrausage.benchmarks.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class AuditRunTest {
    @TempDir private Path folder;

    /** Process after process starts: a minute, where four others want the same two cores. */
    @Test @Timeout(300) void both_readings_have_every_entry_of_a_journal_that_holds() {
        BenchSettings settings = new BenchSettings(50, 0, 0, 2, 1, 100, 1_000, 0, 1, 256, 1,
                folder, Set.of(Contender.LEDGER));

        List<AuditRun.Round> rounds = AuditRun.run(settings, line -> { });

        assertThat(rounds).singleElement().satisfies(round -> {
            long entries = round.first().get(AuditContender.DECODE).entries();
            assertThat(entries).isGreaterThan(1_000 + 50);
            assertThat(round.first().get(AuditContender.AUDIT).entries()).isEqualTo(entries);
            assertThat(round.again().get(AuditContender.AUDIT).entries()).isEqualTo(entries);
            assertThat(round.again().get(AuditContender.DECODE).cpuSeconds()).isPositive();
        });
        assertThat(folder).isEmptyDirectory();
    }
}
