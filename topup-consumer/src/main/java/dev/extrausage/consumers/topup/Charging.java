package dev.extrausage.consumers.topup;

import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The charge of a top-up's card, once however often it is asked for (A6). */
final class Charging {
    private static final Logger LOG = LoggerFactory.getLogger(Charging.class);

    private final CardProcessor processor;

    Charging(CardProcessor processor) {
        this.processor = processor;
    }

    /** The top-up's payment; null when the processor has not decided, or not answered. */
    Payment ask(TopUp topUp) {
        try {
            return charge(topUp);
        } catch (ProcessorUnavailable e) {
            LOG.info("{}: asks again later: {}", topUp.name(), e.getMessage());
            return null;
        }
    }

    /** Looks first: the charge may have been made before a crash, and its key forgotten. */
    private Payment charge(TopUp topUp) throws ProcessorUnavailable {
        Payment known = processor.find(topUp.topUpId()).orElse(null);
        Payment payment = known != null ? known : processor.charge(
                topUp.topUpId(), topUp.accountId(), topUp.amountNanos());
        return payment.status() == Payment.Status.PROCESSING ? null : payment;
    }
}
