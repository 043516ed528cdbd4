package dev.extrausage.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class LatencyRunTest {
    @TempDir private Path folder;

    @Test @Timeout(300) void every_event_due_while_counting_comes_back_once() {
        BenchSettings settings = new BenchSettings(50, 0.67, 0, 2, 1, 100, 1_000, 0, 1, 256, 1,
                folder, Set.of(Contender.LEDGER));
        List<String> told = new ArrayList<>();

        LatencyRun.Found found = LatencyRun.run(settings,
                new LatencyPlan(2_000, List.of(50, 70), 0, 1), told::add);

        assertThat(found.maxPerSecond()).isEqualTo(2_000);
        assertThat(found.loads()).extracting(LatencyResult::percent).containsExactly(50, 70);
        assertThat(found.loads()).extracting(LatencyResult::events).containsExactly(1_000L, 1_400L);
        assertThat(found.loads()).allSatisfy(r -> {
            assertThat(r.p50()).isPositive().isLessThanOrEqualTo(r.p99());
            assertThat(r.p99()).isLessThanOrEqualTo(r.p999());
            assertThat(r.p999()).isLessThanOrEqualTo(r.max());
        });
        assertThat(told).isNotEmpty();
        Section section = LatencySection.of(settings, found);
        assertThat(section.json().at("/loads/1/events").longValue()).isEqualTo(1_400);
        assertThat(section.tables().get(0).rows()).hasSize(2);
        assertThat(folder).isEmptyDirectory();
    }
}
