package dev.extrausage.kafka.catalog;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.kafka.CatchUp;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.Follower;
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
 * may not be read. A topic that holds what is no catalog is not passed over: what was read last
 * stays, and nothing counts as read before it is mended.
 */
public final class CatalogFollower implements Supplier<Catalog>, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogFollower.class);
    private static final long ABSENT_PAUSE_MILLIS = 3_000;
    private static final long FAILURE_PAUSE_MILLIS = 500;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

    private final Map<String, Object> clients;
    private final Catalog configured;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "catalog-follower");
    private volatile Catalog catalog;
    private volatile boolean isRead;
    private Long saidAt;

    private CatalogFollower(Map<String, Object> clients, Catalog configured) {
        this.clients = Map.copyOf(clients);
        this.configured = configured;
        catalog = configured;
        thread.setDaemon(true);
    }

    /**
     * A follower of the topic on that Kafka, which may be away at first.
     *
     * @param clients settings of any Kafka client: its address and its security
     * @param configured holds where the topic has no catalog
     */
    public static CatalogFollower start(Map<String, Object> clients, Catalog configured) {
        CatalogFollower follower = new CatalogFollower(clients, configured);
        follower.thread.start();
        return follower;
    }

    /** One that follows nothing: the catalog stays as it is given. */
    public static CatalogFollower of(Catalog fixed) {
        CatalogFollower follower = new CatalogFollower(Map.of(), fixed);
        follower.isRead = true;
        return follower;
    }

    /** The catalog as far as it is known now. */
    @Override public Catalog get() {
        return catalog;
    }

    /** Tells whether the topic was read to its end once, or was found not to be there. */
    public boolean isRead() {
        return isRead;
    }

    /** Waits until {@link #isRead}; returns false if that takes longer. */
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
            long pause = FAILURE_PAUSE_MILLIS;
            try {
                follow();
                pause = ABSENT_PAUSE_MILLIS;
            } catch (RuntimeException e) {
                if (isForbidden(e) && !isRead) {
                    settle(configured);
                }
                sayOnceAMinute(e);
            }
            pause(pause);
        }
    }

    /** Returns when there is no such topic, or at the end. */
    private void follow() {
        KeptVersions kept = new KeptVersions();
        try (Admin admin = Admin.create(CatalogTopic.common(clients, "catalog-topic"))) {
            List<TopicPartition> partitions = CatalogTopic.partitions(admin);
            if (partitions.isEmpty()) {
                settle(configured);
                return;
            }
            try (Follower follower = CatalogTopic.follower(clients, kept)) {
                CatchUp catchUp = follower.followFromStart(partitions);
                for (catchUp.advance(); !catchUp.isDone() && !isClosing(); catchUp.advance()) {
                    follower.read(true);
                }
                keepUp(follower, partitions, kept);
            }
        }
    }

    /** Takes on what comes; not before the other records of its transaction have come, too. */
    private void keepUp(Follower follower, List<TopicPartition> partitions, KeptVersions kept) {
        while (!isClosing()) {
            settle(kept.catalog().orElse(configured));
            long seen = kept.records();
            while (!isClosing() && kept.records() == seen) {
                follower.read(true);
            }
            if (!isClosing()) {
                follower.catchUp(partitions);
            }
        }
    }

    private synchronized void settle(Catalog now) {
        boolean isNews = !isRead || !now.versions().equals(catalog.versions());
        catalog = now;
        isRead = true;
        notifyAll();
        if (isNews) {
            LOG.info("the catalog has the versions {}{}", now.versions().stream()
                    .map(CatalogVersion::version).collect(Collectors.joining(", ")),
                    now == configured ? ", as configured: the ledger has written none" : "");
        }
    }

    private static boolean isForbidden(RuntimeException e) {
        return e instanceof AuthorizationException || e.getCause() instanceof AuthorizationException;
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

    private void pause(long millis) {
        try {
            closing.await(millis, TimeUnit.MILLISECONDS);
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
