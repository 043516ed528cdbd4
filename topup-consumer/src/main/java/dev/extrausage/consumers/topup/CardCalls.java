package dev.extrausage.consumers.topup;

import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the card processor about every outstanding top-up until it answers, each on its own, with
 * growing pauses (SPEC A6).
 *
 * <p>Belongs to one thread, but for the calls themselves. It never gives up: only who owns the
 * top-up takes it out. What it knows can be lost at any time, since the top-ups themselves are
 * remembered.
 */
final class CardCalls implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CardCalls.class);
    private static final long LONGEST_RETRY_MILLIS = Duration.ofMinutes(5).toMillis();
    private static final int MOST_DOUBLINGS = 20;
    private static final long LONGEST_END_MILLIS = 2000;

    private final CardProcessor processor;
    private final int atOnce;
    private final long firstRetryMillis;
    private final ExecutorService threads;
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private int running;

    /** {@code payment}: as the processor has it; null when it did not answer. */
    record Answer(TopUp topUp, Payment payment) {}

    private static final class Call {
        private final TopUp topUp;
        private boolean isRunning;
        private int unanswered;
        private long notBefore;

        Call(TopUp topUp, long notBefore) {
            this.topUp = topUp;
            this.notBefore = notBefore;
        }
    }

    CardCalls(CardProcessor processor, int atOnce, Duration firstRetry) {
        this.processor = processor;
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

    /** The number of top-ups that wait for an answer. */
    int outstanding() {
        return calls.size();
    }

    /** The number of calls are open now. */
    int open() {
        return running;
    }

    /** Asks about that top-up from now on. */
    void add(TopUp topUp) {
        calls.put(topUp.name(), new Call(topUp, Long.MIN_VALUE));
    }

    /** Asks no more about these; an answer that still comes is not handed on. */
    void drop(Predicate<TopUp> which) {
        calls.values().removeIf(call -> which.test(call.topUp));
    }

    /** Begins the calls that are due, as many as may be open; who waited longest comes first. */
    void begin(long now) {
        for (Call call : calls.values()) {
            if (running >= atOnce) {
                return;
            }
            if (!call.isRunning && call.notBefore <= now) {
                call.isRunning = true;
                running++;
                threads.execute(() -> ask(call.topUp));
            }
        }
    }

    /** What the processor has answered since; what it has not is asked again later. */
    List<Answer> take(long now) {
        List<Answer> taken = new ArrayList<>();
        for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
            running--;
            Call call = calls.get(answer.topUp().name());
            if (call == null || call.topUp != answer.topUp()) {
                continue; // Dropped since: whoever owns it now asks for himself.
            }
            calls.remove(answer.topUp().name());
            if (answer.payment() == null) {
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
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.warn("{} calls to the card processor are still open", running);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void postpone(Call call, long now) {
        long wait = firstRetryMillis << Math.min(MOST_DOUBLINGS, call.unanswered);
        call.unanswered++;
        call.isRunning = false;
        call.notBefore = now + Math.min(LONGEST_RETRY_MILLIS, wait);
        calls.put(call.topUp.name(), call);
    }

    private void ask(TopUp topUp) {
        Payment payment = null;
        try {
            payment = topUp.stage() == TopUp.Stage.REFUNDING
                    ? refund(topUp.topUpId()) : charge(topUp);
        } catch (ProcessorUnavailable e) {
            LOG.info("{}: asks again later: {}", topUp.name(), e.getMessage());
        } catch (RuntimeException e) {
            // Nobody knows what the call did, so it counts as unanswered, whatever went wrong.
            LOG.error("{}: the call failed, asks again later", topUp.name(), e);
        } finally {
            answers.add(new Answer(topUp, payment));
        }
    }

    /** Looks first: the charge may have been made before a crash, and its key forgotten (A6). */
    private Payment charge(TopUp topUp) throws ProcessorUnavailable {
        Payment known = processor.find(topUp.topUpId()).orElse(null);
        Payment payment = known != null ? known : processor.charge(
                topUp.topUpId(), topUp.accountId(), topUp.amountNanos());
        return payment.status() == Payment.Status.PROCESSING ? null : payment;
    }

    private Payment refund(String key) throws ProcessorUnavailable {
        Payment payment = processor.refund(key);
        return payment.isRefunded() ? payment : null;
    }
}
