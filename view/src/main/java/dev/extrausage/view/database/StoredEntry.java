package dev.extrausage.view.database;

import dev.extrausage.view.rows.EntryRow;

/**
 * An entry as it was read from its row.
 *
 * @param lateNanos what of its payment by the allowance took effect at the input's time (U6)
 */
public record StoredEntry(EntryRow row, long lateNanos) {
    /** The input's time, when a late part took effect; milliseconds since 1970. */
    public long time() {
        return Math.min(row.occurredAt().toEpochMilli(), row.receivedAt().toEpochMilli());
    }
}
