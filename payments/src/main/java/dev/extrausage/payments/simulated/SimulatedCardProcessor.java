package dev.extrausage.payments.simulated;

import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A card processor that moves no money, so that the ledger can be run and tested whole. It is
 * durable: what it once answered, or lost the answer to, holds after any crash. Cards behave as
 * their names say ({@link SimulatedCard}); a call that times out does so at once, so nobody waits
 * for it.
 */
public final class SimulatedCardProcessor implements CardProcessor, AutoCloseable {
    private static final String ATTEMPT = "attempt";
    private static final String CHARGE = "charge";
    /** A whole payment paid back, as versions before part refunds wrote it. */
    private static final String WHOLE_REFUND = "refund";
    private static final String PART_REFUND = "part-refund";
    /** For how long a late answer is processed, by the processor's clock. */
    static final Duration LATENESS = Duration.ofMinutes(10);

    private final PaymentLog log;
    private final CardsOnFile cards;
    private final InstantSource clock;
    private final Duration keysRemembered;
    private final List<Payment> payments = new ArrayList<>();
    /** The place in the list of a key's first payment. */
    private final Map<String, Integer> firstOfKey = new HashMap<>();
    /** That of its latest, which an idempotency key stands for. */
    private final Map<String, Integer> lastOfKey = new HashMap<>();
    private final Map<String, Integer> byId = new HashMap<>();
    private final RefundBook refunds = new RefundBook();
    private final Set<String> attempted = new HashSet<>();

    private SimulatedCardProcessor(
            PaymentLog log, CardsOnFile cards, InstantSource clock, Duration keysRemembered) {
        this.log = log;
        this.cards = cards;
        this.clock = clock;
        this.keysRemembered = keysRemembered;
    }

    /**
     * Opens the processor whose payments are in {@code file}, or a new one.
     *
     * @param file lines of tab-separated fields; only one processor may have it open
     * @param cards the card of each account
     * @param clock its time
     * @param keysRemembered for how long a second charge with a key is known as such; afterwards it
     *     charges again, as real processors do, though {@link #find} knows every payment for ever
     * @throws IOException when the file is damaged or in use
     */
    public static SimulatedCardProcessor open(Path file, CardsOnFile cards, InstantSource clock,
            Duration keysRemembered) throws IOException {
        PaymentLog log = PaymentLog.open(file);
        SimulatedCardProcessor processor =
                new SimulatedCardProcessor(log, cards, clock, keysRemembered);
        log.found().forEach(processor::replay);
        return processor;
    }

    @Override
    public synchronized Payment charge(String key, String accountId, long amountNanos)
            throws ProcessorUnavailable {
        Integer known = lastOfKey.get(key);
        if (known != null && isRemembered(payments.get(known))) {
            return asOfNow(payments.get(known));
        }
        SimulatedCard card = cards.of(accountId);
        if (card == SimulatedCard.SILENT || card == SimulatedCard.TIMES_OUT && isFirstTry(key)) {
            throw new ProcessorUnavailable("the charge " + key + " timed out");
        }
        Payment made = make(key, accountId, amountNanos, card);
        if (card == SimulatedCard.LOSES_ANSWER || card == SimulatedCard.ANSWERS_LATE) {
            throw new ProcessorUnavailable("the answer to the charge " + key + " did not come");
        }
        return made;
    }

    @Override
    public synchronized Optional<Payment> find(String key) {
        return Optional.ofNullable(firstOfKey.get(key)).map(payments::get).map(this::asOfNow);
    }

    @Override
    public synchronized Optional<Payment> findById(String paymentId) {
        return Optional.ofNullable(byId.get(paymentId)).map(payments::get).map(this::asOfNow);
    }

    @Override
    public synchronized Refund refund(String paymentId, String key, long amountNanos)
            throws ProcessorUnavailable {
        Payment payment = findById(paymentId)
                .filter(p -> p.status() == Payment.Status.APPROVED)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no approved payment is called " + paymentId));
        Refund known = refunds.last(key);
        if (known != null && clock.millis() - known.at() <= keysRemembered.toMillis()) {
            return asOfNow(known);
        }
        SimulatedCard card = SimulatedCard.named(payment.method());
        String no = card == SimulatedCard.TAKES_NO_REFUND ? "refund_declined"
                : amountNanos > payment.restNanos() ? "exceeds_payment" : null;
        boolean late = card == SimulatedCard.ANSWERS_LATE;
        record(PART_REFUND, refunds.nextId(), key, paymentId, String.valueOf(amountNanos),
                (no == null ? Refund.Status.PAID : Refund.Status.FAILED).name(),
                no == null ? "" : no,
                String.valueOf(clock.millis() + (late ? LATENESS.toMillis() : 0)));
        if (late || card == SimulatedCard.LOSES_ANSWER) {
            throw new ProcessorUnavailable("the answer to the refund " + key + " did not come");
        }
        return asOfNow(refunds.last(key));
    }

