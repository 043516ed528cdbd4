package dev.extrausage.embedded;

import kafka.server.FaultHandlerFactory;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.server.fault.FaultHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles faults inside the broker. Kafka's own answer to a fatal one is to halt the process at
 * once. That is right while the broker serves: memory and disk may differ, and a restart recovers
 * (the ledger survives a kill at any point). It is wrong while the broker starts, when the caller
 * wants to hear why, and while it stops, when there is nothing left to protect.
 */
final class Faults implements FaultHandlerFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

    private enum Phase { STARTING, SERVING, STOPPING }

    private final FaultHandlerFactory kafkas = new StandardFaultHandlerFactory();
    private final Thread starter = Thread.currentThread();
    private Phase phase = Phase.STARTING;
    private Throwable first;

    @Override public FaultHandler build(String name, boolean fatal, Runnable action) {
        FaultHandler kafkasOwn = kafkas.build(name, fatal, action);
        return fatal ? (message, cause) -> fatal(kafkasOwn, name, message, cause) : kafkasOwn;
    }

    private RuntimeException fatal(
            FaultHandler kafkasOwn, String name, String message, Throwable cause) {
        RuntimeException fault = new IllegalStateException(name + ": " + message, cause);
        synchronized (this) {
            if (phase == Phase.STARTING) {
                keep(fault);
                return fault;
            }
            if (phase == Phase.STOPPING) {
                LOG.warn("while the broker was stopping", fault);
                return fault;
            }
        }
        return kafkasOwn.handleFault(message, cause);
    }

    /** The start may be waiting for the very thread that failed: wake it, or it waits in vain. */
    private void keep(RuntimeException fault) {
        if (first == null) {
            first = fault;
            if (Thread.currentThread() != starter) {
                starter.interrupt();
            }
        }
    }

    synchronized void serving() {
        phase = Phase.SERVING;
    }

    synchronized void stopping() {
        phase = Phase.STOPPING;
    }

    /**
     * The reason why the start failed: the fault on another thread that woke it, or {@code thrown}.
     */
    synchronized Throwable insteadOf(Throwable thrown) {
        boolean woken = starter == Thread.currentThread() && Thread.interrupted();
        for (Throwable e = thrown; e != null; e = e.getCause()) {
            woken |= e instanceof InterruptedException;
        }
        return woken && first != null ? first : thrown;
    }
}
