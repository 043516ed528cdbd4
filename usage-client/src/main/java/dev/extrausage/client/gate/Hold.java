package dev.extrausage.client.gate;

import dev.extrausage.client.Published;
import java.util.Objects;

/**
 * The hold of an {@link Admission}, apart from its answer, for a service that keeps very
 * many until their requests have ended. Safe for use by several threads.
 */
public final class Hold {
    /** Nothing held: whatever ends it changes nothing. */
    static final Hold NOTHING = new Hold(null, SlotHolds.NOTHING);

    private final SlotHolds holds;
    /** The place with its generation, 0 or more; or that there is none. */
    private final long number;

    /** The hold of which {@link SlotHolds#take} has returned the number. */
    Hold(SlotHolds holds, long number) {
        this.holds = holds;
        this.number = number;
    }

    /**
     * The number by which {@link UsageGate#hold} finds it again, 0 or more; -1 where nothing is
     * held. It is good at this gate alone; later holds have others.
     */
    public long number() {
        return number;
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
        if (number >= 0) {
            holds.settle(number, usageOffset);
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
        if (number >= 0) {
            holds.change(number, nanos);
        }
    }

    /** Ends the hold now: the request did not run, or cost nothing. A second call does nothing. */
    public void release() {
        if (number >= 0) {
            holds.release(number);
        }
    }
}
