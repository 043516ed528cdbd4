package dev.extrausage.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.benchmarks.contender.Writing;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test void a_ratio_compares_the_turns_of_one_round() {
        List<TurnResult> turns = List.of(turn(Contender.CEILING, 1, 200),
                turn(Contender.LEDGER, 1, 100), turn(Contender.LEDGER, 2, 90),
                turn(Contender.CEILING, 2, 100), turn(Contender.CEILING, 3, 100));

        assertThat(RoundsReport.ratios(turns, Contender.CEILING)).containsExactly(0.5, 0.9);
        assertThat(RoundsReport.ratios(turns, Contender.DSL)).isEmpty();
    }

    @Test void warm_ups_and_short_turns_do_not_count() {
        List<TurnResult> turns = List.of(turn(Contender.CEILING, 0, 100),
                turn(Contender.CEILING, 0, 150), turn(Contender.LEDGER, 0, 10),
                turn(Contender.CEILING, 1, 200),
                turn(Contender.LEDGER, 1, 100), turn(Contender.LEDGER, 2, 90),
                tooShort(Contender.CEILING, 2));

        assertThat(RoundsReport.ratios(turns, Contender.CEILING)).containsExactly(0.5);
        Section section = RoundsReport.of(settings(), turns);
        assertThat(section.json().at("/contenders/ceiling/events_per_second/max").doubleValue())
                .isEqualTo(200);
        assertThat(section.json().get("turns")).hasSize(3);
        assertThat(section.conditions())
                .contains("too short to tell, 1 of 4", "after a warm-up of 100 to 200;");
    }

    @Test void a_contender_that_cannot_be_told_or_compared_is_refused() {
        assertThatThrownBy(() -> RoundsReport.of(settings(), List.of(
                turn(Contender.LEDGER, 1, 100), tooShort(Contender.CEILING, 1))))
                .isInstanceOf(TooShort.class).hasMessage("too short to tell: no round has commits"
                        + " enough for the ledger's rate and that of ceiling;"
                        + " more --events are needed");
        assertThat(tooShort(Contender.CEILING, 1).tooShort()).isEqualTo(
                "round 1: ceiling was done with 100 events too soon for its rate to be told");
        assertThatThrownBy(() -> RoundsReport.of(settings(), List.of(
                turn(Contender.LEDGER, 1, 100), tooShort(Contender.CEILING, 1),
                tooShort(Contender.LEDGER, 2), turn(Contender.CEILING, 2, 100))))
                .isInstanceOf(TooShort.class);
    }

    @Test void the_report_has_each_ratios_min_median_and_max() {
        List<TurnResult> turns = new ArrayList<>();
        for (Contender contender : Contender.values()) {
            turns.add(turn(contender, 1, 100));
        }
        BenchSettings all = settings().of(EnumSet.allOf(Contender.class));

        JsonNode json = RoundsReport.of(all, turns).json();

        for (String ratio : List.of("ceiling", "equal_work", "dsl")) {
            assertThat(json.at("/ratios/ledger_over_" + ratio).fieldNames()).toIterable()
                    .containsExactlyInAnyOrder("min", "median", "max");
        }
        assertThat(json.at("/contenders/ledger/events_per_second/median").isNumber()).isTrue();
        assertThat(json.at("/turns")).hasSize(Contender.values().length);
        assertThat(json.at("/turns/0/gc/pauses").isNumber()).isTrue();
    }

    private static BenchSettings settings() {
        return new BenchSettings(200, 0.67, 0.01, 2, 1, 50, 1_000, 0, 1, 192, 1, Path.of("x"),
                EnumSet.of(Contender.CEILING, Contender.LEDGER));
    }

    @Test void equal_work_has_the_ledgers_records_and_bytes() {
        TurnResult ledger = new TurnResult(Contender.LEDGER, 1, 100, 50, Optional.empty(),
                Map.of("balance-changes", new TurnResult.PerEvent(1, 400),
                        "balances", new TurnResult.PerEvent(0.5, 100),
                        "rejected-events", new TurnResult.PerEvent(0, 0)));

        Map<String, Writing> writings = EqualWork.writings("x-", ledger);

        assertThat(writings).containsOnlyKeys("balance-changes", "balances");
        assertThat(writings.get("balances").recordsPerEvent()).isEqualTo(0.5);
        assertThat(writings.get("balances").valueBytes()).isBetween(170, 200);
        assertThat(EqualWork.entries("y", ledger).valueBytes()).isBetween(370, 400);
        assertThat(EqualWork.entries("y", null).valueBytes()).isPositive();
    }

    private static TurnResult turn(Contender contender, int round, double rate) {
        return new TurnResult(contender, round, 100, rate / 2,
                Optional.of(new Steady(50, rate, 0.5, 1, 1, 0, 0, 0)), Map.of());
    }

    private static TurnResult tooShort(Contender contender, int round) {
        return new TurnResult(contender, round, 100, 1e9, Optional.empty(), Map.of());
    }
}
