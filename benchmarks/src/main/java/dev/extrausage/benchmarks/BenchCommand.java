package dev.extrausage.benchmarks;

import dev.extrausage.benchmarks.api.ApiPlan;
import dev.extrausage.benchmarks.latency.LatencyPlan;
import dev.extrausage.benchmarks.report.Report;
import dev.extrausage.benchmarks.settings.BadSetting;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ledger bench}: measures what the ledger costs beside what moving the bytes costs. */
@Command(
        name = "ledger bench",
        description = "Measures the ledger against a passthrough of the same events, against one"
                + " that writes as much, and against a plain aggregation: in turns, on a broker of"
                + " its own, each in a process of its own.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Nothing else should run on the machine meanwhile. What is measured, and how to read"
                    + " it, is in docs/PERFORMANCE.md.",
            "",
            "Exit status: 0 when it was measured, 2 when it could not be."
        })
final class BenchCommand implements Callable<Integer> {
    private static final String NAMES = "ceiling, equal-work, dsl, dsl-uncached, ledger";
    private static final Duration QUICK = Duration.ofMinutes(4);
    /** The compiler is not done by then on two cores, but the rounds need the rest of QUICK. */
    private static final Duration QUICK_WARM_UP = Duration.ofSeconds(25);
    /** QUICK, less the time for the end of the last round and for stopping. */
    private static final Duration QUICK_ROUNDS = Duration.ofSeconds(210);

    @Option(names = "--quick",
            description = "Fewer events, so that all takes less than four minutes on two cores.")
    private boolean quick;

    @Option(names = "--accounts", paramLabel = "N",
            description = "How many accounts use (default: 100000; for --api and --failover"
                    + " 1000000, with --quick 20000).")
    private Integer accounts;

    @Option(names = "--skew", paramLabel = "S", defaultValue = "0.67",
            description = "The k-th busiest account's share goes with k^-S; 0: all alike"
                    + " (default: ${DEFAULT-VALUE}).")
    private double skew;

    @Option(names = "--duplicates", paramLabel = "SHARE", defaultValue = "0.01",
            description = "The share of events that are sent again (default: ${DEFAULT-VALUE}).")
    private double duplicates;

    @Option(names = "--partitions", paramLabel = "N", defaultValue = "4",
            description = "Partitions of every topic (default: ${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "2",
            description = "Stream threads of every contender (default: ${DEFAULT-VALUE}).")
    private int threads;

    @Option(names = "--commit-interval", paramLabel = "MS", defaultValue = "100",
            description = "How often every contender commits (default: ${DEFAULT-VALUE}).")
    private long commitInterval;

    @Option(names = "--events", paramLabel = "N",
            description = "Events of a round (default: 2000000; with --quick 600000), or of the"
                    + " journal that --api begins with (default: 1000000; with --quick 100000) or that"
                    + " --audit reads (default: 1000000; with --quick 300000).")
    private Long events;

    @Option(names = "--warm-up", paramLabel = "N",
            description = "Events before the first round (default: 6000000; with --quick 4000000,"
                    + " but for no more than 25 s). The fast handle them again until 40 s, with"
                    + " --quick 25 s, have passed.")
    private Long warmUp;

    @Option(names = "--rounds", paramLabel = "N",
            description = "How often every contender has its turn (default: 5; with --quick 3).")
    private Integer rounds;

