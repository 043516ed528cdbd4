package dev.extrausage.benchmarks;

import dev.extrausage.benchmarks.latency.LatencyPlan;
import dev.extrausage.benchmarks.latency.LatencyRun;
import dev.extrausage.benchmarks.latency.LatencySection;
import dev.extrausage.benchmarks.micro.MicroBenchmarks;
import dev.extrausage.benchmarks.micro.MicroSection;
import dev.extrausage.benchmarks.process.ChildFailed;
import dev.extrausage.benchmarks.report.Report;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.restore.RestoreRun;
import dev.extrausage.benchmarks.restore.RestoreSection;
import dev.extrausage.benchmarks.rounds.Rounds;
import dev.extrausage.benchmarks.rounds.RoundsReport;
import dev.extrausage.benchmarks.rounds.TurnResult;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the parts of the benchmark that are asked for, one after another. */
public final class Bench {
    /** What can be measured. */
    public enum Part {
        /** Throughput: the contenders in turns. */
        ROUNDS,
        /** Latency at parts of the maximum load. */
        LATENCY,
        /** How long a start takes when the state directory is gone. */
        RESTORE,
        /** Single steps, by JMH. */
        MICRO
    }

    private final BenchSettings settings;
    private final LatencyPlan latency;
    private final String microRegex;
    private final Duration longest;
    private final Consumer<String> progress;

    /**
     * A run with these settings.
     *
     * @param latency which loads it is measured at
     * @param microRegex occurs in the name of each single step that is measured; empty for all
     * @param longest how long the rounds may take; a first one is always run
     * @param progress hears what is going on, a line at a time
     */
    public Bench(BenchSettings settings, LatencyPlan latency, String microRegex, Duration longest,
            Consumer<String> progress) {
        this.settings = settings;
        this.latency = latency;
        this.microRegex = microRegex;
        this.longest = longest;
        this.progress = progress;
    }

    /** Measures the parts, in the order in which {@link Part} lists them. */
    public Report run(Set<Part> parts) {
        List<Section> sections = new ArrayList<>();
        for (Part part : Part.values()) {
            if (parts.contains(part)) {
                sections.add(switch (part) {
                    case ROUNDS -> rounds();
                    case LATENCY -> latency();
                    case RESTORE -> restore();
                    case MICRO -> micro();
                });
            }
        }
        return Report.of(sections);
    }

    private Section rounds() {
        List<TurnResult> turns = Rounds.run(settings, longest, progress);
        return RoundsReport.of(settings, turns);
    }

    private Section latency() {
        BenchSettings once = settings.ofLedgerAlone().withoutDuplicates();
        return LatencySection.of(once, LatencyRun.run(once, latency, progress));
    }

    private Section restore() {
        BenchSettings alone = settings.ofLedgerAlone();
        return RestoreSection.of(alone, RestoreRun.run(alone, progress));
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
