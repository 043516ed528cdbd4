package dev.extrausage.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.benchmarks.report.Section;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MicroBenchmarksTest {
    private static final MicroBenchmarks ONE_GLANCE = new MicroBenchmarks(0, 0, 1, 1);

    @Test void every_benchmark_runs_and_gives_a_time_and_an_allocation() throws Exception {
        List<String> told = new ArrayList<>();

        List<MicroFigure> figures = ONE_GLANCE.run("", told::add);

        assertThat(told).isEqualTo(MicroBenchmarks.named("")).isNotEmpty();
        assertThat(figures).hasSizeGreaterThanOrEqualTo(told.size()).allSatisfy(f -> {
            assertThat(f.nanos()).as(f.operation()).isPositive();
            assertThat(f.bytes()).as(f.operation()).isNotNaN();
        });
    }

    @Test void a_name_that_no_benchmark_has_finds_none() {
        assertThat(MicroBenchmarks.named("NoSuchBenchmark")).isEmpty();
    }

    @Test void each_figure_is_reported_by_a_line_and_an_object() {
        Section section = MicroSection.of(ONE_GLANCE, List.of(
                new MicroFigure("A.b", 1_234.56, 7, 89.6)));

        assertThat(section.tables().get(0).rows())
                .containsExactly(List.of("A.b", "1,234.6", "7.0", "90"));
        assertThat(section.json().at("/operations/0/nanos").doubleValue()).isEqualTo(1_234.56);
    }
}
