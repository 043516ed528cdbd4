package dev.extrausage.benchmarks.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.benchmarks.api.ApiFigure.Effort;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class ApiSectionTest {
    private static final Effort UNTIMED = new Effort(null, 1_000_000, 50, 0.5);
    private static final BenchSettings SETTINGS = new BenchSettings(1_000, 0, 0, 4, 2, 100, 5_000,
            0, 1, 512, 1, Path.of("data"), Set.of(Contender.LEDGER));

    @Test void a_rate_is_reached_at_its_bound_and_not_below() {
        assertThat(rate(30_000).isReached()).isTrue();
        assertThat(rate(29_999.9).isReached()).isFalse();
        assertThat(rate(29_000).line()).isEqualTo(
                "projected: 29,000.0 /s, not reached: at least 30,000 is asked");
    }

    @Test void a_p99_is_reached_below_its_bound_and_not_above() {
        assertThat(p99(4_900_000).isReached()).isTrue();
        assertThat(p99(5_100_000).isReached()).isFalse();
    }

    @Test void a_figure_without_a_bound_is_never_missed() {
        ApiFigure figure = ApiFigure.atLeast("any", "any", Double.NaN, 1, "/s", UNTIMED);

        assertThat(figure.isReached()).isTrue();
        assertThat(section(figure).conditions()).endsWith(" 0 of 0 bounds are reached.");
        assertThat(row(figure)).startsWith("any", "—", "1.0 /s", "—");
        assertThat(section(figure).json().at("/figures/any/bound").isNull()).isTrue();
    }

    @Test void the_report_says_what_was_asked_reached_and_spent() {
        Section section = section(rate(20_000), p99(4_000_000));

        assertThat(section.id()).isEqualTo("api");
        assertThat(section.conditions()).contains("1,000 accounts with 5,000 requests")
                .endsWith("1 of 2 bounds are reached.");
        assertThat(row(rate(20_000))).containsExactly("projected", "≥ 30,000 /s", "20,000 /s",
                "**no**", "—", "—", "—", "50.0", "50.0", "0.5");
        assertThat(row(p99(4_000_000))).startsWith("admitted", "≤ 5.0 ms", "4.0 ms", "yes", "4.0");
        assertThat(section.json().at("/figures/rate/reached").booleanValue()).isFalse();
        assertThat(section.json().at("/figures/rate/p99_millis").isNull()).isTrue();
        assertThat(section.json().at("/figures/p99/server_cpu_micros_each").doubleValue())
                .isEqualTo(2_000);
    }

    @Test void a_part_of_the_figures_is_told_to_be_one() {
        ApiPlan plan = ApiPlan.QUICK.of(ApiPart.named(List.of("admissions")));

        assertThat(ApiSection.of(SETTINGS, plan, List.of(rate(1))).conditions())
                .endsWith(" Measured were only: admissions.");
    }

    private static ApiFigure rate(double value) {
        return ApiFigure.atLeast("rate", "projected", 30_000, value, "/s", UNTIMED);
    }

    private static ApiFigure p99(long nanos) {
        Histogram all = new Histogram(5);
        all.recordValue(nanos);
        return ApiFigure.p99("p99", "admitted", 5, new Effort(all, 1_000, 2, 0));
    }

    private static List<String> row(ApiFigure figure) {
        return section(figure).tables().get(0).rows().get(0);
    }

    private static Section section(ApiFigure... figures) {
        return ApiSection.of(SETTINGS, ApiPlan.FULL, List.of(figures));
    }
}
