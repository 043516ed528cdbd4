package dev.extrausage.consumers.app;

import dev.extrausage.consumers.autoreload.AutoReloadConsumer;
import dev.extrausage.consumers.cyclereset.CycleResets;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.topup.TopUps;
import dev.extrausage.core.Catalog;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.schemas.SchemaIds;
import java.time.InstantSource;
import java.util.List;

/** The three consumers in one process. */
public final class TopUpConsumers implements AutoCloseable {
    private final TopUps topUps;
    private final AutoReloadConsumer autoReloads;
    private final CycleResets cycleResets;

    /**
     * @param catalog whose bounds a top-up must keep to
     * @param ids the schema ids of the cluster
     * @param processor who charges the cards; stays the caller's to close, after this
     * @param clock what time it is, for all three
     */
    public TopUpConsumers(ConsumerSettings settings, Catalog catalog, SchemaIds ids,
            CardProcessor processor, InstantSource clock) {
        topUps = new TopUps(settings, catalog, ids, processor, clock);
        autoReloads = new AutoReloadConsumer(settings, ids);
        cycleResets = new CycleResets(settings, ids, clock);
    }

    /** The names of their consumer groups. */
    public static List<String> groups() {
        return List.of(TopUps.GROUP, AutoReloadConsumer.GROUP, CycleResets.GROUP);
    }

    /** Starts all three, once; a broker that is away is waited for. */
    public void start() {
        topUps.start();
        autoReloads.start();
        cycleResets.start();
    }

    /**
     * Whether all three live: false once a bug has ended one, and the process is to be restarted.
     */
    public boolean isRunning() {
        return topUps.isRunning() && autoReloads.isRunning() && cycleResets.isRunning();
    }

    /** Whether all three do their work now: each has reached Kafka, and none has failed since. */
    public boolean isReady() {
        return topUps.isReady() && autoReloads.isReady() && cycleResets.isReady();
    }

    /**
     * Stops all three, each after its transaction at hand. Safe to call at any time, also twice.
     */
    @Override
    public void close() {
        cycleResets.stop();
        autoReloads.stop();
        topUps.stop();
        cycleResets.close();
        autoReloads.close();
        topUps.close();
    }
}
