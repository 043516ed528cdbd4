package dev.extrausage.consumers.topup;

import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.util.Optional;
import java.util.Random;

/** Loses every third call, half of them on the way there and half on the way back. */
record BadLine(CardProcessor processor, Random random) implements CardProcessor {
    @Override
    public Payment charge(String key, String accountId, long amountNanos)
            throws ProcessorUnavailable {
        int luck = luck();
        lostIf(luck == 0, key);
        Payment payment = processor.charge(key, accountId, amountNanos);
        lostIf(luck == 1, key);
        return payment;
    }

    @Override
    public Optional<Payment> find(String key) throws ProcessorUnavailable {
        lostIf(luck() < 2, key);
        return processor.find(key);
    }

    @Override
    public Optional<Payment> findById(String paymentId) throws ProcessorUnavailable {
        lostIf(luck() < 2, paymentId);
        return processor.findById(paymentId);
    }

    @Override
    public Refund refund(String paymentId, String key, long amountNanos)
            throws ProcessorUnavailable {
        int luck = luck();
        lostIf(luck == 0, key);
        Refund refund = processor.refund(paymentId, key, amountNanos);
        lostIf(luck == 1, key);
        return refund;
    }

    @Override
    public Optional<Refund> findRefund(String paymentId, String key) throws ProcessorUnavailable {
        lostIf(luck() < 2, key);
        return processor.findRefund(paymentId, key);
    }

    private synchronized int luck() {
        return random.nextInt(6);
    }

    private static void lostIf(boolean lost, String key) throws ProcessorUnavailable {
        if (lost) {
            throw new ProcessorUnavailable("the line was bad when asked about " + key);
        }
    }
}
