package dev.extrausage.consumers.app;

import dev.extrausage.consumers.autoreload.AutoReloadConsumer;
import dev.extrausage.consumers.cyclereset.CycleResets;
import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.topup.TopUps;
import dev.extrausage.core.Catalog;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.schemas.SchemaIds;
import java.time.InstantSource;
import java.util.List;

/** The three consumers in one process. */
public final class TopUpConsumers implements AutoCloseable {
    private final List<ConsumerLoop> consumers;

    /**
     * The three, not started yet.
     *
     * @param catalog whose bounds a top-up must keep to, where the ledger keeps none
     * @param ids the schema ids of the cluster
     * @param processor charges the cards; stays the caller's to close, after this
     * @param clock the time, for all three
     */
    public TopUpConsumers(ConsumerSettings settings, Catalog catalog, SchemaIds ids,
            CardProcessor processor, InstantSource clock) {
        consumers = List.of(new TopUps(settings, catalog, ids, processor, clock),
                new AutoReloadConsumer(settings, ids), new CycleResets(settings, ids, clock));
    }

    /** The names of their consumer groups. */
    public static List<String> groups() {
        return List.of(TopUps.GROUP, AutoReloadConsumer.GROUP, CycleResets.GROUP);
    }

    /** Starts all three, once; a broker that is away is waited for. */
    public void start() {
        consumers.forEach(ConsumerLoop::start);
    }

    /** False once a bug has ended one of the three: the process is to be restarted. */
    public boolean isRunning() {
        return consumers.stream().allMatch(ConsumerLoop::isRunning);
    }

    /** True while all three do their work: each has reached Kafka, and none has failed since. */
    public boolean isReady() {
        return consumers.stream().allMatch(ConsumerLoop::isReady);
    }

    /**
     * Stops all three, each after its step at hand. Safe to call at any time, also twice.
     */
    @Override
    public void close() {
        ConsumerLoop.closeAll(consumers);
    }
}
