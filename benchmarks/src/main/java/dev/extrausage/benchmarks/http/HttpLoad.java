package dev.extrausage.benchmarks.http;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Repeats one kind of request over several kept connections, at a rate of its own whatever the
 * server's (an open loop), or as fast as it is answered. One thread serves all connections: with
 * one for each, switching between them took more of the processors than the requests did.
 */
public final class HttpLoad {
    private static final long NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long NANOS_PER_MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int DIGITS = 3;
    /** A server that is so far behind at the end is sent nothing any more. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long LONGEST_ANSWER_MILLIS = TimeUnit.SECONDS.toMillis(60);
    /** A selector counts in milliseconds: for less it is asked again and again. */
    private static final long LOOK_NANOS = TimeUnit.MICROSECONDS.toNanos(50);
    private static final long NEVER = Long.MAX_VALUE;
    /** The server has waited already, and asks for the same request once more. */
    private static final int NOT_NOW = 503;

    private final long start = System.nanoTime();
    private final HttpLoadPlan plan;
    private final long from;
    private final long end;
    /** Nanoseconds between two requests of one connection; 0: no more than the answer takes. */
    private final double between;
    private final Histogram nanos = new Histogram(DIGITS);
    private long sent;
    private long answered;
    private long failed;
    private long putOff;
    private long unanswered;
    private long inTime;
    private int running;

    /** A connection, and when its requests are due. Times are nanoseconds from the start. */
    private final class Sender {
        private final KeptConnection connection;
        private final double first;
        private long number;
        private long due;
        private long request;
        private boolean isAwaiting;
        private boolean isDone;

        Sender(HttpExchange exchange, Selector selector, double first) throws IOException {
            connection = new KeptConnection(plan, exchange, selector, this);
            this.first = first;
        }

        /** Sends a request if one is due; returns when the next is, as far as that is known. */
        long send() throws IOException {
            while (!isAwaiting && !isDone) {
                long now = now();
                due = between == 0 ? now : (long) (first + number * between);
                if (due >= end) {
                    isDone = true;
                    running--;
                } else if (due > now) {
                    return due;
                } else if (now >= end + PATIENCE_NANOS) {
                    number++;
                    count(0, now);
                } else {
                    number++;
                    isAwaiting = true;
                    request = sent++;
                    connection.send(request);
                }
            }
            return NEVER;
        }

        void receive() throws IOException {
            int status = connection.advance();
            if (status != 0) {
                if (!isAwaiting) {
                    throw new IOException("an answer came that nobody asked for");
                }
                long now = now();
                if (status == NOT_NOW && now < end + PATIENCE_NANOS) {
                    putOff++;
                    connection.send(request);
                } else {
                    isAwaiting = false;
                    count(status == NOT_NOW ? 0 : status, now);
                }
            }
        }

        private void count(int status, long now) {
            if (due >= from) {
                boolean isGood = status / 100 == 2;
                answered += isGood ? 1 : 0;
                failed += status != 0 && !isGood ? 1 : 0;
                unanswered += status == 0 ? 1 : 0;
                inTime += isGood && now < end ? 1 : 0;
                nanos.recordValue(now - due);
            }
        }
    }

    private HttpLoad(HttpLoadPlan plan) {
        this.plan = plan;
        from = plan.warmUp().toNanos();
        end = from + plan.measured().toNanos();
        between = plan.perSecond() == 0 ? 0
                : (double) NANOS_PER_SECOND * plan.connections() / plan.perSecond();
    }

    /**
     * Runs a load to its end.
     *
     * @throws IOException a connection failed
     */
    public static HttpLoadResult run(HttpLoadPlan plan, HttpExchange exchange) throws IOException {
        return new HttpLoad(plan).run(exchange);
    }

    private HttpLoadResult run(HttpExchange exchange) throws IOException {
        List<Sender> senders = new ArrayList<>();
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < plan.connections(); i++) {
                senders.add(new Sender(exchange, selector, between * i / plan.connections()));
            }
            running = senders.size();
            for (long next = send(senders); running > 0; next = send(senders)) {
                await(selector, next);
                for (SelectionKey key : selector.selectedKeys()) {
                    ((Sender) key.attachment()).receive();
                }
                selector.selectedKeys().clear();
            }
        } finally {
            for (Sender sender : senders) {
                sender.connection.close();
            }
        }
        return new HttpLoadResult(answered, failed, putOff, unanswered, sent,
                inTime * 1e9 / plan.measured().toNanos(), nanos);
    }

    /** Sends what is due; returns when the next will be, as far as that is known. */
    private static long send(List<Sender> senders) throws IOException {
        long next = NEVER;
        for (Sender sender : senders) {
            next = Math.min(next, sender.send());
        }
        return next;
    }

    private long now() {
        return System.nanoTime() - start;
    }

    /** Waits until something has come, or until that time. */
    private void await(Selector selector, long time) throws IOException {
        long left = time - now();
        if (time == NEVER) {
            if (selector.select(LONGEST_ANSWER_MILLIS) == 0) {
                throw new IOException("no answer came within " + LONGEST_ANSWER_MILLIS + " ms");
            }
        } else if (left >= NANOS_PER_MILLI) {
            selector.select(left / NANOS_PER_MILLI);
        } else {
            LockSupport.parkNanos(Math.min(left, LOOK_NANOS));
            selector.selectNow();
        }
    }
}
