package dev.extrausage.consumers.topup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks about every outstanding errand, a top-up to be charged or a payment to be paid back, until
 * there is an answer, each on its own, with growing pauses (SPEC A6, A7).
 *
 * <p>Belongs to one thread, but for the calls themselves. It never gives up: only who owns the
 * errand takes it out. What it knows can be lost at any time, since the errands themselves are
 * remembered.
 *
 * @param <E> the errands
 * @param <A> what is answered
 */
final class CardCalls<E, A> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardCalls.class);
    private static final long LONGEST_RETRY_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int MOST_DOUBLINGS = 20;
    private static final Duration LONGEST_END = Duration.ofSeconds(2);

    private final Function<E, String> names;
    private final Function<E, A> asked;
    private final int atOnce;
    private final long firstRetryMillis;
    private final ExecutorService threads;
    private final Map<String, Call<E>> calls = new LinkedHashMap<>();
    private final Queue<Answer<E, A>> answers = new ConcurrentLinkedQueue<>();
    private int running;

    /** {@code outcome}: null when there was no answer. */
    record Answer<E, A>(E errand, A outcome) {}

    private static final class Call<E> {
        private final E errand;
        private boolean isRunning;
        private int unanswered;
        private long notBefore;

        Call(E errand, long notBefore) {
            this.errand = errand;
            this.notBefore = notBefore;
        }
    }

    /**
     * Calls that nobody has asked for yet.
     *
     * @param names tells one errand from another
     * @param asked makes the call, on a thread of its own; null when there was no answer
     * @param atOnce how many calls may be open together
     * @param firstRetry the wait before an unanswered call is made again
     */
    CardCalls(Function<E, String> names, Function<E, A> asked, int atOnce, Duration firstRetry) {
        this.names = names;
        this.asked = asked;
        this.atOnce = atOnce;
        this.firstRetryMillis = firstRetry.toMillis();
        this.threads = Executors.newFixedThreadPool(atOnce, CardCalls::thread);
    }

    /** A call that never ends must not keep a stopped process alive. */
    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, TopUps.GROUP + "-card");
        thread.setDaemon(true);
        return thread;
    }

    /** The number of errands that wait for an answer. */
    int outstanding() {
        return calls.size();
    }

    /** The number of calls that are open now. */
    int open() {
        return running;
    }

    /** Asks about that errand from now on. */
    void add(E errand) {
        calls.put(names.apply(errand), new Call<>(errand, Long.MIN_VALUE));
    }

    /** Asks no more about these; an answer that still comes is not handed on. */
    void drop(Predicate<E> which) {
        calls.values().removeIf(call -> which.test(call.errand));
    }

    /** Begins the calls that are due, as many as may be open; who waited longest comes first. */
    void begin(long now) {
        for (Call<E> call : calls.values()) {
            if (running >= atOnce) {
                return;
            }
            if (!call.isRunning && call.notBefore <= now) {
                call.isRunning = true;
                running++;
                threads.execute(() -> ask(call.errand));
            }
        }
    }

    /** Takes the answers that came since; errands without one are asked about again later. */
    List<Answer<E, A>> take(long now) {
        List<Answer<E, A>> taken = new ArrayList<>();
        for (Answer<E, A> answer = answers.poll(); answer != null; answer = answers.poll()) {
            running--;
            Call<E> call = calls.get(names.apply(answer.errand()));
            if (call == null || call.errand != answer.errand()) {
                continue; // Dropped since: whoever owns it now asks for himself.
            }
            calls.remove(names.apply(answer.errand()));
            if (answer.outcome() == null) {
                postpone(call, now);
            } else {
                taken.add(answer);
            }
        }
        return taken;
    }

    /** Lets open calls end by themselves: to interrupt a payment would only make it uncertain. */
    @Override
    public void close() {
        closeAll(List.of(this));
    }

    /** Closes these together, so that several take no longer than one. */
    static void closeAll(List<CardCalls<?, ?>> all) {
        all.forEach(calls -> calls.threads.shutdown());
        long end = System.nanoTime() + LONGEST_END.toNanos();
        try {
            for (CardCalls<?, ?> calls : all) {
                if (!calls.threads.awaitTermination(
                        end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    LOG.warn("{} calls to the card processor are still open", calls.running);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void postpone(Call<E> call, long now) {
        long wait = firstRetryMillis << Math.min(MOST_DOUBLINGS, call.unanswered);
        call.unanswered++;
        call.isRunning = false;
        call.notBefore = now + Math.min(LONGEST_RETRY_MILLIS, wait);
        calls.put(names.apply(call.errand), call);
    }

    private void ask(E errand) {
        A outcome = null;
        try {
            outcome = asked.apply(errand);
        } catch (RuntimeException e) {
            // Nobody knows what the call did, so it counts as unanswered, whatever went wrong.
            LOG.error("{}: the call failed, asks again later", names.apply(errand), e);
        } finally {
            answers.add(new Answer<>(errand, outcome));
        }
    }
}
