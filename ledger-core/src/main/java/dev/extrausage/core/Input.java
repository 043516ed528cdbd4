package dev.extrausage.core;

/**
 * An event as the ledger received it.
 *
 * @param event the sender's report
 * @param receivedAt the record's broker append time, in milliseconds since 1970
 */
public record Input(Event event, long receivedAt) {
    /** Throws {@link BadInput} when {@code receivedAt} is not from 2000 to before 2100. */
    public Input {
        Bounds.time("received_at", receivedAt);
    }

    /** The input's time: a fast clock cannot pull the account forward (M3). */
    public long time() {
        return Math.min(event.occurredAt(), receivedAt);
    }
}