    @Override
    public synchronized Optional<Refund> findRefund(String paymentId, String key) {
        return Optional.ofNullable(refunds.first(key))
                .filter(r -> r.paymentId().equals(paymentId)).map(this::asOfNow);
    }

    /**
     * Every payment ever tried, in order, as it stands now: what an audit compares with the
     * journal.
     */
    public synchronized List<Payment> payments() {
        return payments.stream().map(this::asOfNow).toList();
    }

    /** Every refund ever tried, in order, as it stands now. */
    public synchronized List<Refund> refunds() {
        return refunds.all().stream().map(this::asOfNow).toList();
    }

    /** Lets go of the file; what was answered is in it. */
    @Override
    public void close() throws IOException {
        log.close();
    }

    private boolean isRemembered(Payment payment) {
        return clock.millis() - payment.at() <= keysRemembered.toMillis();
    }

    private boolean isFirstTry(String key) {
        boolean first = !attempted.contains(key);
        if (first) {
            record(ATTEMPT, key);
        }
        return first;
    }

    private Payment make(String key, String accountId, long amountNanos, SimulatedCard card) {
        boolean declined = card == SimulatedCard.DECLINED;
        long at = clock.millis()
                + (card == SimulatedCard.ANSWERS_LATE ? LATENESS.toMillis() : 0);
        record(CHARGE, "pay_" + (payments.size() + 1), key, accountId, card.cardName(),
                String.valueOf(amountNanos),
                (declined ? Payment.Status.DECLINED : Payment.Status.APPROVED).name(),
                declined ? "card_declined" : "", String.valueOf(at));
        return asOfNow(payments.get(payments.size() - 1));
    }

    private Payment asOfNow(Payment payment) {
        return payment.at() > clock.millis() ? payment.as(Payment.Status.PROCESSING) : payment;
    }

    private Refund asOfNow(Refund refund) {
        return refund.at() > clock.millis() ? refund.as(Refund.Status.PROCESSING) : refund;
    }

    /** First on disk, then in memory: memory never knows what a crash could forget. */
    private void record(String... fields) {
        log.append(fields);
        replay(fields);
    }

    private void replay(String[] f) {
        switch (f[0]) {
            case ATTEMPT -> attempted.add(f[1]);
            case CHARGE -> charged(new Payment(f[1], f[2], f[3], f[4], Long.parseLong(f[5]),
                    Payment.Status.valueOf(f[6]), f[7].isEmpty() ? null : f[7],
                    Long.parseLong(f[8])));
            case WHOLE_REFUND -> {
                Payment whole = payments.get(firstOfKey.get(f[1]));
                refunded(new Refund(refunds.nextId(), f[1], whole.paymentId(),
                        whole.amountNanos(), Refund.Status.PAID, null, Long.parseLong(f[2])));
            }
            case PART_REFUND -> refunded(new Refund(f[1], f[2], f[3], Long.parseLong(f[4]),
                    Refund.Status.valueOf(f[5]), f[6].isEmpty() ? null : f[6],
                    Long.parseLong(f[7])));
            default -> throw new IllegalStateException(
                    "a payments file has no lines of kind " + f[0]);
        }
    }

    private void charged(Payment payment) {
        payments.add(payment);
        firstOfKey.putIfAbsent(payment.key(), payments.size() - 1);
        lastOfKey.put(payment.key(), payments.size() - 1);
        byId.put(payment.paymentId(), payments.size() - 1);
    }

    private void refunded(Refund refund) {
        refunds.add(refund);
        if (refund.status() == Refund.Status.PAID) {
            int of = byId.get(refund.paymentId());
            payments.set(of, payments.get(of).refunded(refund.amountNanos(), refund.at()));
        }
    }
}
