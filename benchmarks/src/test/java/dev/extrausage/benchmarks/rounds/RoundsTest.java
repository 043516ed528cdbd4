package dev.extrausage.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing, small: a real broker, real contenders, each in a process of its own. */
class RoundsTest {
    private static final long EVENTS = 4_000;
    private static final long WARM_UP = 1_000;

    @TempDir private Path folder;

    @Test void every_contender_handles_every_event_and_nothing_is_left_behind() throws IOException {
        BenchSettings settings = new BenchSettings(200, 0.67, 0.01, 2, 1, 50, EVENTS, WARM_UP, 1,
                192, 1, folder, EnumSet.allOf(Contender.class));
        List<String> progress = new ArrayList<>();

        List<TurnResult> turns = Rounds.run(settings,
                new TimeLimits(Duration.ZERO, TimeLimits.NO_END, TimeLimits.NO_END),
                progress::add);

        assertThat(turns).extracting(TurnResult::contender, TurnResult::round)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Contender.values())
                        .flatMap(c -> Stream.of(tuple(c, 0), tuple(c, 1))).toList());
        itIsHandledWhatItShould(turns);
        itIsWrittenWhatItShould(turns);
        assertThat(progress).isNotEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    /** The ledger no event twice; the others more than there are new ones, if they are fast. */
    private static void itIsHandledWhatItShould(List<TurnResult> turns) {
        assertThat(of(Contender.LEDGER, turns).events()).isEqualTo(EVENTS);
        assertThat(turns).filteredOn(turn -> turn.round() == 1).allSatisfy(turn -> {
            assertThat(turn.events()).isBetween(EVENTS, EVENTS + WARM_UP);
            assertThat(turn.roughRate()).isPositive().isFinite();
            turn.steady().ifPresent(steady -> {
                assertThat(steady.events()).isBetween(1L, turn.events());
                assertThat(steady.eventsPerSecond()).isPositive().isFinite();
            });
        });
    }

    private static void itIsWrittenWhatItShould(List<TurnResult> turns) {
        TurnResult ledger = of(Contender.LEDGER, turns);
        // An entry for each event but the duplicates.
        assertThat(ledger.written().get("balance-changes").records()).isBetween(0.95, 1.0);
        assertThat(of(Contender.CEILING, turns).writtenInAll().records())
                .isCloseTo(1, within(0.001));
        assertThat(of(Contender.DSL_UNCACHED, turns).writtenInAll().records())
                .isCloseTo(2, within(0.001));
        assertThat(of(Contender.EQUAL_WORK, turns).writtenInAll().records()).isPositive();
    }

    private static TurnResult of(Contender contender, List<TurnResult> turns) {
        return turns.stream().filter(t -> t.round() == 1 && t.contender() == contender)
                .findAny().orElseThrow();
    }
}
