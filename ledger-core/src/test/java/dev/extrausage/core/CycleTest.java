package dev.extrausage.core;

import static dev.extrausage.core.Happening.millis;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Billing cycles by calendar (C1). */
class CycleTest {
    @Test void a_missing_day_falls_on_the_months_last_and_returns() {
        assertThat(starts("2026-01-31T00:00:00Z", 6)).containsExactly(
                "2026-01-31T00:00:00.000Z", "2026-02-28T00:00:00.000Z", "2026-03-31T00:00:00.000Z",
                "2026-04-30T00:00:00.000Z", "2026-05-31T00:00:00.000Z", "2026-06-30T00:00:00.000Z");
    }

    @Test void a_leap_day_anchor_returns_monthly_and_every_fourth_year() {
        assertThat(starts("2024-02-29T23:59:59.999Z", 49)).contains("2024-03-29T23:59:59.999Z",
                "2025-02-28T23:59:59.999Z", "2026-02-28T23:59:59.999Z", "2028-02-29T23:59:59.999Z");
    }

    @Test void the_hour_of_the_anchor_stays() {
        assertThat(starts("2026-11-30T17:45:12.345Z", 4)).containsExactly(
                "2026-11-30T17:45:12.345Z", "2026-12-30T17:45:12.345Z", "2027-01-30T17:45:12.345Z",
                "2027-02-28T17:45:12.345Z");
    }

    @Test void cycles_follow_each_other_without_a_gap() {
        long anchor = millis("2025-08-31T10:00:00Z");
        for (int k = 0; k < 600; k++) {
            assertThat(Cycle.of(anchor, k).end()).isEqualTo(Cycle.of(anchor, k + 1).start());
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-01-31T00:00:00Z,0", "2026-02-27T23:59:59.999Z,0", "2026-02-28T00:00:00Z,1",
        "2026-03-30T23:59:59.999Z,1", "2026-03-31T00:00:00Z,2", "2027-01-31T00:00:00Z,12",
        "2027-02-27T23:59:59.999Z,12", "2027-02-28T00:00:00Z,13"})
    void a_cycle_holds_its_start_and_not_its_end(String time, int index) {
        assertThat(Cycle.of(millis("2026-01-31T00:00:00Z"), 0).holding(millis(time)).index())
                .isEqualTo(index);
    }

    @Test void any_instant_lies_in_the_cycle_that_holds_it(@Seed long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            long anchor = millis("2020-01-01T00:00:00Z") + random.nextLong(70L * 366 * 86_400_000);
            Cycle from = Cycle.of(anchor, random.nextInt(3));
            long time = Math.min(Bounds.TIME_END - 1,
                    from.start() + random.nextLong(80L * 31 * 86_400_000));
            Cycle holding = from.holding(Math.max(from.start(), time));
            assertThat(holding).isEqualTo(Cycle.of(anchor, holding.index()));
            assertThat(Math.max(from.start(), time))
                    .isBetween(holding.start(), holding.end() - 1);
        }
    }

    @Test void the_previous_cycle_holds_its_own_instants_alone() {
        Cycle cycle = Cycle.of(millis("2026-01-31T00:00:00Z"), 2);
        assertThat(cycle.previousHolds(millis("2026-02-27T23:59:59.999Z"))).isFalse();
        assertThat(cycle.previousHolds(millis("2026-02-28T00:00:00Z"))).isTrue();
        assertThat(cycle.previousHolds(millis("2026-03-30T23:59:59.999Z"))).isTrue();
        assertThat(cycle.previousHolds(millis("2026-03-31T00:00:00Z"))).isFalse();
        assertThat(Cycle.of(cycle.anchor(), 0).previousHolds(cycle.anchor() - 1)).isFalse();
    }

    private static Iterable<String> starts(String anchor, int count) {
        return IntStream.range(0, count)
                .mapToObj(k -> UtcTime.format(Cycle.of(millis(anchor), k).start())).toList();
    }
}