    @Option(names = "--heap", paramLabel = "MB", defaultValue = "2048",
            description = "The heap of every contender's process (default: ${DEFAULT-VALUE}).")
    private int heap;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1",
            description = "Another seed, other events (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--contenders", paramLabel = "NAME", split = ",",
            description = "Who takes part: " + NAMES + " (default: all; with --quick all but"
                    + " dsl-uncached).")
    private List<String> contenders = List.of();

    @Option(names = "--data", paramLabel = "DIR",
            description = "Where a folder for all data is made, and removed at the end (default:"
                    + " the system's folder for temporary files). It takes some gigabytes.")
    private Path data = Path.of(System.getProperty("java.io.tmpdir"));

    @Mixin private BenchParts parts;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all figures there as JSON.")
    private Path json;

    @Option(names = "--markdown", paramLabel = "FILE",
            description = "Replace the tables in this document, docs/PERFORMANCE.md.")
    private Path markdown;

    @Option(names = "--verbose",
            description = "Show where in the program an error comes from, and log more.")
    private boolean verbose;

    @Spec private CommandSpec spec;

    boolean isVerbose() {
        return verbose;
    }

    @Override
    public Integer call() {
        long start = System.nanoTime();
        BenchSettings settings;
        LatencyPlan latency;
        ApiPlan api;
        Set<String> sweep;
        try {
            settings = settings();
            latency = parts.latencyPlan();
            api = parts.apiPlan(quick);
            sweep = parts.sweepDimensions();
            requireAll(settings, api);
        } catch (BadSetting e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        PrintWriter err = spec.commandLine().getErr();
        TimeLimits limits = quick ? new TimeLimits(QUICK_WARM_UP, QUICK_WARM_UP, QUICK_ROUNDS)
                : TimeLimits.FULL;
        Report report = new Bench(settings, apiSettings(settings),
                failoverSettings(settings), auditSettings(settings), latency, api,
                parts.microRegex(), sweep, limits, line -> {
                    err.println(line);
                    err.flush();
                }).run(parts.chosen());
        write(report);
        Duration taken = Duration.ofNanos(System.nanoTime() - start);
        if (quick && taken.compareTo(QUICK) > 0) {
            err.println("it took " + taken.toSeconds() + " s, more than the four minutes it should"
                    + " take: the machine is slower than what --quick is for, or was busy");
            err.flush();
        }
        return 0;
    }

    private BenchSettings settings() {
        return new BenchSettings(accounts != null ? accounts : 100_000, skew, duplicates,
                partitions, threads, commitInterval,
                events != null ? events : quick ? 600_000 : 2_000_000,
                warmUp != null ? warmUp : quick ? 4_000_000 : 6_000_000,
                rounds != null ? rounds : quick ? 3 : 5, heap, seed, data, chosenContenders());
    }

    /** The ledger decides everything once, and no event is sent twice. */
    private BenchSettings apiSettings(BenchSettings settings) {
        return settings.ofLedgerAlone().withoutDuplicates()
                .ofAccounts(accounts != null ? accounts : quick ? 20_000 : 1_000_000)
                .ofOnePass(events != null ? events : quick ? 100_000 : 1_000_000);
    }

    private BenchSettings failoverSettings(BenchSettings settings) {
        return settings.ofLedgerAlone().withoutDuplicates()
                .ofAccounts(accounts != null ? accounts : quick ? 20_000 : 1_000_000);
    }

    /** One million requests are one million entries, and those that opened the accounts. */
    private BenchSettings auditSettings(BenchSettings settings) {
        return settings.ofLedgerAlone().withoutDuplicates()
                .ofEvents(events != null ? events : quick ? 300_000 : 1_000_000);
    }

    private void requireAll(BenchSettings settings, ApiPlan api) {
        if (markdown != null && !api.isWhole()) {
            throw new BadSetting("--api", parts.apiNames(), "without names, for --markdown");
        }
        if (parts.chosen().contains(Bench.Part.WATERFALL) && !settings.contenders()
                .containsAll(EnumSet.of(Contender.EQUAL_WORK, Contender.LEDGER))) {
            throw new BadSetting("--contenders", String.join(",", contenders),
                    "equal-work and ledger at least, for --waterfall");
        }
    }

    private Set<Contender> chosenContenders() {
        Set<Contender> chosen = EnumSet.noneOf(Contender.class);
        for (String name : contenders) {
            chosen.add(Contender.named(name).orElseThrow(() -> new BadSetting(
                    "--contenders", name, "one of " + NAMES)));
        }
        if (!chosen.isEmpty()) {
            return chosen;
        }
        return quick ? EnumSet.complementOf(EnumSet.of(Contender.DSL_UNCACHED))
                : EnumSet.allOf(Contender.class);
    }

    private void write(Report report) {
        PrintWriter out = spec.commandLine().getOut();
        out.print(report.text());
        out.flush();
        try {
            if (json != null) {
                report.writeJson(json);
            }
            if (markdown != null) {
                report.writeMarkdown(markdown);
            }
        } catch (IOException e) {
            throw new FiguresNotWritten("The figures could not be written: " + e.getMessage(), e);
        }
    }
}
