package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.Writing;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The contenders in turns: after a warm-up each handles the events of the first round, one after
 * another, then those of the second, in another order, and so on. Only one runs at a time, on a
 * machine that does nothing else, and all handle the same records; who would be through with them
 * too soon for its rate to be told also handles those before them again.
 */
public final class Rounds {
    private final BenchSettings settings;
    private final TimeLimits limits;
    private final Stand stand;
    private final OutputTopics outputs;
    private final Consumer<String> progress;
    private final List<TurnResult> results = new ArrayList<>();

    private Rounds(BenchSettings settings, TimeLimits limits, Stand stand,
            Consumer<String> progress) {
        this.settings = settings;
        this.limits = limits;
        this.stand = stand;
        this.progress = progress;
        outputs = new OutputTopics(stand.admin(), settings.partitions());
    }

    /**
     * Runs all rounds.
     *
     * @param limits how long that may take
     * @param progress hears what is going on, a line at a time
     * @return the turns in their order, with the warm-up's as round 0; {@link RoundsReport#told}
     *     has those that count
     */
    public static List<TurnResult> run(
            BenchSettings settings, TimeLimits limits, Consumer<String> progress) {
        long start = System.nanoTime();
        try (Stand stand = Stand.setUp(settings)) {
            Rounds rounds = new Rounds(settings, limits, stand, progress);
            rounds.prepare();
            rounds.runAll(start);
            return List.copyOf(rounds.results);
        }
    }

    private void prepare() {
        progress.accept("opening " + Figure.whole(settings.accounts()) + " accounts ...");
        long inputs = stand.openAccounts();
        progress.accept("opened with " + Figure.whole(inputs) + " inputs");
        if (settings.warmUpEvents() > 0) {
            warmUp();
        }
    }

    private void warmUp() {
        progress.accept("making " + Figure.whole(settings.warmUpEvents())
                + " events to warm up ...");
        stand.addUsage(settings.warmUpEvents());
        // The ledger first: what the others have to write is measured on it.
        List<Contender> order = contenders();
        Collections.reverse(order);
        for (Contender contender : order) {
            warmUp(contender);
        }
    }

    private void warmUp(Contender contender) {
        long start = System.nanoTime();
        Duration past = Duration.ZERO;
        do {
            TurnResult result = turn(contender, 0, settings.warmUpEvents(),
                    limits.mostWarmUp().minus(past));
            progress.accept("warm-up: " + contender.option() + " with "
                    + Figure.whole(result.events()) + " events, "
                    + Figure.whole(result.likelyRate()) + " a second");
            past = Duration.ofNanos(System.nanoTime() - start);
        } while (contender != Contender.LEDGER && past.compareTo(limits.leastWarmUp()) < 0);
    }

    private List<Contender> contenders() {
        return new ArrayList<>(Arrays.stream(Contender.values())
                .filter(settings.contenders()::contains).toList());
    }

    private void runAll(long start) {
        long longestRound = 0;
        for (int round = 1; round <= settings.rounds(); round++) {
            long begun = System.nanoTime();
            if (round > 1 && begun - start + longestRound > limits.inAll().toNanos()) {
                progress.accept("no time for round " + round + " of " + settings.rounds());
                return;
            }
            stand.addUsage(settings.events());
            List<Contender> order = contenders();
            Collections.rotate(order, round - 1);
            if (latest(Contender.LEDGER).isEmpty()) {
                Collections.reverse(order); // without a warm-up: the ledger first, as there
            }
            for (Contender contender : order) {
                TurnResult result =
                        turn(contender, round, eventsFor(contender), TimeLimits.NO_END);
                progress.accept(result.steady().map(steady -> "round " + result.round() + ": "
                        + contender.option() + " " + Figure.whole(steady.eventsPerSecond())
                        + " events/s").orElseGet(result::tooShort));
            }
            longestRound = Math.max(longestRound, System.nanoTime() - begun);
        }
    }

    /** Those of the round, or more where it was seen to be fast. */
    private long eventsFor(Contender contender) {
        return latest(contender).map(before -> Steady.eventsToTell(before.likelyRate(),
                        Duration.ofMillis(settings.commitIntervalMillis())))
                .filter(events -> events > settings.events()).orElse(settings.events());
    }

    private Optional<TurnResult> latest(Contender contender) {
        return results.stream().filter(r -> r.contender() == contender)
                .reduce((before, after) -> after);
    }

    private TurnResult turn(Contender contender, int round, long events, Duration longest) {
        String prefix = "bench-" + contender.option() + "-" + results.size() + "-";
        TurnResult ledger = latest(Contender.LEDGER).orElse(null);
        TurnResult result = switch (contender) {
            case LEDGER -> stand.ledgerTurn(round, longest);
            case CEILING -> other(contender, round, events, longest, Map.of(
                    Topics.BALANCE_CHANGES.topicName(),
                    EqualWork.entries(prefix + "entries", ledger)));
            case EQUAL_WORK -> other(contender, round, events, longest,
                    EqualWork.writings(prefix, ledger));
            case DSL, DSL_UNCACHED -> other(contender, round, events, longest, Map.of(
                    Topics.BALANCE_CHANGES.topicName(), new Writing(prefix + "totals", 1, 0)));
        };
        results.add(result);
        if (contender == Contender.LEDGER) {
            outputs.emptyJournal();
        }
        return result;
    }

    private TurnResult other(Contender contender, int round, long events, Duration longest,
            Map<String, Writing> byTopic) {
        byTopic.forEach((like, writing) -> outputs.make(writing.topic(), like));
        List<Writing> writings = List.copyOf(byTopic.values());
        TurnResult result = stand.otherTurn(contender, writings, round, events, longest);
        outputs.delete(writings);
        return result;
    }
}
