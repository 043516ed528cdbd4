package dev.extrausage.kafka.catalog;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.Follower;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The catalog in force, as the ledger keeps it on {@code catalog-versions}: read on a thread of its
 * own, and followed without a restart. Safe for use by several threads; {@link #get} is one read of
 * a volatile field.
 *
 * <p>The catalog that its owner was configured with holds where the topic has none: before it is
 * read, while there is no such topic (beside a ledger of the version before), while it is empty, or
 * may not be read. A topic that holds what is no catalog, or no longer holds a version that has
 * begun, was not written by a ledger: then what was read last stays, and nothing counts as read
 * before it is mended.
 */
public final class CatalogFollower implements Supplier<Catalog>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogFollower.class);
    private static final long PAUSE_MILLIS = 1_000;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Map<String, Object> clients;
    private final Catalog configured;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "catalog-follower");
    private volatile Catalog catalog;
    private volatile boolean isRead;
    /** Belongs to the thread, as the next: the versions last read from the topic. */
    private List<CatalogVersion> kept = List.of();
    private Long saidAt;

    /**
     * A follower that does nothing yet.
     *
     * @param clients settings of any Kafka client: its address and its security
     * @param configured holds where the topic has no catalog
     */
    public CatalogFollower(Map<String, Object> clients, Catalog configured) {
        this.clients = Map.copyOf(clients);
        this.configured = configured;
        catalog = configured;
        thread.setDaemon(true);
    }

    /** One that follows nothing: the catalog stays as it is given. */
    public static CatalogFollower fixed(Catalog catalog) {
        CatalogFollower follower = new CatalogFollower(Map.of(), catalog);
        follower.isRead = true;
        return follower;
    }

    /** Starts it, once; a Kafka that is away is waited for. */
    public void start() {
        thread.start();
    }

    /** The catalog as far as it is known now. */
    @Override public Catalog get() {
        return catalog;
    }

    /**
     * The catalog once the topic was read to its end, or was found not to be there.
     *
     * @throws ClusterProblem it takes longer
     */
    public Catalog getRead(Duration longest) {
        try {
            if (isRead || await(any -> isRead, longest)) {
                return catalog;
            }
        } catch (InterruptedException e) {
            throw Cluster.interrupted(e);
        }
        throw new ClusterProblem("The catalog on " + Topics.CATALOG_VERSIONS.topicName()
                + " was not read within " + longest.toSeconds() + " s.");
    }

    /** True once the topic was read, or was found not to be there. */
    public boolean isRead() {
        return isRead;
    }

    /** Waits until the topic was read once, or was found not to be there; false after longer. */
    public boolean awaitRead(Duration longest) throws InterruptedException {
        return await(any -> isRead, longest);
    }

    /** Waits for a catalog that is {@code wanted}; returns false if that takes longer. */
    public synchronized boolean await(Predicate<Catalog> wanted, Duration longest)
            throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!wanted.test(catalog)) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private void run() {
        while (!isClosing()) {
            try (Admin admin = Admin.create(CatalogTopic.common(clients, "catalog-topic"))) {
                follow(awaitTopic(admin));
            } catch (RuntimeException e) {
                if (isForbidden(e) && !isRead) {
                    settle(configured);
                }
                sayOnceAMinute(e);
            }
            pause();
        }
    }

    private List<TopicPartition> awaitTopic(Admin admin) {
        List<TopicPartition> partitions = CatalogTopic.partitions(admin);
        while (partitions.isEmpty() && !isClosing()) {
            take(List.of());
            pause();
            partitions = CatalogTopic.partitions(admin);
        }
        return partitions;
    }

    /** Takes on what comes; not before the other records of its transaction have come, too. */
    private void follow(List<TopicPartition> partitions) {
        KeptVersions read = new KeptVersions();
        try (Follower follower = CatalogTopic.follower(clients, read)) {
            CatchUp catchUp = follower.followFromStart(partitions);
            for (catchUp.advance(); !catchUp.isDone() && !isClosing(); catchUp.advance()) {
                follower.read(true);
            }
            while (!isClosing()) {
                take(read.versions());
                long seen = read.records();
                while (!isClosing() && read.records() == seen) {
                    follower.read(true);
                }
                follower.catchUp(partitions);
            }
        }
    }

    private void take(List<CatalogVersion> versions) {
        long now = System.currentTimeMillis();
        for (CatalogVersion version : kept) {
            if (version.effectiveFrom() <= now && !versions.contains(version)) {
                throw new ClusterProblem("The topic " + Topics.CATALOG_VERSIONS.topicName()
                        + " has version " + version.version() + ", which has begun, no longer or"
                        + " not as it was.");
            }
        }
        settle(KeptVersions.catalog(versions).orElse(configured));
        kept = versions;
    }

    private synchronized void settle(Catalog now) {
        boolean isNews = !isRead || !now.versions().equals(catalog.versions());
        catalog = now;
        isRead = true;
        notifyAll();
        if (isNews) {
            LOG.info("the catalog has the versions {}{}", now.versions().stream()
                    .map(CatalogVersion::version).collect(Collectors.joining(", ")),
                    now == configured ? ", as configured: the ledger has kept none" : "");
        }
    }

    private static boolean isForbidden(RuntimeException e) {
        return e instanceof AuthorizationException
                || e.getCause() instanceof AuthorizationException;
    }

    private void sayOnceAMinute(RuntimeException e) {
        long now = System.nanoTime();
        if (!isClosing() && (saidAt == null || now - saidAt > QUIET_NANOS)) {
            saidAt = now;
            LOG.warn("the catalog cannot be followed at the moment, {}; this is tried again: {}",
                    isRead ? "and stays as it is" : "and is not known yet",
                    e instanceof ClusterProblem ? e.getMessage() : e.toString());
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void pause() {
        try {
            closing.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closing.countDown();
        }
    }

    /** Ends it; one that waits for an answer of Kafka ends by itself a little later. */
    @Override public void close() {
        closing.countDown();
        try {
            thread.join(LONGEST_CLOSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
