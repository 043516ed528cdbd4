package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.Writing;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The contenders in turns: after a warm-up each handles the events of the first round, one after
 * another, then those of the second, in another order, and so on. Only one runs at a time, on a
 * machine that does nothing else, and all handle the same records.
 */
public final class Rounds {
    private final BenchSettings settings;
    private final Stand stand;
    private final OutputTopics outputs;
    private final Consumer<String> progress;
    private final List<TurnResult> results = new ArrayList<>();
    private TurnResult latestLedger;

    private Rounds(BenchSettings settings, Stand stand, Consumer<String> progress) {
        this.settings = settings;
        this.stand = stand;
        this.progress = progress;
        outputs = new OutputTopics(stand.admin(), settings.partitions());
    }

    /**
     * Runs all rounds.
     *
     * @param longest no further round is begun that would likely end after so long
     * @param progress hears what is going on, a line at a time
     * @return the turns in their order, without the warm-up's
     */
    public static List<TurnResult> run(
            BenchSettings settings, Duration longest, Consumer<String> progress) {
        long start = System.nanoTime();
        try (Stand stand = Stand.setUp(settings)) {
            Rounds rounds = new Rounds(settings, stand, progress);
            rounds.prepare();
            rounds.runAll(start, longest);
            return List.copyOf(rounds.results);
        }
    }

    private void prepare() {
        progress.accept("opening " + Figure.whole(settings.accounts()) + " accounts ...");
        long inputs = stand.openAccounts();
        progress.accept("opened with " + Figure.whole(inputs) + " inputs; warming up with "
                + Figure.whole(settings.warmUpEvents()) + " events each ...");
        stand.addUsage(settings.warmUpEvents());
        // The ledger first: what the others have to write is measured on it.
        List<Contender> order = contenders();
        Collections.reverse(order);
        order.forEach(contender -> turn(contender, 0));
    }

    private List<Contender> contenders() {
        return new ArrayList<>(Arrays.stream(Contender.values())
                .filter(settings.contenders()::contains).toList());
    }

    private void runAll(long start, Duration longest) {
        long longestRound = 0;
        for (int round = 1; round <= settings.rounds(); round++) {
            long begun = System.nanoTime();
            if (round > 1 && begun - start + longestRound > longest.toNanos()) {
                progress.accept("no time for round " + round + " of " + settings.rounds());
                return;
            }
            stand.addUsage(settings.events());
            List<Contender> order = contenders();
            Collections.rotate(order, round - 1);
            for (Contender contender : order) {
                TurnResult result = turn(contender, round);
                results.add(result);
                progress.accept("round " + round + ": " + contender.option() + " "
                        + Figure.whole(result.eventsPerSecond()) + " events/s");
            }
            longestRound = Math.max(longestRound, System.nanoTime() - begun);
        }
    }

    private TurnResult turn(Contender contender, int round) {
        String prefix = "bench-" + contender.option() + "-" + round + "-";
        TurnResult result = switch (contender) {
            case LEDGER -> stand.turn(contender, List.of(), round);
            case CEILING -> passthrough(contender, round, Map.of(
                    Topics.BALANCE_CHANGES.topicName(),
                    EqualWork.entries(prefix + "entries", latestLedger)));
            case EQUAL_WORK -> passthrough(contender, round,
                    EqualWork.writings(prefix, latestLedger));
            case DSL, DSL_UNCACHED -> passthrough(contender, round, Map.of(
                    Topics.BALANCE_CHANGES.topicName(), new Writing(prefix + "totals", 1, 0)));
        };
        if (contender == Contender.LEDGER) {
            latestLedger = result;
            outputs.emptyJournal();
        }
        return result;
    }

    private TurnResult passthrough(Contender contender, int round, Map<String, Writing> byTopic) {
        byTopic.forEach((like, writing) -> outputs.make(writing.topic(), like));
        List<Writing> writings = List.copyOf(byTopic.values());
        TurnResult result = stand.turn(contender, writings, round);
        outputs.delete(writings);
        return result;
    }
}
