package dev.extrausage.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.extrausage.benchmarks.contender.ProgressMark;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SteadyTest {
    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final long MILLION = 1_000_000;

    @Test void events_gone_at_the_first_look_have_no_rate() {
        // What the ceiling did: ready was said 4 ms before the look that found all of it done.
        assertThat(Steady.of(List.of(seen(4, MILLION)), 0, MILLION, INTERVAL, List.of()))
                .isEmpty();
    }

    @Test void commits_that_are_few_or_close_together_have_no_rate() {
        // A million in 700 ms, so five commits lie in the steady part.
        assertThat(Steady.of(steps(7, 100, MILLION / 7), 0, MILLION, INTERVAL, List.of()))
                .isEmpty();
        // Many commits, but in half a second in all.
        assertThat(Steady.of(steps(50, 10, 20_000), 0, MILLION, Duration.ofMillis(10), List.of()))
                .isEmpty();
        // Long and many, but only four intervals: most of the commits are of other threads.
        assertThat(Steady.of(steps(20, 500, 50_000), 0, MILLION, Duration.ofSeconds(2), List.of()))
                .isEmpty();
    }

    @Test void a_rate_leaves_out_an_uneven_start_and_end() {
        List<Sighting> seen = new ArrayList<>(List.of(seen(5_000, 100_000)));
        for (int i = 0; i < 40; i++) {
            seen.add(seen(9_000 + i * 50, 260_000 + i * 16_000L));
        }
        seen.add(seen(30_000, MILLION));

        Steady steady = Steady.of(seen, 0, MILLION, INTERVAL, List.of()).orElseThrow();

        assertThat(steady.eventsPerSecond()).isCloseTo(320_000, within(1.0));
        assertThat(steady.events()).isEqualTo(39 * 16_000L);
        assertThat(steady.seconds()).isCloseTo(1.95, within(1e-9));
        // A processor and a half, and half a one for the broker, of which each did 320,000/s.
        assertThat(steady.cpuSecondsPerMillion()).isCloseTo(1.5 / 0.32, within(1e-6));
        assertThat(steady.brokerCpuSecondsPerMillion()).isCloseTo(0.5 / 0.32, within(1e-6));
    }

    @Test void only_pauses_in_the_steady_part_count() {
        List<ProgressMark.Pause> pauses = List.of(
                new ProgressMark.Pause(5_000, 700), new ProgressMark.Pause(12_000, 20),
                new ProgressMark.Pause(14_000, 30), new ProgressMark.Pause(20_050, 900));

        Steady steady = Steady.of(steps(200, 100, 5_000), 0, MILLION, INTERVAL, pauses)
                .orElseThrow();

        assertThat(steady.pauses()).isEqualTo(3);
        assertThat(steady.pauseMillis()).isEqualTo(750);
        assertThat(steady.longestPauseMillis()).isEqualTo(700);
    }

    @Test void events_of_earlier_turns_do_not_count() {
        List<Sighting> later = steps(50, 100, 20_000).stream()
                .map(s -> seen(s.millis(), s.handled() + 7 * MILLION)).toList();

        assertThat(Steady.of(later, 7 * MILLION, MILLION, INTERVAL, List.of()).orElseThrow()
                .eventsPerSecond()).isCloseTo(200_000, within(1.0));
    }

    @Test void a_fast_turn_gets_enough_events_for_a_rate() {
        for (double rate : new double[] {100_000, 1e6, 5e6}) {
            for (int interval : new int[] {10, 100, 2_000}) {
                Duration every = Duration.ofMillis(interval);
                long events = Steady.eventsToTell(rate, every);
                int commits = (int) (events / rate * 1_000 / interval);

                assertThat(Steady.of(steps(commits, interval, (long) (rate * interval / 1_000)), 0,
                        events, every, List.of())).as(rate + "/s, " + interval + " ms")
                        .hasValueSatisfying(steady -> assertThat(steady.eventsPerSecond())
                                .isCloseTo(rate, within(rate / 1_000)));
            }
        }
    }

    private static List<Sighting> steps(int count, long millis, long height) {
        List<Sighting> seen = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            seen.add(seen(i * millis, i * height));
        }
        return seen;
    }

    /** A contender that keeps a processor and a half busy, and a broker half a one. */
    private static Sighting seen(long millis, long handled) {
        return new Sighting(millis * 1_000_000, millis, handled, Duration.ofMillis(millis * 3 / 2),
                Duration.ofMillis(millis / 2));
    }
}
