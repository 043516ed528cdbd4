package dev.extrausage.view.project;

import dev.extrausage.kafka.BoundedConsumer;
import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.view.database.ViewDatabase;
import dev.extrausage.view.database.ViewPartition;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folding of all partitions, by as many threads as there are processors. It waits for Kafka and
 * for the database, whichever is away; what the database holds can be read meanwhile.
 */
public final class Projection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Projection.class);
    private static final long PAUSE_MILLIS = 500;
    private static final int ANSWER_MILLIS = 10_000;

    private final ViewDatabase database;
    private final Map<String, Object> kafka;
    private final FoldTools tools;
    private final Changed changed;
    private final AtomicLong entries = new AtomicLong();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread starter = new Thread(this::begin, "view-start");
    private final List<Lane> lanes = new ArrayList<>();
    private volatile List<ViewPartition> partitions = List.of();
    private volatile String problem = "The read model has not found Kafka yet.";

    /**
     * A projection that does nothing yet.
     *
     * @param kafka what any Kafka client is told
     * @param retention how long entries are kept one by one
     * @param changed is told what can be read now
     */
    public Projection(ViewDatabase database, Map<String, Object> kafka, SchemaIds ids,
            Duration retention, Clock clock, Changed changed) {
        this.database = database;
        this.kafka = Map.copyOf(kafka);
        this.changed = changed;
        tools = FoldTools.of(ids, retention, clock, new Told());
        starter.setDaemon(true);
    }

    /** Starts it, once, and returns at once. */
    public void start() {
        starter.start();
    }

    /** The partitions in the order of their numbers; none while their number is not known. */
    public List<ViewPartition> partitions() {
        return partitions;
    }

    /** Returns what is wrong now, in sentences. */
    public List<String> problems() {
        List<String> all = new ArrayList<>();
        if (problem != null) {
            all.add(problem);
        }
        for (ViewPartition p : partitions) {
            String ofDatabase = p.databaseProblem();
            String ofJournal = p.journalProblem();
            if (ofDatabase != null) {
                all.add(ofDatabase);
            }
            if (ofJournal != null && !all.contains(ofJournal)) {
                all.add(ofJournal);
            }
        }
        return all;
    }

    /** The entries folded by this process. */
    public long entries() {
        return entries.get();
    }

    private void begin() {
        while (closing.getCount() > 0) {
            try {
                restore();
                follow(ask());
                problem = null;
                return;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                problem = "The read model waits for Kafka: " + e.getMessage();
                LOG.debug("no Kafka yet", e);
            }
            await();
        }
    }

    /** Finds what an earlier life of the process has left, so that it can be read at once. */
    private void restore() {
        if (!partitions.isEmpty()) {
            return;
        }
        try {
            List<ViewPartition> found = numbered(database.partitions());
            for (ViewPartition p : found) {
                p.restore();
            }
            partitions = found;
        } catch (SQLException e) {
            LOG.debug("nothing can be read of the database yet", e);
        }
    }

    private List<ViewPartition> numbered(int count) {
        return IntStream.range(0, count).mapToObj(n -> new ViewPartition(n, database)).toList();
    }

    private Journal ask() throws InterruptedException {
        try (Admin admin = Admin.create(clients("view-admin"))) {
            return Journal.ask(admin);
        }
    }

    private synchronized void follow(Journal journal) {
        if (closing.getCount() == 0) {
            return;
        }
        if (partitions.size() != journal.partitions()) {
            partitions = numbered(journal.partitions());
        }
        int count = Math.min(journal.partitions(), Runtime.getRuntime().availableProcessors());
        for (int i = 0; i < count; i++) {
            int lane = i;
            List<Fold> folds = partitions.stream().filter(p -> p.number() % count == lane)
                    .map(p -> new Fold(p, database, tools)).toList();
            lanes.add(new Lane("view-" + lane, folds, journal.partitions(), () -> consumer(lane),
                    () -> Admin.create(clients("view-admin-" + lane)), tools, entries));
        }
        dropEarlier();
        lanes.forEach(Lane::start);
    }

    private Consumer<byte[], byte[]> consumer(int lane) {
        Map<String, Object> config = clients("view-" + lane);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        return new BoundedConsumer(config); // of requests for top-ups, too
    }

    private Map<String, Object> clients(String id) {
        Map<String, Object> config = new HashMap<>(HangingBrokers.reading());
        config.putAll(kafka);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, id);
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        // No beans: they would clash between the clients of one process, and nobody reads them.
        config.putIfAbsent(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return config;
    }

    private void await() {
        try {
            closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Passes on what changed; and when all is complete, what earlier versions left is deleted. */
    private final class Told implements Changed {
        @Override public void accounts(Set<String> accountIds) {
            changed.accounts(accountIds);
        }

        @Override public void all(ViewPartition partition) {
            changed.all(partition);
        }

        @Override public void complete(ViewPartition partition) {
            changed.complete(partition);
            dropEarlier();
        }
    }

    private void dropEarlier() {
        if (partitions.stream().allMatch(p -> p.knownAt() > 0)) {
            try {
                database.dropEarlier();
            } catch (SQLException | RuntimeException e) {
                LOG.warn("what an earlier version of the read model left is not deleted", e);
            }
        }
    }

    @Override public void close() {
        closing.countDown();
        starter.interrupt();
        synchronized (this) {
            lanes.parallelStream().forEach(Lane::close);
        }
    }
}
