package dev.extrausage.benchmarks.failover;

import dev.extrausage.benchmarks.load.LoadShape;
import dev.extrausage.benchmarks.load.LoadWriter;
import dev.extrausage.benchmarks.load.Openings;
import dev.extrausage.benchmarks.load.UsageLoad;
import dev.extrausage.benchmarks.process.ImageJvm;
import dev.extrausage.benchmarks.process.RunFolder;
import dev.extrausage.benchmarks.report.Figure;
import dev.extrausage.benchmarks.report.Spread;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.embedded.cluster.KafkaCluster;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;

/**
 * Measures for how long inputs wait when a process of the ledger, or a broker, ends: three brokers
 * and two ledgers with standbys, under a steady load.
 */
public final class FailoverRun implements AutoCloseable {
    /** The load: enough that each partition has some to decide at any moment. */
    static final int EVENTS_PER_SECOND = 400;

    /** Brokers run for weeks: three that compile beside each other are not what is measured. */
    private static final List<String> BROKER_FLAGS = List.of(
            "-Xms512m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final Duration LONGEST = Duration.ofMinutes(10);
    /** The ledgers compile, and the standbys copy what the openings left. */
    private static final Duration WARM_UP = Duration.ofSeconds(45);
    private static final Duration LOOK = Duration.ofMillis(20);
    /** After a restart the standby copies what it has missed, and Streams looks each minute. */
    private static final Duration BOTH_WORK_WITHIN = Duration.ofSeconds(90);
    /** As a machine without power: nobody hears that its connections are gone. */
    private static final Duration HANGS = Duration.ofSeconds(60);
    private static final int AIM_AFTER_KILL = 10;
    private static final int AIM_IN_ORDER = 2;
    private static final double NANOS_PER_SECOND = 1e9;

    private final BenchSettings settings;
    private final Consumer<String> progress;
    private final RunFolder folder;
    private final KafkaCluster kafka;
    private final List<LedgerProcess> ledgers;
    private final LoadShape shape;

    private FailoverRun(BenchSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
        shape = LoadShape.of(settings, System.currentTimeMillis());
        folder = RunFolder.in(settings.directory());
        try {
            kafka = KafkaCluster.start(
                    new KafkaCluster.Plan(folder.path(), BROKER_FLAGS, Map.of(), null));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
        Path path = folder.path();
        ledgers = List.of(1, 2).stream().map(i -> new LedgerProcess("ledger-" + i, path,
                kafka.bootstrapServers(), settings.threads())).toList();
    }

    /**
     * Measures all of it.
     *
     * @param settings whose {@code rounds} are how often each thing ends
     * @param progress hears what is going on, a line at a time
     */
    public static List<FailoverResult> run(BenchSettings settings, Consumer<String> progress) {
        try (FailoverRun run = new FailoverRun(settings, progress)) {
            return run.measure();
        }
    }

    /** One end and what came of it; {@code ready} is null where nothing was started again. */
    private record Measured(DecisionWatch.Gap gap, Double ready, double loadAverage) { }

    @FunctionalInterface private interface End {
        /** Lets it happen, and all that is measured with it; seconds until ready, or null. */
        Double happen(DecisionWatch watch);
    }

    private List<FailoverResult> measure() {
        long openings = openAccounts();
        try (DecisionWatch watch =
                        new DecisionWatch(kafka.bootstrapServers(), settings.partitions());
                SteadyLoad load = new SteadyLoad(kafka.bootstrapServers(),
                        new UsageLoad(shape, ReleasedSchemas.load()), EVENTS_PER_SECOND)) {
            decideOpenings(watch, openings);
            startFromArchive();
            load.go();
            LockSupport.parkNanos(WARM_UP.toNanos());
            awaitAll(watch);
            return List.of(
                    result("a ledger, by kill -9", AIM_AFTER_KILL, watch, this::killLedger),
                    result("a ledger, in order", AIM_IN_ORDER, watch, this::stopLedger),
                    result("both ledgers, one after the other", AIM_IN_ORDER, watch,
                            this::rollLedgers),
                    result("a broker, by kill -9", AIM_AFTER_KILL, watch, this::killBroker),
                    result("a broker and a ledger, by kill -9", AIM_AFTER_KILL, watch,
                            this::killMachine),
                    result("a broker that hangs", AIM_AFTER_KILL, watch, this::haltBroker),
                    result("all brokers, one after the other", AIM_IN_ORDER, watch,
                            this::rollBrokers));
        }
    }

    private long openAccounts() {
        LedgerSettings ledger = new LedgerSettings(kafka.bootstrapServers(),
                LedgerSettings.DEFAULT_APPLICATION_ID, folder.path(), 1, 2, 3, 2, Map.of());
        try (Admin admin = Admin.create(ledger.forClients())) {
            TopicSetup.apply(admin, ledger, settings.partitions());
        }
        progress.accept("opening " + Figure.whole(settings.accounts()) + " accounts ...");
        try (LoadWriter writer = new LoadWriter(kafka.bootstrapServers())) {
            return writer.open(new Openings(shape, ReleasedSchemas.load()));
        }
    }

    /** Each event has an entry then. */
    private void decideOpenings(DecisionWatch watch, long openings) {
        ledgers.get(0).start(flags(List.of(ImageJvm.keepsClassesIn(archive()))));
        ledgers.get(1).start(flags(List.of()));
        await("both ledgers are ready", () -> ledgers.stream().allMatch(LedgerProcess::isReady));
        progress.accept("deciding what waits ...");
        await("every opening is decided", () -> watch.entries() >= openings);
    }

    /** From then on they start as in the image, whose classes lie in an archive. */
    private void startFromArchive() {
        for (LedgerProcess ledger : ledgers) {
            ledger.stop();
            ledger.start(flags(ImageJvm.startsFrom(archive())));
            await("the ledger is ready again", ledger::isReady);
        }
    }

    private Path archive() {
        return folder.path().resolve("classes.jsa");
    }

    private List<String> flags(List<String> more) {
        List<String> flags = new ArrayList<>(ImageJvm.flags());
        flags.add("-Xmx" + settings.heapMegabytes() + "m");
        flags.addAll(more);
        return flags;
    }

    private FailoverResult result(String what, double aim, DecisionWatch watch, End end) {
        List<Measured> all = new ArrayList<>();
        for (int i = 0; i < settings.rounds(); i++) {
            awaitCalm(watch);
            Measured one = once(watch, end);
            progress.accept(what + ": a gap of " + Figure.decimal(one.gap().gapSeconds(), 1)
                    + " s" + (one.ready() == null ? ""
                    : ", ready again after " + Figure.decimal(one.ready(), 1) + " s"));
            all.add(one);
        }
        return new FailoverResult(what, aim,
                Spread.of(all.stream().map(m -> m.gap().gapSeconds()).toList()),
                Spread.of(all.stream().map(m -> m.gap().allAfterSeconds()).toList()),
                all.get(0).ready() == null ? null
                        : Spread.of(all.stream().map(Measured::ready).toList()),
                all.stream().mapToDouble(Measured::loadAverage).max().orElse(0));
    }

    private Measured once(DecisionWatch watch, End end) {
        watch.begin();
        Double ready = end.happen(watch);
        awaitAll(watch);
        // What comes late, such as a second rebalance, counts as well.
        LockSupport.parkNanos(Duration.ofSeconds(3).toNanos());
        return new Measured(watch.gap(), ready, Math.max(0,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
    }

    /** As on a good day: each broker leads its share, and both ledgers have partitions. */
    private void awaitCalm(DecisionWatch watch) {
        kafka.awaitWhole(LONGEST);
        kafka.electPreferredLeaders();
        long end = System.nanoTime() + BOTH_WORK_WITHIN.toNanos();
        while (System.nanoTime() < end
                && ledgers.stream().anyMatch(ledger -> ledger.activePartitions() == 0)) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
        }
        awaitAll(watch);
    }

    private void awaitAll(DecisionWatch watch) {
        long now = System.nanoTime();
        await("every partition decides", () -> watch.hasAllSince(now));
    }

    /** The one of the two that has more to lose. */
    private LedgerProcess busier() {
        return ledgers.get(0).activePartitions() >= ledgers.get(1).activePartitions()
                ? ledgers.get(0) : ledgers.get(1);
    }

    private Double killLedger(DecisionWatch watch) {
        LedgerProcess ledger = busier();
        watch.begin();
        ledger.kill();
        awaitAll(watch);
        return secondsUntilReady(ledger);
    }

    private Double stopLedger(DecisionWatch watch) {
        LedgerProcess ledger = busier();
        watch.begin();
        ledger.stop();
        awaitAll(watch);
        return secondsUntilReady(ledger);
    }

    private Double rollLedgers(DecisionWatch watch) {
        double slowest = 0;
        for (LedgerProcess ledger : ledgers) {
            ledger.stop();
            slowest = Math.max(slowest, secondsUntilReady(ledger));
        }
        return slowest;
    }

    private Double secondsUntilReady(LedgerProcess ledger) {
        long start = System.nanoTime();
        ledger.start();
        await("the ledger is ready again", ledger::isReady);
        return (System.nanoTime() - start) / NANOS_PER_SECOND;
    }

    private Double killBroker(DecisionWatch watch) {
        kafka.kill(1);
        awaitAll(watch);
        kafka.startAgain(1);
        return null;
    }

    /** As of a machine with both. */
    private Double killMachine(DecisionWatch watch) {
        LedgerProcess ledger = busier();
        watch.begin();
        kafka.kill(1);
        ledger.kill();
        awaitAll(watch);
        kafka.startAgain(1);
        return secondsUntilReady(ledger);
    }

    private Double haltBroker(DecisionWatch watch) {
        kafka.haltFor(1, HANGS);
        return null;
    }

    private Double rollBrokers(DecisionWatch watch) {
        for (int broker = 1; broker <= KafkaCluster.SIZE; broker++) {
            kafka.stop(broker);
            kafka.startAgain(broker);
            kafka.awaitWhole(LONGEST);
        }
        return null;
    }

    private void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("after " + LONGEST.toMinutes() + " minutes not: "
                        + what + "\n" + ledgers.get(0).tail() + ledgers.get(1).tail());
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    /** Kills all processes and removes all data. */
    @Override public void close() {
        ledgers.forEach(LedgerProcess::close);
        kafka.close();
        folder.close();
    }
}
