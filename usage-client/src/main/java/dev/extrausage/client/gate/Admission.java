package dev.extrausage.client.gate;

import dev.extrausage.client.Published;

/**
 * An answer that also holds its estimate, so that requests at the same time cannot all pass on the
 * same last cent. The hold ends once: when the ledger's snapshot has the usage ({@link #settleAt}),
 * when the request is given up ({@link #release}), or when its time to live has passed.
 *
 * <p>ALLOWED holds the estimate; SHORT holds all that is left, so a service that does not run such
 * a request must release it; BLOCKED holds nothing. Safe for use by several threads.
 */
public final class Admission extends GateAnswer implements AutoCloseable {
    private static final int NONE = -1;

    // Where the hold lies, or NONE; the generation tells it from later ones in its place.
    final int slot;
    final int hold;
    final int generation;
    private final BalanceBook book;
    private volatile boolean handedOver;

    /** An answer that holds its estimate. */
    Admission(GateAnswer answer, BalanceBook book, int slot, int hold, int generation) {
        super(answer, null);
        this.book = book;
        this.slot = slot;
        this.hold = hold;
        this.generation = generation;
    }

    /** An answer that holds nothing; {@code policy} decides in its place unless it is null. */
    Admission(GateAnswer answer, BalanceBook book, PolicyAnswer policy) {
        super(answer, policy);
        this.book = book;
        slot = NONE;
        hold = NONE;
        generation = NONE;
    }

    /**
     * Ends the hold as soon as a snapshot has the usage, which was acknowledged at this offset of
     * {@code usage-events}; now if one has it already.
     */
    public void settleAt(long usageOffset) {
        handedOver = true;
        if (hold >= 0) {
            book.settle(this, usageOffset);
        }
    }

    /**
     * Calls {@link #settleAt} once the published usage is acknowledged. Where Kafka cannot tell the
     * offset, the time to live ends the hold.
     */
    public void settleWith(Published published) {
        handedOver = true;
        published.acknowledged().thenAccept(a -> {
            if (a.offset() >= 0) {
                settleAt(a.offset());
            }
        });
    }

    /**
     * Holds the request's real cost, now that it is known, in place of the estimate.
     *
     * @throws IllegalArgumentException if it is below zero
     */
    public Admission costs(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("the cost is below zero: " + nanos);
        }
        if (hold >= 0) {
            book.changeHold(this, nanos);
        }
        return this;
    }

    /**
     * Keeps the hold beyond {@link #close}, for a request whose usage is not acknowledged yet:
     * {@link #settleAt} or the time to live ends it.
     */
    public Admission keep() {
        handedOver = true;
        return this;
    }

    /** Ends the hold now: the request did not run, or cost nothing. A second call does nothing. */
    public void release() {
        if (hold >= 0) {
            book.release(this);
        }
    }

    /** Releases a hold that was neither settled nor kept, as when the request has failed. */
    @Override public void close() {
        if (!handedOver) {
            release();
        }
    }
}
