package dev.extrausage.client.gate;

import dev.extrausage.client.Published;
import java.util.Objects;

/**
 * The hold of an {@link Admission}, apart from its answer, for a service that keeps very
 * many until their requests have ended. Safe for use by several threads.
 */
public final class Hold {
    /** Nothing held: whatever ends it changes nothing. */
    static final Hold NOTHING = new Hold(null, -1, SlotHolds.NOTHING);

    private final SlotHolds holds;
    private final int slot;
    /** The place with its generation, 0 or more; or that there is none. */
    private final long place;

    /** The hold that {@link SlotHolds#take} has returned for the account in that slot. */
    Hold(SlotHolds holds, int slot, long place) {
        this.holds = holds;
        this.slot = slot;
        this.place = place;
    }

    /**
     * Ends the hold as soon as a snapshot has the usage, which was acknowledged at this offset of
     * {@code usage-events}; now if one has it already.
     *
     * @throws IllegalArgumentException if it is below zero, as where Kafka cannot tell the offset
     */
    public void settleAt(long usageOffset) {
        if (usageOffset < 0) {
            throw new IllegalArgumentException("usageOffset is " + usageOffset + ": must be 0 or"
                    + " more; where Kafka cannot tell it, the time to live ends the hold");
        }
        if (place >= 0) {
            holds.settle(slot, place, usageOffset);
        }
    }

    /**
     * Calls {@link #settleAt} once the published usage is acknowledged. Where Kafka cannot tell the
     * offset, the time to live ends the hold.
     */
    public void settleWith(Published published) {
        Objects.requireNonNull(published, "published is null: must be what publish returned");
        published.acknowledged().thenAccept(a -> {
            if (a.offset() >= 0) {
                settleAt(a.offset());
            }
        });
    }

    /** Holds so much from now on, nano-USD, 0 or more. */
    void change(long nanos) {
        if (place >= 0) {
            holds.change(slot, place, nanos);
        }
    }

    /** Ends the hold now: the request did not run, or cost nothing. A second call does nothing. */
    public void release() {
        if (place >= 0) {
            holds.release(slot, place);
        }
    }
}
