package dev.extrausage.embedded;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.controller.Controller;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.image.MetadataDelta;
import org.apache.kafka.image.MetadataImage;
import org.apache.kafka.image.loader.LoaderManifest;
import org.apache.kafka.image.loader.MetadataLoader;
import org.apache.kafka.image.publisher.MetadataPublisher;

/**
 * The registration of the broker's last run: the metadata still says that it is alive and leads
 * every partition. It is removed between the start of the controller and that of the broker.
 *
 * <p>Left alone, it loses money. A new broker would take up the old leadership at once, and with it
 * the transactions that were committed, and acknowledged so, but had not yet their markers in the
 * partitions. It would send the markers to the old run's address, in vain, until the controller
 * gives the old run up and says that the partitions have no leader; which Kafka 4.3.1 mistakes for
 * "deleted" (KAFKA-20734): it skips the marker and files the transaction as complete. Its records
 * are then never read by anyone: seen in three of seven kills right after a commit, and in none of
 * a hundred since. Besides, the controller would not admit the new run until it gives the old one
 * up, nine seconds later.
 *
 * <p>With the old registration removed no partition has a leader until the new one is admitted;
 * then all have at once, and the markers are sent to where they belong.
 */
final class StaleRegistration implements MetadataPublisher {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long RETRY_MS = 10;

    private final int nodeId;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    private StaleRegistration(int nodeId) {
        this.nodeId = nodeId;
    }

    /**
     * Returns when {@code controller} has no broker {@code nodeId} registered, and {@code metadata}
     * (of which the broker will learn who leads what) has taken note of it.
     */
    static void remove(int nodeId, Controller controller, MetadataLoader metadata)
            throws InterruptedException, ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!isRemoved(nodeId, controller, deadline)) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("the controller did not become active within "
                        + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(RETRY_MS);
        }
        StaleRegistration watch = new StaleRegistration(nodeId);
        metadata.installPublishers(List.of(watch));
        watch.gone.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        metadata.removeAndClosePublisher(watch).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static boolean isRemoved(int nodeId, Controller controller, long deadline)
            throws InterruptedException, ExecutionException {
        try {
            controller.unregisterBroker(new ControllerRequestContext(new RequestHeaderData(),
                    KafkaPrincipal.ANONYMOUS, OptionalLong.of(deadline)), nodeId).get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokerIdNotRegisteredException) {
                return true; // the first start on this data
            }
            if (e.getCause() instanceof NotControllerException) {
                return false; // not elected yet, though it is the only candidate
            }
            throw e;
        }
    }

    @Override public String name() {
        return "stale-registration";
    }

    @Override public void onMetadataUpdate(
            MetadataDelta change, MetadataImage now, LoaderManifest source) {
        if (now.cluster().broker(nodeId) == null) {
            gone.complete(null);
        }
    }

    @Override public void close() {
        // nothing is held
    }
}
