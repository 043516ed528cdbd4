package dev.extrausage.consumers.topup;

import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.util.Optional;

/**
 * A line to the processor that dies with the consumer: calls arrive, no answer about what they did
 * ever comes back. Payments can be looked up once they are what a refund is of.
 */
record DeafLine(CardProcessor processor, boolean isDeafToCharges) implements CardProcessor {
    DeafLine(CardProcessor processor) {
        this(processor, true);
    }

    @Override
    public Payment charge(String key, String accountId, long amountNanos)
            throws ProcessorUnavailable {
        processor.charge(key, accountId, amountNanos);
        throw new ProcessorUnavailable("the consumer died before it heard of " + key);
    }

    @Override
    public Optional<Payment> find(String key) throws ProcessorUnavailable {
        return isDeafToCharges ? Optional.empty() : processor.find(key);
    }

    @Override
    public Optional<Payment> findById(String paymentId) throws ProcessorUnavailable {
        return processor.findById(paymentId);
    }

    @Override
    public Refund refund(String paymentId, String key, long amountNanos)
            throws ProcessorUnavailable {
        processor.refund(paymentId, key, amountNanos);
        throw new ProcessorUnavailable("the consumer died before it heard of the refund " + key);
    }

    @Override
    public Optional<Refund> findRefund(String paymentId, String key) {
        return Optional.empty();
    }
}
