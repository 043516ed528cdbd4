package dev.extrausage.stack;

import dev.extrausage.stream.startup.CannotStart;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a stack, which end in the opposite order of their starts. */
final class StartedParts {
    private static final Logger LOG = LoggerFactory.getLogger(StartedParts.class);

    /** The last that started first; guarded by itself. */
    private final Deque<Part> parts = new ArrayDeque<>();
    /** Held by the one thread that stops the parts. */
    private final Object stopLock = new Object();
    private volatile boolean stopping;

    /** Something that runs, and how it is ended. */
    private record Part(String name, AutoCloseable closing) { }

    /**
     * Takes note of a part that runs.
     *
     * @throws CannotStart it was told to stop meanwhile; the part is stopped with the others
     */
    <T extends AutoCloseable> T add(String name, T part) {
        synchronized (parts) {
            parts.push(new Part(name, part));
        }
        if (stopping) {
            throw new CannotStart("stopped while it was starting");
        }
        return part;
    }

    /** From now on nothing more is to start. */
    void refuseMore() {
        stopping = true;
    }

    /** True if nothing more is to start. */
    boolean isStopping() {
        return stopping;
    }

    /** Stops all that run, whatever one of them throws. */
    void stopAll() {
        synchronized (stopLock) {
            for (Part part = lastStarted(); part != null; part = lastStarted()) {
                LOG.info("stopping the {}", part.name());
                try {
                    part.closing().close();
                } catch (Exception e) { // the others have to be stopped all the same
                    LOG.error("the {} did not stop in order", part.name(), e);
                }
            }
        }
    }

    private Part lastStarted() {
        synchronized (parts) {
            return parts.poll();
        }
    }
}
