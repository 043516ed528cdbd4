package dev.extrausage.consumers.topup;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.Loop;
import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.core.Catalog;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.schemas.SchemaIds;
import java.time.InstantSource;

/**
 * Answers every top-up request once: charges the card on file and tells the ledger of the credit,
 * or of the decline; and pays back what the ledger refused to credit (SPEC A4, A6).
 *
 * <p>A request is first remembered, in one Kafka transaction with the request's offset; then its
 * card is charged, with no transaction of its own open; then the answer and the memory of it are
 * written in a second one. So wherever it stops, it goes on from what it remembers. Several
 * instances share the partitions.
 */
public final class TopUps implements AutoCloseable {
    public static final String GROUP = "extra-usage-top-ups";

    private final SkippedRecords passedOver = new SkippedRecords();
    private final Loop loop;

    /**
     * @param catalog whose bounds a top-up must keep to
     * @param ids the schema ids of the cluster
     * @param processor who charges the cards; stays the caller's to close, after this
     * @param clock what time it is
     */
    public TopUps(ConsumerSettings settings, Catalog catalog, SchemaIds ids, CardProcessor processor,
            InstantSource clock) {
        loop = new Loop(GROUP, () -> TopUpSession.open(
                settings, catalog, ids, processor, clock, passedOver));
    }

    /** Begins, on threads of its own; a broker that is away is waited for. */
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

    /**
     * Stops after the transaction at hand; charges still open are asked about at the next start.
     */
    @Override
    public void close() {
        loop.close();
    }
}
