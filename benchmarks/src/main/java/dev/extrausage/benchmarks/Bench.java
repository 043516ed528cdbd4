package dev.extrausage.benchmarks;

import dev.extrausage.benchmarks.api.ApiPlan;
import dev.extrausage.benchmarks.api.ApiRun;
import dev.extrausage.benchmarks.audit.AuditSection;
import dev.extrausage.benchmarks.failover.FailoverRun;
import dev.extrausage.benchmarks.failover.FailoverSection;
import dev.extrausage.benchmarks.latency.LatencyPlan;
import dev.extrausage.benchmarks.latency.LatencyRun;
import dev.extrausage.benchmarks.latency.LatencySection;
import dev.extrausage.benchmarks.micro.MicroBenchmarks;
import dev.extrausage.benchmarks.micro.MicroSection;
import dev.extrausage.benchmarks.micro.Waterfall;
import dev.extrausage.benchmarks.process.ChildFailed;
import dev.extrausage.benchmarks.report.Report;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.restore.RestoreRun;
import dev.extrausage.benchmarks.restore.RestoreSection;
import dev.extrausage.benchmarks.rounds.Rounds;
import dev.extrausage.benchmarks.rounds.RoundsReport;
import dev.extrausage.benchmarks.rounds.Steady;
import dev.extrausage.benchmarks.rounds.TurnResult;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import dev.extrausage.benchmarks.sweep.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the parts of the benchmark that are asked for, one after another. */
public final class Bench {
    /** Seconds for a million are microseconds for one. */
    private static final ToDoubleFunction<Steady> CPU_MICROS = Steady::cpuSecondsPerMillion;

    /** The parts of a measurement. */
    public enum Part {
        /** Throughput: the contenders in turns. */
        ROUNDS,
        /** The cost of each part of the ledger; runs the rounds, too. */
        WATERFALL,
        /** The rate by the load that the ledger is given: hours. */
        SWEEP,
        /** Latency at parts of the maximum load. */
        LATENCY,
        /** The time that a start takes when the state directory is gone. */
        RESTORE,
        /** The time without decisions when a process ends. */
        FAILOVER,
        /** The HTTP API, against each figure it is asked for. */
        API,
        /** The audit, beside decoding the same journal. */
        AUDIT,
        /** Single steps, by JMH. */
        MICRO
    }

    /** So few that restoring them takes no time that could be measured. */
    private static final int FEW_ACCOUNTS = 1_000;

    private final BenchSettings settings;
    private final BenchSettings apiSettings;
    private final BenchSettings failoverSettings;
    private final BenchSettings auditSettings;
    private final LatencyPlan latency;
    private final ApiPlan api;
    private final String microRegex;
    private final Set<String> sweepDimensions;
    private final TimeLimits limits;
    private final Consumer<String> progress;
    private List<TurnResult> turns = List.of();

    /**
     * A run with these settings.
     *
     * @param apiSettings the same for the HTTP API, which has other accounts and events
     * @param failoverSettings the same for the ends of processes
     * @param auditSettings the same for the audit
     * @param latency which loads it is measured at
     * @param api what is measured of the HTTP API
     * @param microRegex occurs in the name of each single step that is measured; empty for all
     * @param sweepDimensions what the sweep varies; all if there is none
     * @param limits how long the rounds may take
     * @param progress hears what is going on, a line at a time
     */
    public Bench(BenchSettings settings, BenchSettings apiSettings,
            BenchSettings failoverSettings, BenchSettings auditSettings, LatencyPlan latency,
            ApiPlan api, String microRegex, Set<String> sweepDimensions, TimeLimits limits,
            Consumer<String> progress) {
        this.settings = settings;
        this.apiSettings = apiSettings;
        this.failoverSettings = failoverSettings;
        this.auditSettings = auditSettings;
        this.latency = latency;
        this.api = api;
        this.microRegex = microRegex;
        this.sweepDimensions = Set.copyOf(sweepDimensions);
        this.limits = limits;
        this.progress = progress;
    }

    /**
     * Measures the parts, in the order in which {@link Part} lists them.
     *
     * @throws dev.extrausage.benchmarks.rounds.TooShort if events were too few to tell a rate
     */
    public Report run(Set<Part> parts) {
        List<Section> sections = new ArrayList<>();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                sections.add(switch (part) {
                    case ROUNDS -> rounds();
                    case WATERFALL -> waterfall();
                    case SWEEP -> Sweep.measure(settings, sweepDimensions, progress);
                    case LATENCY -> latency();
                    case RESTORE -> restore();
                    case FAILOVER -> FailoverSection.of(failoverSettings,
                            FailoverRun.run(failoverSettings, progress));
                    case API -> ApiRun.run(apiSettings, api, progress);
                    case AUDIT -> AuditSection.measure(auditSettings, progress);
                    case MICRO -> micro();
                });
            }
        }
        return Report.of(sections);
    }

    private Section rounds() {
        turns = Rounds.run(settings, limits, progress);
        return RoundsReport.of(settings, turns);
    }

    private Section waterfall() {
        if (turns.isEmpty()) {
            turns = Rounds.run(settings, limits, progress);
        }
        return Waterfall.measure(settings, median(Contender.LEDGER, CPU_MICROS),
                median(Contender.EQUAL_WORK, CPU_MICROS),
                median(Contender.LEDGER, Steady::eventsPerSecond), progress);
    }

    private double median(Contender contender, ToDoubleFunction<Steady> what) {
        return Spread.of(RoundsReport.told(turns, contender).stream()
                .map(t -> what.applyAsDouble(t.told())).toList()).median();
    }

    private Section latency() {
        BenchSettings once = settings.ofLedgerAlone().withoutDuplicates();
        return LatencySection.of(once, LatencyRun.run(once, latency, progress));
    }

    private Section restore() {
        BenchSettings alone = settings.ofLedgerAlone();
        BenchSettings few = alone.ofAccounts(Math.min(FEW_ACCOUNTS, settings.accounts()));
        return RestoreSection.of(
                alone, RestoreRun.run(alone, progress), RestoreRun.run(few, progress));
    }

    private Section micro() {
        MicroBenchmarks how = MicroBenchmarks.SHORT;
        try {
            return MicroSection.of(how, how.run(microRegex, progress));
        } catch (RunnerException e) {
            throw new ChildFailed("a benchmark of a single step failed: " + e.getMessage());
        }
    }
}
