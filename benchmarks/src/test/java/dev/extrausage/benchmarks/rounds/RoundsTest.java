package dev.extrausage.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.benchmarks.report.Report;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole thing, small: a real broker, real contenders, each in a process of its own. */
class RoundsTest {
    private static final long EVENTS = 4_000;

    @TempDir private Path folder;

    @Test void every_contender_handles_every_event_and_nothing_is_left_behind() throws IOException {
        BenchSettings settings = new BenchSettings(200, 0.67, 0.01, 2, 1, 50, EVENTS, 1_000, 1,
                192, 1, folder, EnumSet.allOf(Contender.class));
        List<String> progress = new ArrayList<>();

        List<TurnResult> turns = Rounds.run(settings, Duration.ofHours(1), progress::add);

        assertThat(turns).extracting(TurnResult::contender)
                .containsExactlyInAnyOrder(Contender.values());
        assertThat(turns).allSatisfy(turn -> {
            assertThat(turn.events()).isEqualTo(EVENTS);
            assertThat(turn.measuredEvents()).isBetween(1L, EVENTS);
            assertThat(turn.eventsPerSecond()).isPositive().isFinite();
        });
        itIsWrittenWhatItShould(turns);
        theReportHasIt(RoundsReport.of(settings, turns).json());
        assertThat(Report.of(List.of(RoundsReport.of(settings, turns))).text())
                .contains("ledger over ceiling", "balance-changes");
        assertThat(progress).isNotEmpty();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
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

    private static void theReportHasIt(JsonNode json) {
        for (String ratio : List.of("ceiling", "equal_work", "dsl")) {
            for (String of : List.of("min", "median", "max")) {
                assertThat(json.at("/ratios/ledger_over_" + ratio + "/" + of).isNumber())
                        .as(ratio + " " + of).isTrue();
            }
        }
        assertThat(json.at("/contenders/ledger/events_per_second/median").isNumber()).isTrue();
        assertThat(json.at("/turns").size()).isEqualTo(Contender.values().length);
        assertThat(json.at("/turns/0/gc/pauses").isNumber()).isTrue();
    }

    private static TurnResult of(Contender contender, List<TurnResult> turns) {
        return turns.stream().filter(t -> t.contender() == contender).findAny().orElseThrow();
    }
}
