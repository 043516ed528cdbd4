package dev.extrausage.benchmarks.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.report.Table;
import dev.extrausage.benchmarks.settings.BenchSettings;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The audit's part of the report. */
public final class AuditSection {
    private static final ToDoubleFunction<Reading> RATE = Reading::entriesPerSecond;
    private static final ToDoubleFunction<Reading> CPU = Reading::cpuSecondsPerMillion;

    private AuditSection() {}

    /**
     * Measures, and tells.
     *
     * @param settings as {@link AuditRun#run} has them
     * @param progress hears what is going on, a line at a time
     */
    public static Section measure(BenchSettings settings, Consumer<String> progress) {
        return of(settings, AuditRun.run(settings, progress));
    }

    static Section of(BenchSettings settings, List<AuditRun.Round> rounds) {
        return new Section("audit", json(rounds), conditions(settings, rounds),
                List.of(rates(rounds), ratios(rounds)));
    }

    private static String conditions(BenchSettings settings, List<AuditRun.Round> rounds) {
        return "A journal of " + Figure.whole(rounds.get(0).first().get(AuditContender.AUDIT)
                .entries()) + " entries, which the ledger has written of "
                + Figure.whole(settings.accounts()) + " accounts; " + settings.partitions()
                + " partitions. Medians of " + settings.rounds() + " rounds, and least and"
                + " greatest in brackets: in a fresh process, whose JVM's start does not count, and"
                + " again in the same process.";
    }

    private static Table rates(List<AuditRun.Round> rounds) {
        return new Table("Reading a journal", List.of("reading", "entries/s", "CPU s per million",
                "again: entries/s", "CPU s per million"),
                List.of(row(rounds, AuditContender.DECODE), row(rounds, AuditContender.AUDIT)));
    }

    private static List<String> row(List<AuditRun.Round> rounds, AuditContender contender) {
        return List.of(contender.says(),
                whole(of(rounds, AuditRun.Round::first, contender, RATE)),
                Figure.ratio(of(rounds, AuditRun.Round::first, contender, CPU)),
                whole(of(rounds, AuditRun.Round::again, contender, RATE)),
                Figure.ratio(of(rounds, AuditRun.Round::again, contender, CPU)));
    }

    private static String whole(Spread rate) {
        return Figure.whole(rate.median()) + " (" + Figure.whole(rate.min()) + " to "
                + Figure.whole(rate.max()) + ")";
    }

    private static Table ratios(List<AuditRun.Round> rounds) {
        return new Table("Audit over decode, round by round", List.of("process", "rate"), List.of(
                List.of("fresh", Figure.ratio(ratio(rounds, AuditRun.Round::first))),
                List.of("again", Figure.ratio(ratio(rounds, AuditRun.Round::again)))));
    }

    private static Spread of(List<AuditRun.Round> rounds,
            Function<AuditRun.Round, Map<AuditContender, Reading>> which,
            AuditContender contender, ToDoubleFunction<Reading> what) {
        return Spread.of(rounds.stream()
                .map(r -> what.applyAsDouble(which.apply(r).get(contender))).toList());
    }

    private static Spread ratio(List<AuditRun.Round> rounds,
            Function<AuditRun.Round, Map<AuditContender, Reading>> which) {
        return Spread.of(rounds.stream().map(which)
                .map(r -> RATE.applyAsDouble(r.get(AuditContender.AUDIT))
                        / RATE.applyAsDouble(r.get(AuditContender.DECODE))).toList());
    }

    private static ObjectNode json(List<AuditRun.Round> rounds) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.set("audit_over_decode", mapper.valueToTree(ratio(rounds, AuditRun.Round::first)));
        root.set("audit_over_decode_again",
                mapper.valueToTree(ratio(rounds, AuditRun.Round::again)));
        root.set("rounds", mapper.valueToTree(rounds));
        return root;
    }
}
