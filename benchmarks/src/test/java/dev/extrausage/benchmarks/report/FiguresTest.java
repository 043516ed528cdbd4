package dev.extrausage.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test void the_median_of_an_even_number_is_a_mean() {
        assertThat(Spread.of(List.of(3.0, 1.0, 10.0))).isEqualTo(new Spread(1, 3, 10));
        assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 10.0))).isEqualTo(new Spread(1, 3, 10));
        assertThat(Spread.of(List.of(5.0))).isEqualTo(new Spread(5, 5, 5));
        assertThatIllegalArgumentException().isThrownBy(() -> Spread.of(List.of()));
    }

    @Test void a_steady_growth_is_found_from_any_of_its_points() {
        List<Slope.Seen> steady = List.of(new Slope.Seen(1_000_000_000L, 500),
                new Slope.Seen(1_500_000_000L, 1_500), new Slope.Seen(3_000_000_000L, 4_500));

        assertThat(Slope.perSecond(steady)).isCloseTo(2_000, within(1e-6));
        assertThat(Slope.perSecond(steady.subList(1, 3))).isCloseTo(2_000, within(1e-6));
    }

    @Test void a_late_last_step_hardly_moves_a_fitted_rate() {
        List<Slope.Seen> seen = List.of(new Slope.Seen(0, 0), new Slope.Seen(100_000_000, 100),
                new Slope.Seen(200_000_000, 200), new Slope.Seen(300_000_000, 300),
                new Slope.Seen(450_000_000, 400));

        assertThat(Slope.perSecond(seen)).isCloseTo(1_000, within(100.0));
        assertThat(400 / 0.45).isLessThan(900);
    }

    @Test void growth_needs_two_times() {
        assertThatIllegalArgumentException().isThrownBy(
                () -> Slope.perSecond(List.of(new Slope.Seen(1, 1), new Slope.Seen(1, 2))));
    }

    @Test void a_table_is_aligned_in_terminals_and_barred_in_documents() {
        Table table = new Table("Rates", List.of("who", "events/s"),
                List.of(List.of("ledger", "1"), List.of("dsl", "1,000")));

        assertThat(table.text()).isEqualTo("""
                Rates
                  who     events/s
                  ledger         1
                  dsl        1,000
                """);
        assertThat(table.markdown()).isEqualTo("""
                **Rates**

                | who | events/s |
                |---|---:|
                | ledger | 1 |
                | dsl | 1,000 |
                """);
        assertThatIllegalArgumentException().isThrownBy(
                () -> new Table("Rates", List.of("who"), List.of(List.of("a", "b"))));
    }
}
