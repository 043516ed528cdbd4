package dev.extrausage.client.publish;

import dev.extrausage.client.publish.spool.SpoolRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes events into the spool for the threads that publish, by group commit: one write for all
 * that are queued. Only this thread touches the disk, so however long the disk takes, a publishing
 * thread waits no longer than its bound.
 */
final class SpoolWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);
    /** Events are at most 1 KiB each, so that a batch fits the smallest segment. */
    private static final int MOST_AT_ONCE = 100;
    private static final long LOOK_UP_MILLIS = 100;
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final LongPredicate hasRoom;
    private final Disk disk;
    private final LongSupplier nanos;
    private volatile boolean isClosing;
    private Long toldAt;

    /** The events' destination: {@code Spool.append}. */
    interface Disk {
        void append(List<? extends SpoolRecord> records) throws IOException;
    }

    SpoolWriter(LongPredicate hasRoom, Disk disk) {
        this(hasRoom, disk, System::nanoTime);
    }

    /** The same by another clock, which never steps back. */
    SpoolWriter(LongPredicate hasRoom, Disk disk, LongSupplier nanos) {
        this.hasRoom = hasRoom;
        this.disk = disk;
        this.nanos = nanos;
    }

    /** Queues the event for {@link #run}. */
    void submit(Pending event) {
        queue.add(event);
    }

    /**
     * Waits for a submitted event as {@link Pending#awaitKept} does. One that is given up leaves
     * the queue: a disk may hang for hours, and requests go on coming.
     */
    boolean awaitKept(Pending event, long nanos) {
        boolean isKept = event.awaitKept(nanos);
        if (!isKept) {
            queue.remove(event);
        }
        return isKept;
    }

    /** The number of events that wait to be written. */
    int queued() {
        return queue.size();
    }

    /** Lets {@link #run} end when all that was submitted is written. */
    void close() {
        isClosing = true;
    }

    @Override public void run() {
        List<Pending> batch = new ArrayList<>();
        while (!isClosing || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(LOOK_UP_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, MOST_AT_ONCE - 1);
                    write(batch);
                    batch.clear();
                }
            } catch (InterruptedException e) {
                LOG.debug("an interrupt does not end the writing, closing does");
            }
        }
    }

    private void write(List<Pending> batch) {
        List<Pending> taken = new ArrayList<>();
        long bytes = 0;
        for (Pending event : batch) {
            if (!event.take()) {
                continue;
            }
            if (hasRoom.test(bytes + event.bytes())) {
                bytes += event.bytes();
                taken.add(event);
            } else {
                event.refuse(new NotPublished(NotPublished.Reason.SPOOL_FULL,
                        "the event is not published: so many wait for Kafka that the spool is"
                                + " full", null));
            }
        }
        if (!taken.isEmpty()) {
            append(taken);
        }
    }

    private void append(List<Pending> events) {
        try {
            disk.append(events);
        } catch (IOException | RuntimeException | Error e) { // the waiting threads must be told
            tell(e);
            events.forEach(event -> event.refuse(new NotPublished(NotPublished.Reason.DISK_FAILED,
                    "the event is not published: the spool does not take it: " + e.getMessage(),
                    e)));
        }
    }

    /** Once a minute: each refused event has the reason as well, and the log may fill that disk. */
    private void tell(Throwable why) {
        long now = nanos.getAsLong();
        if (toldAt == null || now - toldAt >= QUIET_NANOS) {
            toldAt = now;
            LOG.error("the spool takes no events: {}", why.toString());
        }
    }
}
