package dev.extrausage.benchmarks;

import dev.extrausage.benchmarks.api.ApiPart;
import dev.extrausage.benchmarks.api.ApiPlan;
import dev.extrausage.benchmarks.latency.LatencyPlan;
import dev.extrausage.benchmarks.sweep.Sweep;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Option;

/** The parts that {@code ledger bench} measures: throughput, unless another is named. */
final class BenchParts {
    private static final String ALL = "all";

    @Option(names = "--throughput",
            description = "Measure throughput, the contenders in turns. Done in any case when"
                    + " no other part is named.")
    private boolean throughput;

    @Option(names = "--waterfall",
            description = "Measure what each part of the ledger costs, beside the rounds.")
    private boolean waterfall;

    @Option(names = "--sweep", paramLabel = "WHAT", arity = "0..1", split = ",",
            fallbackValue = ALL,
            description = "Measure the ledger under many loads, or vary only WHAT: hot, accounts,"
                    + " skew, duplicates, partitions, commit. It says first how many hours it"
                    + " takes.")
    private List<String> sweep = List.of();

    @Option(names = "--latency",
            description = "Measure how long an event takes to become a committed entry, with"
                    + " everything running at once.")
    private boolean latency;

    @Option(names = "--rate", paramLabel = "N",
            description = "Events a second that count as 100 %% for --latency (default: as many as"
                    + " turn out to be possible).")
    private long rate = LatencyPlan.USUAL.maxPerSecond();

    @Option(names = "--restore",
            description = "Measure how long a start takes when the state directory is gone, with"
                    + " --accounts and as many remembered ids as --events.")
    private boolean restore;

    @Option(names = "--failover",
            description = "Measure for how long inputs wait when a process of the ledger or a"
                    + " broker ends, with three brokers and two ledgers on this machine.")
    private boolean failover;

    @Option(names = "--api", paramLabel = "WHAT", arity = "0..1", split = ",",
            fallbackValue = ALL,
            description = "Measure what the HTTP API reaches of each figure that docs/API.md"
                    + " section 4 asks for, or only those of WHAT: projector, usage, reads,"
                    + " streams, admissions.")
    private List<String> api = List.of();

    @Option(names = "--database", paramLabel = "URL",
            description = "Measure the projector of --api with this PostgreSQL as well,"
                    + " jdbc:postgresql://HOST/NAME; the database should be empty.")
    private String database;

    @Option(names = "--database-user", paramLabel = "NAME", description = "Its user.")
    private String user;

    @Option(names = "--database-password-file", paramLabel = "FILE",
            description = "Its user's password.")
    private Path passwordFile;

    @Option(names = "--audit",
            description = "Measure the audit of a journal with --events, beside a reader that only"
                    + " decodes it.")
    private boolean audit;

    @Option(names = "--micro", paramLabel = "REGEX", arity = "0..1", fallbackValue = "",
            description = "Measure single steps, all or those whose names REGEX occurs in.")
    private String micro;

    /** The parts that were named. */
    Set<Bench.Part> chosen() {
        Set<Bench.Part> chosen = EnumSet.noneOf(Bench.Part.class);
        if (latency) {
            chosen.add(Bench.Part.LATENCY);
        }
        if (restore) {
            chosen.add(Bench.Part.RESTORE);
        }
        if (failover) {
            chosen.add(Bench.Part.FAILOVER);
        }
        if (!api.isEmpty()) {
            chosen.add(Bench.Part.API);
        }
        if (audit) {
            chosen.add(Bench.Part.AUDIT);
        }
        if (micro != null) {
            chosen.add(Bench.Part.MICRO);
        }
        if (!sweep.isEmpty()) {
            chosen.add(Bench.Part.SWEEP);
        }
        if (waterfall) {
            chosen.add(Bench.Part.ROUNDS);
            chosen.add(Bench.Part.WATERFALL);
        }
        if (throughput || chosen.isEmpty()) {
            chosen.add(Bench.Part.ROUNDS);
        }
        return chosen;
    }

    /** Throws {@link dev.extrausage.benchmarks.settings.BadSetting} for what is out of bounds. */
    LatencyPlan latencyPlan() {
        return LatencyPlan.USUAL.of(rate);
    }

    /** Throws as {@link #latencyPlan} does. */
    ApiPlan apiPlan(boolean quick) {
        Set<String> named = new TreeSet<>(api);
        named.remove(ALL);
        return (quick ? ApiPlan.QUICK : ApiPlan.FULL).of(ApiPart.named(named))
                .of(database, user, passwordFile);
    }

    /** The names given to {@code --api}. */
    String apiNames() {
        return String.join(",", api);
    }

    /** Empty for all; throws as {@link #latencyPlan} does. */
    Set<String> sweepDimensions() {
        Set<String> dimensions = new TreeSet<>(sweep);
        dimensions.remove(ALL);
        Sweep.require(dimensions);
        return dimensions;
    }

    /** Empty for all. */
    String microRegex() {
        return micro == null ? "" : micro;
    }
}
