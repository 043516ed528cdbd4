package dev.extrausage.core;

import java.util.HashSet;
import java.util.Set;

/**
 * The ids of one account's inputs that have an entry which is not {@code REFUSED} (M4). A port:
 * {@link Ledger#take} asks it and fills it, and each shell decides where the ids are kept.
 */
public interface DecidedIds {
    /** Tells whether {@code id} is remembered. Asked only inside M4's window. */
    boolean contains(EventId id);

    /**
     * Remembers the id of an input that was decided and not refused.
     *
     * @param receivedAt the input's, in milliseconds since 1970; ids that left the window by then
     *     need not be kept
     */
    void remember(EventId id, long receivedAt);

    /** An empty memory that keeps every id for ever, on the heap. */
    static DecidedIds unbounded() {
        Set<EventId> ids = new HashSet<>();
        return new DecidedIds() {
            @Override public boolean contains(EventId id) {
                return ids.contains(id);
            }

            @Override public void remember(EventId id, long receivedAt) {
                ids.add(id);
            }
        };
    }
}
