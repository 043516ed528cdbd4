package dev.extrausage.api.writes;

import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Kafka a few times a second for a sign of life, so that a write need not wait to learn that
 * there is none: a connection that nobody takes is known at once, and a broker that takes it and
 * says nothing within a second.
 */
final class KafkaPulse implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaPulse.class);
    private static final Duration EVERY = Duration.ofMillis(250);
    private static final int ANSWER_MILLIS = 1_000;

    private final String bootstrap;
    private final Admin admin;
    private final Runnable whenHeard;
    private final Runnable whenLost;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            task -> {
                Thread thread = new Thread(task, "kafka-pulse");
                thread.setDaemon(true);
                return thread;
            });
    private volatile boolean alive;
    /** Of the clock's thread alone. */
    private boolean wasLost;

    /**
     * Begins to listen; until it has heard something, nothing is there.
     *
     * @param kafka how clients reach it
     * @param whenHeard is run after every sign of life, which counts unless this fails
     * @param whenLost is run when the first is missing
     */
    KafkaPulse(Map<String, Object> kafka, Runnable whenHeard, Runnable whenLost) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MILLIS);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, ANSWER_MILLIS);
        this.bootstrap = String.valueOf(kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
        this.whenHeard = whenHeard;
        this.whenLost = whenLost;
        admin = Admin.create(settings);
        clock.scheduleWithFixedDelay(this::listen, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** True if the last question was answered. */
    boolean isAlive() {
        return alive;
    }

    private void listen() {
        boolean before = alive;
        boolean now = hears() && isUsable();
        alive = now;
        if (before && !now) {
            LOG.warn("Kafka at {} gives no sign of life: writes are refused", bootstrap);
            wasLost = true;
            whenLost.run();
        } else if (now && wasLost) {
            LOG.info("Kafka at {} gives signs of life again: writes are taken", bootstrap);
            wasLost = false;
        }
    }

    private boolean isUsable() {
        try {
            whenHeard.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warn("Kafka at {} cannot be written to: {}", bootstrap, e.getMessage());
            return false;
        }
    }

    private boolean hears() {
        try {
            Cluster.knock(bootstrap);
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(ANSWER_MILLIS))
                    .nodes().get(2L * ANSWER_MILLIS, TimeUnit.MILLISECONDS);
            return true;
        } catch (ClusterProblem | KafkaException | ExecutionException
                | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        admin.close(Duration.ZERO);
    }
}
