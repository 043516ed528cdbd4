package dev.extrausage.benchmarks.rounds;

import dev.extrausage.benchmarks.contender.Job;
import dev.extrausage.benchmarks.contender.Runner;
import dev.extrausage.benchmarks.contender.Writing;
import dev.extrausage.benchmarks.load.LoadShape;
import dev.extrausage.benchmarks.load.LoadWriter;
import dev.extrausage.benchmarks.load.Openings;
import dev.extrausage.benchmarks.load.UsageLoad;
import dev.extrausage.benchmarks.process.Broker;
import dev.extrausage.benchmarks.process.RunFolder;
import dev.extrausage.benchmarks.settings.BenchSettings;
import dev.extrausage.benchmarks.settings.Contender;
import dev.extrausage.benchmarks.settings.TimeLimits;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * The test stand: a broker with the ledger's topics, the load, and a process for each contender
 * that is used, kept for the whole run. Nothing on it runs unless it is asked to.
 */
public final class Stand implements AutoCloseable {
    /** The number of usage events a second the senders send, by the times in the events. */
    private static final long SENT_PER_SECOND = 4_000;

    private final BenchSettings settings;
    private final RunFolder folder;
    private final Broker broker;
    private final Admin admin;
    private final LoadShape shape;
    private final UsageLoad usage;
    private final Map<Contender, Runner> runners = new EnumMap<>(Contender.class);
    private long nextSentAt;

    private Stand(BenchSettings settings, RunFolder folder, Broker broker) {
        this.settings = settings;
        this.folder = folder;
        this.broker = broker;
        admin = broker.admin();
        nextSentAt = System.currentTimeMillis() - settings.allEvents() * 1_000 / SENT_PER_SECOND;
        shape = LoadShape.of(settings, nextSentAt);
        usage = new UsageLoad(shape, ReleasedSchemas.load());
    }

    /** Starts the broker, and makes the ledger's topics. */
    public static Stand setUp(BenchSettings settings) {
        RunFolder folder = RunFolder.in(settings.directory());
        Broker broker = null;
        try {
            broker = Broker.start(folder.path());
            broker.makeTopics(LedgerSettings.single(broker.bootstrapServers(), folder.path()),
                    settings.partitions());
            return new Stand(settings, folder, broker);
        } catch (RuntimeException e) {
            if (broker != null) {
                broker.close();
            }
            folder.close();
            throw e;
        }
    }

    /** Opens all accounts, and has the ledger decide that; how many inputs it were. */
    public long openAccounts() {
        try (LoadWriter writer = new LoadWriter(broker.bootstrapServers())) {
            writer.open(new Openings(shape, ReleasedSchemas.load()));
        }
        Committed openings = committed(Contender.LEDGER, List.of(
                Topics.ACCOUNT_EVENTS.topicName(), Topics.CREDIT_EVENTS.topicName()));
        if (settings.contenders().contains(Contender.LEDGER)) {
            openings.beginAtZero();
            new Turn(broker, runner(Contender.LEDGER), openings)
                    .handle(job(Contender.LEDGER, List.of()), TimeLimits.NO_END);
        }
        return openings.written();
    }

    /** Puts so many more usage events on their topic. */
    public void addUsage(long events) {
        try (LoadWriter writer = new LoadWriter(broker.bootstrapServers())) {
            writer.usage(usage, events, nextSentAt, SENT_PER_SECOND);
        }
        nextSentAt += events * 1_000 / SENT_PER_SECOND;
    }

    /**
     * Has the ledger handle the usage that waits for it.
     *
     * @param longest what is not handled by then is left out for good
     */
    public TurnResult ledgerTurn(int round, Duration longest) {
        Committed usage = usageOf(Contender.LEDGER);
        usage.beginAtZero();
        TurnResult result = new Turn(broker, runner(Contender.LEDGER), usage)
                .run(job(Contender.LEDGER, List.of()), round, longest);
        if (usage.handled() < usage.written()) {
            usage.standBack(0);
        }
        return result;
    }

    /**
     * Has another contender handle the latest usage. It has no memory of what it has read before,
     * so it may be given the same again.
     *
     * @param writings the topics that a passthrough writes to, or the DSL's one; they must exist
     * @param events how many, or all if there are not so many
     * @param longest it is stopped then
     */
    TurnResult otherTurn(Contender contender, List<Writing> writings, int round, long events,
            Duration longest) {
        Committed usage = usageOf(contender);
        usage.standBack(events);
        return new Turn(broker, runner(contender), usage)
                .run(job(contender, writings), round, longest);
    }

    private Committed usageOf(Contender contender) {
        return committed(contender, List.of(Topics.USAGE_EVENTS.topicName()));
    }

    private Committed committed(Contender contender, List<String> topics) {
        return new Committed(admin, Job.groupOf(contender), topics, settings.partitions());
    }

    /** A contender's process; started when it is first asked for. */
    public Runner runner(Contender contender) {
        return runners.computeIfAbsent(contender,
                c -> Runner.start(c, folder.path(), settings.heapMegabytes(), List.of()));
    }

    /**
     * One more process for a contender, that nothing is compiled in yet, with more flags of its
     * JVM; the caller closes it.
     */
    public Runner freshRunner(Contender contender, List<String> flags) {
        return Runner.start(contender, folder.path(), settings.heapMegabytes(), flags);
    }

    /** The job of a contender of this stand. */
    public Job job(Contender contender, List<Writing> writings) {
        return new Job(contender, broker.bootstrapServers(), stateOf(contender).toString(),
                settings.threads(), settings.commitIntervalMillis(), writings);
    }

    /** The folder in which a contender keeps its stores. */
    public Path stateOf(Contender contender) {
        return folder("state-" + contender.option());
    }

    /** A folder of that name, removed with all data; made when it is first asked for. */
    public Path folder(String name) {
        try {
            return Files.createDirectories(folder.path().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An admin client of the broker; closed with the stand. */
    public Admin admin() {
        return admin;
    }

    /** The broker. */
    public Broker broker() {
        return broker;
    }

    /** The shape of the load. */
    public LoadShape shape() {
        return shape;
    }

    /** The usage events that come next; to be used by one thread at a time. */
    public UsageLoad usage() {
        return usage;
    }

    /** Kills all processes and removes all data. */
    @Override public void close() {
        runners.values().forEach(Runner::close);
        admin.close();
        broker.close();
        folder.close();
    }
}
