package dev.extrausage.consumers.cyclereset;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.Loop;
import dev.extrausage.consumers.runtime.SkippedRecords;
import dev.extrausage.schemas.SchemaIds;
import java.time.InstantSource;

/**
 * Makes time pass for idle accounts: when an account's {@code next_due_at} comes, sends the ledger
 * a {@code CycleReset} or {@code TimePassed}, once per account and instant (SPEC C2, C4).
 *
 * <p>All it knows it reads from {@code balances}, of its own partitions, from the beginning. Some
 * 75 bytes of memory an account ({@link Schedule}). Several instances share the partitions.
 */
public final class CycleResets implements AutoCloseable {
    public static final String GROUP = "extra-usage-cycle-resets";

    private final SkippedRecords passedOver = new SkippedRecords();
    private final Loop loop;

    /** {@code ids}: the schema ids of the cluster; {@code clock}: what time it is. */
    public CycleResets(ConsumerSettings settings, SchemaIds ids, InstantSource clock) {
        loop = new Loop(GROUP, () -> new CycleResetSession(settings, ids, clock, passedOver));
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
