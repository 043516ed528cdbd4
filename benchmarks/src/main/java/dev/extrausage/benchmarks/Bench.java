package dev.extrausage.benchmarks;

import dev.extrausage.benchmarks.report.Report;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.rounds.Rounds;
import dev.extrausage.benchmarks.rounds.RoundsReport;
import dev.extrausage.benchmarks.rounds.TurnResult;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs the parts of the benchmark that are asked for, one after another. */
public final class Bench {
    /** What can be measured. */
    public enum Part {
        /** Throughput: the contenders in turns. */
        ROUNDS
    }

    private final BenchSettings settings;
    private final Duration longest;
    private final Consumer<String> progress;

    /**
     * A run with these settings.
     *
     * @param longest how long the rounds may take; a first one is always run
     * @param progress hears what is going on, a line at a time
     */
    public Bench(BenchSettings settings, Duration longest, Consumer<String> progress) {
        this.settings = settings;
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
                });
            }
        }
        return Report.of(sections);
    }

    private Section rounds() {
        List<TurnResult> turns = Rounds.run(settings, longest, progress);
        return RoundsReport.of(settings, turns);
    }
}
