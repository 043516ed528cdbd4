package dev.extrausage.consumers.topup;

import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.util.Optional;

/** A line on which no call arrives. */
record BrokenLine() implements CardProcessor {
    @Override
    public Payment charge(String key, String accountId, long amountNanos)
            throws ProcessorUnavailable {
        throw new ProcessorUnavailable("nobody heard of " + key);
    }

    @Override
    public Optional<Payment> find(String key) throws ProcessorUnavailable {
        throw new ProcessorUnavailable("nobody heard of " + key);
    }

    @Override
    public Optional<Payment> findById(String paymentId) throws ProcessorUnavailable {
        throw new ProcessorUnavailable("nobody heard of " + paymentId);
    }

    @Override
    public Refund refund(String paymentId, String key, long amountNanos)
            throws ProcessorUnavailable {
        throw new ProcessorUnavailable("nobody heard of " + key);
    }

    @Override
    public Optional<Refund> findRefund(String paymentId, String key) throws ProcessorUnavailable {
        throw new ProcessorUnavailable("nobody heard of " + key);
    }
}
