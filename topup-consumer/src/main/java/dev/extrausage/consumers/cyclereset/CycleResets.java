package dev.extrausage.consumers.cyclereset;

import dev.extrausage.consumers.runtime.ConsumerLoop;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.acl.Permissions;
import java.time.InstantSource;

/**
 * Makes time pass for idle accounts: when an account's {@code next_due_at} comes, sends the ledger
 * a {@code CycleReset} or {@code TimePassed}, once per account and instant (SPEC C2, C4).
 *
 * <p>All it knows it reads from {@code balances}, of its own partitions, from the beginning. Some
 * 75 bytes of memory an account ({@link Schedule}). Several instances share the partitions.
 */
public final class CycleResets extends ConsumerLoop {
    /** The consumer group. */
    public static final String GROUP = Permissions.CYCLE_RESETS;

    /** {@code ids}: the schema ids of the cluster; {@code clock}: what time it is. */
    public CycleResets(ConsumerSettings settings, SchemaIds ids, InstantSource clock) {
        super(GROUP, skipped -> CycleResetSession.open(settings, ids, clock, skipped));
    }
}
