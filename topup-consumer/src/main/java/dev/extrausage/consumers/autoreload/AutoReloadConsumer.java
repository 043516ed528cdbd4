package dev.extrausage.consumers.autoreload;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.KafkaClients;
import dev.extrausage.consumers.runtime.Loop;
import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.schemas.SchemaIds;

/**
 * Turns the ledger's notices {@code TOP_UP_DUE} into top-up requests with the same id, each exactly
 * once: the request and the notice's offset are one transaction (SPEC A2, A5). Several instances
 * share the partitions.
 */
public final class AutoReloadConsumer implements AutoCloseable {
    public static final String GROUP = "extra-usage-auto-reload";

    private final SkippedRecords passedOver = new SkippedRecords();
    private final Loop loop;

    /** {@code ids}: the schema ids of the cluster. */
    public AutoReloadConsumer(ConsumerSettings settings, SchemaIds ids) {
        loop = new Loop(GROUP,
                () -> new AutoReloadSession(new KafkaClients(settings, GROUP), ids, passedOver));
    }

    /** Begins, on a thread of its own; a broker that is away is waited for. */
    public void start() {
        loop.start();
    }

    /** Whether its thread lives. */
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** Whether it does its work now: it has reached Kafka, and nothing has failed since. */
    public boolean isReady() {
        return loop.isAtWork();
    }

    /** How many records it could do nothing with, since it was made. */
    public long passedOver() {
        return passedOver.count();
    }

    /** As {@link #close}, but does not wait for the end. */
    public void stop() {
        loop.stop();
    }

    /** Stops after the transaction at hand. */
    @Override
    public void close() {
        loop.close();
    }
}
