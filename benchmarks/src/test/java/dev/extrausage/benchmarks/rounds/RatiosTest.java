package dev.extrausage.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.benchmarks.contender.Writing;
import dev.extrausage.benchmarks.settings.Contender;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test void a_ratio_compares_the_turns_of_one_round() {
        List<TurnResult> turns = List.of(turn(Contender.CEILING, 1, 200),
                turn(Contender.LEDGER, 1, 100), turn(Contender.LEDGER, 2, 90),
                turn(Contender.CEILING, 2, 100), turn(Contender.CEILING, 3, 100));

        assertThat(RoundsReport.ratios(turns, Contender.CEILING)).containsExactly(0.5, 0.9);
        assertThat(RoundsReport.ratios(turns, Contender.DSL)).isEmpty();
    }

    @Test void equal_work_has_the_ledger_s_records_and_bytes_topic_by_topic() {
        TurnResult ledger = new TurnResult(Contender.LEDGER, 1, 100, 50, 100, 0.5, 1, 1, 0, 0, 0,
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
        return new TurnResult(contender, round, 100, 50, rate, 0.5, 1, 1, 0, 0, 0, Map.of());
    }
}
