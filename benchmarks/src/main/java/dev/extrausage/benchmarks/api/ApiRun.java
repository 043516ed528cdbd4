package dev.extrausage.benchmarks.api;

import dev.extrausage.benchmarks.api.ApiFigure.Effort;
import dev.extrausage.benchmarks.contender.Runner;
import dev.extrausage.benchmarks.http.HttpExchange;
import dev.extrausage.benchmarks.http.HttpLoad;
import dev.extrausage.benchmarks.http.HttpLoadPlan;
import dev.extrausage.benchmarks.http.HttpLoadResult;
import dev.extrausage.benchmarks.http.InferenceLoads;
import dev.extrausage.benchmarks.http.ReadLoads;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Section;
import dev.extrausage.benchmarks.rounds.Stand;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Measures the figures of docs/API.md section 4 in one run, each with nothing else going on: first
 * what the projector makes of a journal that is there, then everything with the ledger at work.
 */
public final class ApiRun {
    private static final double PROJECTED = 30_000;
    private static final int READS = 200;
    private static final int ADMISSIONS = 15_000;
    private static final double ADMISSION_MILLIS = 5;
    private static final double USAGE = 50_000;
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 16;
    private static final double MILLIS_PER_SECOND = 1e3;
    private static final Duration STILL = Duration.ofSeconds(15);
    private static final Duration LOOK = Duration.ofSeconds(1);
    /** More than the life of a hold. */
    private static final Duration STEADY = Duration.ofSeconds(12);

    private final BenchSettings settings;
    private final ApiPlan plan;
    private final Stand stand;
    private final Consumer<String> progress;
    private final List<ApiFigure> figures = new ArrayList<>();

    private ApiRun(BenchSettings settings, ApiPlan plan, Stand stand, Consumer<String> progress) {
        this.settings = settings;
        this.plan = plan;
        this.stand = stand;
        this.progress = progress;
    }

