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
     * The request's usage was acknowledged at this offset of {@code usage-events}: the hold ends in
     * the instant in which a snapshot arrives that has it, or now if one has already.
     */
    public void settleAt(long usageOffset) {
        handedOver = true;
        if (hold >= 0) {
            book.settle(this, usageOffset);
        }
    }

    /**
     * The request's usage was published: once it is acknowledged, {@link #settleAt} is called with
     * the offset. Where Kafka cannot tell the offset, the time to live ends the hold.
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
     * What the request did cost, now that it is known: held from now on in place of the estimate.
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
     * The request ran and its usage is on its way, but not acknowledged yet: {@link #close} then
     * leaves the hold alone, and {@link #settleAt} or its time to live ends it.
     */
    public Admission keep() {
        handedOver = true;
        return this;
    }

    /** The request did not run, or cost nothing: the hold ends now. Again: no effect. */
    public void release() {
        if (hold >= 0) {
            book.release(this);
        }
    }

    /** Releases what was neither settled nor kept, as when the request failed on its way. */
    @Override public void close() {
        if (!handedOver) {
            release();
        }
    }
}
