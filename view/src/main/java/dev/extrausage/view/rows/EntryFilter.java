package dev.extrausage.view.rows;

import dev.extrausage.core.Outcome;
import java.time.Instant;

/**
 * The entries wanted. What is null does not filter.
 *
 * @param from by {@link EntryRow#at}, inclusive
 * @param to exclusive
 * @param type {@code Usage} or a change's name
 * @param app compared with ASCII capitals folded, as the model
 * @param session as it was sent, as the member
 * @param minNanos the least of what the entry is about, by {@link EntryRow#amountNanos}
 */
public record EntryFilter(
        Instant from, Instant to, String type, Outcome outcome, String app, String model,
        String session, String member, Long minNanos) {
    /** All entries. */
    public static final EntryFilter ALL =
            new EntryFilter(null, null, null, null, null, null, null, null, null);
}