    /**
     * Measures those of the plan's parts.
     *
     * @param settings of which the ledger alone takes part, with {@code events} in the journal
     *     before anything is measured
     * @param progress hears what is going on, a line at a time
     */
    public static Section run(
            BenchSettings settings, ApiPlan plan, Consumer<String> progress) {
        try (Stand stand = Stand.setUp(settings)) {
            ApiRun run = new ApiRun(settings, plan, stand, progress);
            run.measure();
            return ApiSection.of(settings, plan, run.figures);
        } catch (IOException e) {
            throw new IllegalStateException("a load on the API failed: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("it was interrupted", e);
        }
    }

    /** The processes that were ready to run, a mean over the last minute. */
    static double loadAverage() {
        return Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private void measure() throws IOException, InterruptedException {
        progress.accept("opening " + Figure.whole(settings.accounts()) + " accounts ...");
        stand.openAccounts();
        progress.accept("deciding " + Figure.whole(settings.events()) + " requests ...");
        stand.addUsage(settings.events());
        stand.ledgerTurn(0, TimeLimits.NO_END);
        if (plan.database() != null) {
            try (ApiServer server = server("api-postgresql", true)) {
                add(ProjectorRun.measure(server, "PostgreSQL", Double.NaN, plan.warmUp()));
            }
        }
        try (ApiServer server = server("api-sqlite", false)) {
            measure(server);
        }
    }

    private void measure(ApiServer server) throws IOException, InterruptedException {
        if (isAsked(ApiPart.PROJECTOR)) {
            add(ProjectorRun.measure(server, "SQLite", PROJECTED, plan.warmUp()));
        }
        while (!server.isReady()) {
            Thread.sleep(LOOK.toMillis());
        }
        String inference = server.key("inference");
        Runner ledger = stand.runner(Contender.LEDGER);
        ledger.begin(stand.job(Contender.LEDGER, List.of()));
        awaitFolded(server);
        if (isAsked(ApiPart.READS)) {
            reads(server, server.key("finance"));
        }
        if (isAsked(ApiPart.STREAMS)) {
            StreamRun streams = new StreamRun(server, bootstrap(), plan, settings.accounts());
            streams.memory().forEach(this::add);
            streams.latency().forEach(this::add);
        }
        if (isAsked(ApiPart.ADMISSIONS)) {
            admissions(server, inference);
        }
        // Last: it adds more requests than all that was read, streamed and admitted before.
        if (isAsked(ApiPart.USAGE)) {
            usage(server, inference, "usage_beside_ledger", "usage events a second in batches of"
                    + " 100, ledger and projector at work on them");
            ledger.end();
            awaitFolded(server);
            usage(server, inference, "usage", "the same with the ledger stopped");
        }
    }

    private boolean isAsked(ApiPart part) {
        return plan.parts().contains(part);
    }

    private ApiServer server(String folder, boolean postgresql) {
        return ApiServer.start(bootstrap(), stand.folder(folder), settings.heapMegabytes(), plan,
                postgresql);
    }

    private String bootstrap() {
        return stand.broker().bootstrapServers();
    }

    /** Waits out what a load left behind: until nothing more is folded for some time. */
    private void awaitFolded(ApiServer server) throws IOException, InterruptedException {
        progress.accept("letting the ledger and the projector come to their ends ...");
        long folded = server.folded();
        long since = System.nanoTime();
        while (System.nanoTime() - since < STILL.toNanos()) {
            Thread.sleep(LOOK.toMillis());
            long now = server.folded();
            if (now != folded) {
                folded = now;
                since = System.nanoTime();
            }
        }
    }

    private void reads(ApiServer server, String key) throws IOException, InterruptedException {
        HttpLoadPlan load = server.load(key, CONNECTIONS, READS, plan);
        int accounts = settings.accounts();
        timed(server, load, ReadLoads.account(accounts), "account",
                "GET A, p99 at 200 requests/s", 10);
        timed(server, load, ReadLoads.entries(accounts), "entries",
                "50 entries, p99 at 200 requests/s", 50);
        timed(server, load, ReadLoads.usageByApp(accounts, Instant.now()), "usage_by_app",
                "30 days by app, p99 at 200 requests/s", 50);
    }

    private void timed(ApiServer server, HttpLoadPlan load, HttpExchange exchange, String id,
            String what, double mostMillis) throws IOException, InterruptedException {
        add(ApiFigure.p99(id, what, mostMillis, run(server, load, exchange).effort()));
    }

    /**
     * The times at the rate that is asked, once what each request runs through is compiled and as
     * many holds end as begin; and then as many as are answered, which hold nothing.
     */
    private void admissions(ApiServer server, String key) throws IOException, InterruptedException {
        int accounts = settings.accounts();
        run(server, server.load(key, CONNECTIONS, 0, ApiPlan.WARM_UP),
                InferenceLoads.admissions(accounts));
        Measured timed = run(server, server.load(key, CONNECTIONS, ADMISSIONS,
                plan.notBefore(STEADY)), InferenceLoads.admissions(accounts));
        add(ApiFigure.p99("admissions_p99", "admissions that hold, p99 at 15,000/s",
                ADMISSION_MILLIS, timed.effort()));
        Measured most = run(server, server.load(key, CONNECTIONS, 0, plan),
                InferenceLoads.looks(accounts));
        add(ApiFigure.atLeast("admissions", "admissions a second", ADMISSIONS,
                most.result().perSecond(), "/s", most.effort()));
    }

    private void usage(ApiServer server, String key, String id, String what)
            throws IOException, InterruptedException {
        Measured measured = run(server, server.load(key, CONNECTIONS, 0, plan),
                InferenceLoads.usage(settings.accounts(), BATCH));
        Effort batches = measured.effort();
        add(ApiFigure.atLeast(id, what, USAGE, measured.result().perSecond() * BATCH, "/s",
                new Effort(batches.nanos(), batches.operations() * BATCH, batches.cpuSeconds(),
                        batches.loadAverage())));
    }

    /** A load's answers and what they took. */
    private record Measured(HttpLoadResult result, Effort effort) { }

    /** Processor time is that of the warm-up as well, and is told for each of all requests. */
    private Measured run(ApiServer server, HttpLoadPlan load, HttpExchange exchange)
            throws IOException, InterruptedException {
        double loadAverage = loadAverage();
        Duration before = server.cpu();
        HttpLoadResult result = HttpLoad.run(load, exchange);
        double cpu = server.cpu().minus(before).toMillis() / MILLIS_PER_SECOND;
        if (result.failed() > 0) {
            throw new IllegalStateException(result.failed() + " of " + exchange.method() + " "
                    + exchange.path().apply(0) + " were refused, " + result.answered()
                    + " answered");
        }
        if (result.putOff() > 0) {
            progress.accept(Figure.whole(result.putOff()) + " requests were put off (503) and sent"
                    + " again");
        }
        if (result.unanswered() > 0) {
            progress.accept(Figure.whole(result.unanswered()) + " requests were given up after the"
                    + " end: the server was that far behind");
        }
        return new Measured(result,
                new Effort(result.nanos(), result.sent(), cpu, loadAverage));
    }

    private void add(ApiFigure figure) {
        figures.add(figure);
        progress.accept(figure.line());
    }
}
