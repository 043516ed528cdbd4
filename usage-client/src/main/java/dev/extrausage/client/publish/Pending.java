package dev.extrausage.client.publish;

import dev.extrausage.client.Acknowledged;
import dev.extrausage.client.publish.spool.SpoolRecord;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * An event of this process on its way into the spool, and then until Kafka acknowledges it. One
 * compare-and-set decides whether it is kept: that of the writing thread, or that of the publishing
 * thread once it has waited long enough.
 */
final class Pending extends SpoolRecord {
    private static final VarHandle STATE;

    private final CompletableFuture<Acknowledged> acknowledged = new CompletableFuture<>();
    private volatile State state = State.QUEUED;
    private Thread waiter = Thread.currentThread();
    private NotPublished refusal;

    private enum State { QUEUED, TAKEN, KEPT, REFUSED, GIVEN_UP }

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Pending.class, "state", State.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** An event that the calling thread will wait for. */
    Pending(long time, byte[] key, byte[] value) {
        super(time, key, value);
    }

    /** Claims it for writing, by the writing thread; false if it was given up. */
    boolean take() {
        return STATE.compareAndSet(this, State.QUEUED, State.TAKEN);
    }

    @Override protected boolean written() {
        return decide(State.KEPT);
    }

    /** Refuses it, by the writing thread. */
    void refuse(NotPublished why) {
        refusal = why;
        decide(State.REFUSED);
    }

    private boolean decide(State to) {
        Thread waiting = waiter;
        waiter = null; // a waiting event may stay for hours, and must not retain the thread
        boolean decided = STATE.compareAndSet(this, State.TAKEN, to);
        LockSupport.unpark(waiting);
        return decided;
    }

    /**
     * Waits until it is kept; an interrupt does not shorten the wait, and is kept for the caller.
     *
     * @return false if that took longer: it is withdrawn
     * @throws NotPublished it was refused
     */
    boolean awaitKept(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean wasInterrupted = false;
        while (state == State.QUEUED || state == State.TAKEN) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                giveUp();
            } else {
                LockSupport.parkNanos(this, left);
                wasInterrupted |= Thread.interrupted();
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
        if (state == State.REFUSED) {
            throw refusal;
        }
        return state == State.KEPT;
    }

    private void giveUp() {
        if (!STATE.compareAndSet(this, State.QUEUED, State.GIVEN_UP)) {
            STATE.compareAndSet(this, State.TAKEN, State.GIVEN_UP);
        }
    }

    CompletableFuture<Acknowledged> acknowledged() {
        return acknowledged;
    }
}
