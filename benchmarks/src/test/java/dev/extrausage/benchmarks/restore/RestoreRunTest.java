package dev.extrausage.benchmarks.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class RestoreRunTest {
    @TempDir private Path folder;

    /** Process after process starts: a minute, where four others want the same two cores. */
    @Test @Timeout(300) void after_a_restore_every_account_is_found() {
        BenchSettings settings = new BenchSettings(50, 0, 0, 2, 1, 100, 1_000, 0, 1, 256, 1,
                folder, Set.of(Contender.LEDGER));

        RestoreRun.Found found = RestoreRun.run(settings, line -> { });

        assertThat(found.checked()).isEqualTo(1_000);
        assertThat(found.used().ids()).isEqualTo(found.opened().ids() + 1_000);
        assertThat(found.opened().wiped().median()).isPositive();
        assertThat(found.used().changelogBytes()).isNotEmpty()
                .allSatisfy((topic, bytes) -> assertThat(bytes).as(topic).isPositive());
        Section section = RestoreSection.of(settings, found, found);
        assertThat(section.json().at("/accounts/used/ids").longValue())
                .isEqualTo(found.used().ids());
        assertThat(section.tables()).hasSize(2);
        assertThat(folder).isEmptyDirectory();
    }
}
