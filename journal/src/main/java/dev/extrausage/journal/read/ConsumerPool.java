package dev.extrausage.journal.read;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Consumers for many threads, of which one at a time uses each. They are made when they are first
 * needed, at most so many, and kept; one that failed is thrown away. Safe for use by several
 * threads.
 */
final class ConsumerPool implements AutoCloseable {
    private final Supplier<Consumer<byte[], byte[]>> maker;
    private final Duration patience;
    private final int most;
    private final Semaphore free;
    private final Deque<Consumer<byte[], byte[]>> idle = new ArrayDeque<>();
    private boolean closed;

    ConsumerPool(Supplier<Consumer<byte[], byte[]>> maker, int most, Duration patience) {
        this.maker = maker;
        this.most = most;
        this.patience = patience;
        free = new Semaphore(most, true);
    }

    /**
     * Does {@code work} with a consumer.
     *
     * @throws JournalUnreadable if none becomes free in time, or Kafka fails
     */
    <T> T with(Function<Consumer<byte[], byte[]>, T> work) {
        acquire();
        Consumer<byte[], byte[]> consumer = null;
        boolean whole = false;
        try {
            consumer = take();
            T result = work.apply(consumer);
            whole = true;
            return result;
        } catch (KafkaException e) {
            throw new JournalUnreadable("the journal cannot be read: " + e.getMessage(), e);
        } finally {
            if (consumer != null) {
                giveBack(consumer, whole);
            }
            free.release();
        }
    }

    private void acquire() {
        try {
            if (free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalUnreadable("the reading of the journal was interrupted", e);
        }
        throw new JournalUnreadable("all " + most + " readers of the journal have been busy for "
                + patience.toMillis() + " ms", null);
    }

    private Consumer<byte[], byte[]> take() {
        synchronized (idle) {
            if (closed) {
                throw new JournalUnreadable("the readers of the journal are closed", null);
            }
            Consumer<byte[], byte[]> kept = idle.pollFirst();
            if (kept != null) {
                return kept;
            }
        }
        return maker.get();
    }

    private void giveBack(Consumer<byte[], byte[]> consumer, boolean whole) {
        synchronized (idle) {
            if (whole && !closed) {
                idle.addFirst(consumer);
                return;
            }
        }
        end(consumer);
    }

    /** There is no group to leave, and the answer to a fetch under way is not waited for. */
    private static void end(Consumer<byte[], byte[]> consumer) {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    /** Closes those that are idle now, and the others when their work ends. */
    @Override public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(ConsumerPool::end);
            idle.clear();
        }
    }
}
