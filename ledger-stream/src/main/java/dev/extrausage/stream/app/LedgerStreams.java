package dev.extrausage.stream.app;

import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.CatalogKeeper;
import dev.extrausage.stream.startup.ChangelogTopics;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.MemoryCheck;
import dev.extrausage.stream.startup.OrderlyEnd;
import dev.extrausage.stream.startup.StartOffsets;
import dev.extrausage.stream.startup.TopicCheck;
import dev.extrausage.stream.stores.RocksDbMemory;
import dev.extrausage.stream.topology.InputClients;
import dev.extrausage.stream.topology.LedgerCounts;
import dev.extrausage.stream.topology.LedgerTopology;
import dev.extrausage.stream.topology.RefusalWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running ledger: this process's share of the partitions. It ends by {@link #close}, or by
 * itself after anything that is neither a bad input nor a transaction that Kafka has ended, since
 * passing over it could lose one; starting it again is the operator's, or the supervisor's.
 */
public final class LedgerStreams implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerStreams.class);
    /** The wait for each of two tries to stop: a process ends within ten seconds of SIGTERM. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(4);
    /** The longest that an orderly stop may take to ask for the generation of the changelogs. */
    private static final Duration LONGEST_ASK = Duration.ofSeconds(1);

    private final LedgerSettings settings;
    private final KafkaStreams streams;
    private final OwnPartitions ownPartitions;
    private final ZombieFence fence;
    private final RocksDbMemory memory;
    private final SchemaIds ids;
    private final OrderlyEnd orderlyEnd;
    private final int partitions;
    private final RefusalWatch refusals =
            new RefusalWatch(System::currentTimeMillis, LOG::warn);
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Throwable failure;
    /** That of the changelogs which the stores copy; empty: there were none at the start. */
    private Optional<String> generation = Optional.empty();
    private boolean began;
    private boolean closed;

    private LedgerStreams(LedgerSettings settings, Catalog catalog, SchemaIds ids,
            TopicCodecs codecs, int partitions, LedgerCounts counts) {
        this.settings = settings;
        this.ids = ids;
        this.partitions = partitions;
        orderlyEnd = new OrderlyEnd(settings);
        codecs.announce();
        memory = RocksDbMemory.beside(Runtime.getRuntime().maxMemory());
        try {
            streams = new KafkaStreams(LedgerTopology.build(catalog, codecs, partitions,
                    new ChangelogTopics(settings).configs(), counts, refusals),
                    StreamsSettings.of(settings, memory),
                    new InputClients(topic -> stampingFault(settings, topic)));
        } catch (RuntimeException e) {
            memory.close();
            throw e;
        }
        ownPartitions = new OwnPartitions(streams);
        fence = new ZombieFence(settings.applicationId(), settings.forClients(),
                ownPartitions::consumers, ownPartitions::areSharedOut);
        streams.setUncaughtExceptionHandler(this::goOnOrStop);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.NOT_RUNNING || now == KafkaStreams.State.ERROR) {
                ended.countDown();
            } else if (now == KafkaStreams.State.REBALANCING) {
                fence.look();
            }
        });
    }

    /**
     * Checks the cluster, keeps the catalog there, and starts; returns before it is ready ({@link
     * #isReady}).
     *
     * @param ids where schema ids come from; closed by whoever made it, after this
     * @param counts where it counts what it decides
     * @throws CannotStart when the cluster is not as it must be, or a version of the catalog that
     *     was in force is not as it was, with a sentence for each fault
     * @throws SchemaIds.SchemaRefused when a schema may not be written
     */
    public static LedgerStreams start(
            LedgerSettings settings, Catalog catalog, SchemaIds ids, LedgerCounts counts) {
        TopicCodecs codecs = TopicCodecs.of(ids);
        int partitions;
        Optional<String> generation;
        try (Admin admin = Admin.create(settings.forStart())) {
            StartOffsets.requireNoRestore(admin, settings.applicationId());
            partitions = TopicCheck.partitions(admin, settings.minInsyncReplicas());
            StartOffsets.require(admin, settings.applicationId(), partitions);
            MemoryCheck.require(admin, settings, partitions, codecs);
            generation = new ChangelogTopics(settings).generation(admin);
        }
        CatalogKeeper.keep(settings, catalog, partitions);
        LedgerStreams ledger =
                new LedgerStreams(settings, catalog, ids, codecs, partitions, counts);
        try {
            ledger.begin(generation);
            return ledger;
        } catch (RuntimeException e) {
            ledger.close();
            throw e;
        }
    }

    /** Starts a ledger whose counts nobody reads. */
    public static LedgerStreams start(LedgerSettings settings, Catalog catalog, SchemaIds ids) {
        return start(settings, catalog, ids, new LedgerCounts());
    }

    private static Optional<String> stampingFault(LedgerSettings settings, String topic) {
        try (Admin admin = Admin.create(settings.forStart())) {
            return TopicCheck.stampingFault(admin, topic);
        }
    }

    private void begin(Optional<String> generation) {
        if (!orderlyEnd.take(generation) && orderlyEnd.hasStores()) {
            LOG.info("the last process did not end in order, or the changelogs were made anew:"
                    + " every store is read again from its changelog");
            streams.cleanUp();
        }
        this.generation = generation;
        began = true;
        streams.start();
    }

    /**
     * Goes on where only a race is lost, with a new thread that reads its stores again from what is
     * committed; stops at anything else.
     */
    private StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse goOnOrStop(
            Throwable e) {
        if (isEndedByKafka(e)) {
            LOG.warn("Kafka had ended a transaction when it was to be committed, and nothing is"
                    + " lost: its inputs are decided again, by a new thread ({})",
                    StopReason.of(e));
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        failure = e;
        LOG.error("the ledger stops, nothing is lost: what was not committed is decided again after"
                + " the next start. The reason: {}", StopReason.of(e), e);
        return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }

    /**
     * Tells whether a commit met a transaction that its time-out, or a fence, had ended. A broker
     * answers a commit that comes while it ends the transaction with this exception, and not with
     * that of a fenced producer, for which Kafka Streams itself makes the tasks anew.
     */
    static boolean isEndedByKafka(Throwable e) {
        return e != null && (e instanceof InvalidTxnStateException || isEndedByKafka(e.getCause()));
    }

    /**
     * Tells whether it decides inputs now: it has partitions, every input of each has an active
     * task, and the stores of each open. A process that has no partitions is not ready; see {@link
     * #isSpare}.
     */
    public boolean isReady() {
        return ownPartitions.areReady();
    }

    /**
     * Tells whether it is healthy and has no partitions now: others decide them, and it stands by,
     * copying their stores, to take them over.
     */
    public boolean isSpare() {
        return ownPartitions.areNone();
    }

    /**
     * Returns what keeps it from its work, in clauses; none while {@link #isReady} or {@link
     * #isSpare}.
     */
    public List<String> problems() {
        return failure != null ? List.of("it has stopped: " + StopReason.of(failure))
                : ownPartitions.problems();
    }

    /** As {@link #problems}, for a process that is to decide every partition. */
    public List<String> problemsOfAll() {
        List<String> problems = problems();
        int active = activePartitions().size();
        return problems.isEmpty() && active < partitions
                ? List.of("it decides " + active + " of " + partitions + " partitions") : problems;
    }

    /** Tells whether this process alone decides every partition, as when it is the only one. */
    public boolean isReadyForAll() {
        return isReady() && activePartitions().size() == partitions;
    }

    /** The partitions of which every input has an active task here; empty unless running. */
    public Set<Integer> activePartitions() {
        return ownPartitions.active();
    }

    /** The metrics of Kafka Streams and its clients, with the ledger's counters among them. */
    public Map<MetricName, ? extends Metric> metrics() {
        return streams.metrics();
    }

    /** The entries of this process so far, and those that refuse. */
    public RefusalWatch.Refusals refusals() {
        return refusals.refusals();
    }

    /** The failure that made it stop by itself; empty if none did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    /** Waits until it has ended, by {@link #close} or by itself; then see {@link #failure}. */
    public void awaitEnd() throws InterruptedException {
        ended.await();
    }

    /** As {@link #awaitEnd}, for at most so long; whether it has ended. */
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        return ended.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Commits what is decided, leaves its group and stops. So another instance, or its own next
     * start, takes its partitions at once and need not wait for it to be missed.
     */
    @Override public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        fence.close();
        CloseOptions options = CloseOptions.timeout(LONGEST_CLOSE).withGroupMembershipOperation(
                CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
        boolean stopped = streams.close(options);
        if (!stopped) {
            // A thread may be waiting for a schema registry that does not answer.
            ids.close();
            stopped = streams.close(options);
        }
        if (stopped) {
            // Not before the stores are closed: they use it.
            memory.close();
            if (began && failure == null) {
                generation.or(() -> new ChangelogTopics(settings).generationWithin(LONGEST_ASK))
                        .ifPresent(orderlyEnd::leave);
            }
        } else {
            LOG.error("the ledger did not stop within {} s; it is left as it is",
                    2 * LONGEST_CLOSE.toSeconds());
        }
        ended.countDown();
    }
}
