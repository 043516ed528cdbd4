package dev.extrausage.client.gate;

import dev.extrausage.client.Published;
import dev.extrausage.core.CatalogVersion.Texts;

/**
 * An answer that also holds its estimate, so that requests at the same time cannot all pass on the
 * same last cent. The hold ends once: when the ledger's snapshot has the usage ({@link #settleAt}),
 * when the request is given up ({@link #release}), or when its time to live has passed.
 *
 * <p>ALLOWED holds the estimate; SHORT holds all that is left, so a service that does not run such
 * a request must release it; BLOCKED holds nothing. Safe for use by several threads.
 */
public final class Admission extends GateAnswer implements AutoCloseable {
    private final Hold hold;
    private volatile boolean handedOver;

    /** An answer as {@link GateAnswer} has it, with its hold. */
    Admission(GateQuestion question, Headroom headroom, long cycleEnd, long knownAsOf,
            long usageOffset, PolicyAnswer policy, Texts texts, Hold hold) {
        super(question, headroom, cycleEnd, knownAsOf, usageOffset, policy, texts);
        this.hold = hold;
    }

    /** True if something was held: a policy's answer, and one about a cost of 0, hold nothing. */
    public boolean holdsAny() {
        return hold != Hold.NOTHING;
    }

    /** The hold apart from the answer, to be kept in its place while the request runs. */
    public Hold hold() {
        return hold;
    }

    /**
     * Ends the hold as soon as a snapshot has the usage, which was acknowledged at this offset of
     * {@code usage-events}; now if one has it already.
     *
     * @throws IllegalArgumentException if it is below zero, as where Kafka cannot tell the offset
     */
    public void settleAt(long usageOffset) {
        hold.settleAt(usageOffset);
        handedOver = true;
    }

    /**
     * Calls {@link #settleAt} once the published usage is acknowledged. Where Kafka cannot tell the
     * offset, the time to live ends the hold.
     */
    public void settleWith(Published published) {
        hold.settleWith(published);
        handedOver = true;
    }

    /**
     * Holds the request's real cost, now that it is known, in place of the estimate.
     *
     * @throws IllegalArgumentException if it is below zero
     */
    public Admission costs(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException("nanos is " + nanos + ": must be 0 or more");
        }
        hold.change(nanos);
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
        hold.release();
    }

    /** Releases a hold that was neither settled nor kept, as when the request has failed. */
    @Override public void close() {
        if (!handedOver) {
            release();
        }
    }
}
