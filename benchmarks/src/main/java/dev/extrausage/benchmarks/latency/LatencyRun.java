package dev.extrausage.benchmarks.latency;

import dev.extrausage.benchmarks.contender.Runner;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.rounds.Stand;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Measures latency with everything running at once: the broker and the ledger in processes of their
 * own, generator and reader in this one.
 */
public final class LatencyRun {
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(60);
    private static final Duration FINDING = Duration.ofSeconds(15);
    private static final Duration FINDING_LEAD_IN = Duration.ofSeconds(5);
    /** More than the ledger holds between two commits, so that it always has work. */
    private static final int WINDOW = 100_000;

    private final Stand stand;
    private final LatencyPlan plan;
    private final Consumer<String> progress;
    private final Awaited awaited;
    private final Generator generator;

    private LatencyRun(Stand stand, LatencyPlan plan, Awaited awaited, Generator generator,
            Consumer<String> progress) {
        this.stand = stand;
        this.plan = plan;
        this.awaited = awaited;
        this.generator = generator;
        this.progress = progress;
    }

    /**
     * The findings of a run.
     *
     * @param maxPerSecond events a second that count as 100 %
     * @param loads in the plan's order
     */
    public record Found(double maxPerSecond, List<LatencyResult> loads) { }

    /**
     * Measures each load of the plan.
     *
     * @param settings of which the ledger alone takes part, and no event is sent twice: an event
     *     that was decided before has no entry to wait for
     * @param progress hears what is going on, a line at a time
     * @throws IllegalStateException if an event gets no entry, or two
     */
    public static Found run(BenchSettings settings, LatencyPlan plan, Consumer<String> progress) {
        try (Stand stand = Stand.setUp(settings)) {
            progress.accept("opening " + Figure.whole(settings.accounts()) + " accounts ...");
            stand.openAccounts();
            if (settings.warmUpEvents() > 0) {
                progress.accept("warming up ...");
                stand.addUsage(settings.warmUpEvents());
                stand.ledgerTurn(0, TimeLimits.NO_END);
            }
            Runner ledger = stand.runner(Contender.LEDGER);
            ledger.begin(stand.job(Contender.LEDGER, List.of()));
            String kafka = stand.broker().bootstrapServers();
            Awaited awaited = new Awaited(
                    EntryWatch.ends(kafka, Topics.USAGE_EVENTS, settings.partitions()));
            try (EntryWatch reader = new EntryWatch(kafka, awaited);
                    Generator generator = new Generator(kafka, stand.usage(), awaited,
                            settings.partitions(), LONGEST_STANDSTILL)) {
                reader.start();
                return new LatencyRun(stand, plan, awaited, generator, progress).measure();
            }
        }
    }

    private Found measure() {
        double max = plan.maxPerSecond() > 0 ? plan.maxPerSecond() : findMax();
        List<LatencyResult> loads = new ArrayList<>();
        for (int percent : plan.percents()) {
            loads.add(measure(percent, max * percent / 100));
        }
        return new Found(max, loads);
    }

    /** The number of events a second that come back when there is always one to decide. */
    private double findMax() {
        progress.accept("finding the maximum ...");
        generator.saturate(FINDING_LEAD_IN, WINDOW);
        long from = System.nanoTime();
        long seenBefore = awaited.seen();
        generator.saturate(FINDING.minus(FINDING_LEAD_IN), WINDOW);
        double perSecond = (awaited.seen() - seenBefore) * 1e9 / (System.nanoTime() - from);
        awaited.awaitOutstanding(0, LONGEST_STANDSTILL.toMillis());
        progress.accept("maximum: " + Figure.whole(perSecond) + " events/s");
        return perSecond;
    }

    private LatencyResult measure(int percent, double perSecond) {
        Runner ledger = stand.runner(Contender.LEDGER);
        ledger.mark();
        long start = System.nanoTime();
        awaited.countFrom(start + TimeUnit.SECONDS.toNanos(plan.leadInSeconds()));
        generator.sendAtRate(perSecond,
                (long) (perSecond * (plan.leadInSeconds() + plan.seconds())), start);
        awaited.awaitOutstanding(0, LONGEST_STANDSTILL.toMillis());
        LatencyResult result =
                LatencyResult.of(percent, perSecond, awaited.latencies(), ledger.mark());
        progress.accept(percent + " %: p99 " + Figure.decimal(result.p99(), 0) + " ms at "
                + Figure.whole(perSecond) + " events/s");
        return result;
    }
}
