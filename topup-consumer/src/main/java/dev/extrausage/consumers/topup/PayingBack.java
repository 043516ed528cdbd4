package dev.extrausage.consumers.topup;

import dev.extrausage.core.HashedName;
import dev.extrausage.core.Money;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.payments.Refund;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The paying back of a payment, whole (A4) or in parts (A7), once however often it is asked for:
 * the payment is looked for, then its refund of the key, and only then is a refund made.
 */
final class PayingBack {
    private static final Logger LOG = LoggerFactory.getLogger(PayingBack.class);

    private final CardProcessor processor;
    private final PaymentSearch payments;
    private final BiFunction<String, String, TopUp> memory;

    /** {@code memory}: the top-up of an account and a name, or null; asked from any thread. */
    PayingBack(CardProcessor processor, JournalSearch journal,
            BiFunction<String, String, TopUp> memory) {
        this.processor = processor;
        this.payments = new PaymentSearch(processor, journal, memory);
        this.memory = memory;
    }

    /** Returns its end; null when the processor has not decided, or it or Kafka not answered. */
    PaidBack ask(PayBack owed) {
        try {
            Optional<Payment> payment = owed.cause() == PayBack.Cause.ORDERED
                    ? payments.ofGrant(owed) : payments.ofRefusedCredit(owed);
            if (payment.isEmpty()) {
                return PaidBack.impossible("no payment of it is found", null);
            }
            return of(owed, payment.get());
        } catch (ProcessorUnavailable | ClusterProblem | KafkaException e) {
            LOG.info("{}: asks again later: {}", owed.key(), e.getMessage());
            return null;
        }
    }

    private PaidBack of(PayBack owed, Payment payment) throws ProcessorUnavailable {
        if (!payment.accountId().equals(owed.accountId())) {
            return PaidBack.impossible(
                    "the payment that it names is not this account's", payment);
        }
        return switch (payment.status()) {
            case PROCESSING -> null;
            case DECLINED -> PaidBack.impossible(
                    "the payment that it names took no money", payment);
            case APPROVED -> owed.cause() == PayBack.Cause.ORDERED
                    ? ordered(owed, payment) : unused(owed, payment);
        };
    }

    private PaidBack ordered(PayBack owed, Payment payment) throws ProcessorUnavailable {
        Optional<Refund> known = processor.findRefund(payment.paymentId(), owed.name());
        Refund refund = known.isPresent() ? known.get() : processor.refund(
                payment.paymentId(), owed.name(), owed.amountNanos());
        boolean isAnother = refund.status() == Refund.Status.PAID
                && refund.amountNanos() != owed.amountNanos();
        return isAnother ? new PaidBack(PaidBack.Result.CONTRADICTED, "the processor paid back "
                + Money.format(refund.amountNanos()) + " under the same name", payment, refund)
                : ended(payment, refund);
    }

    /** The whole of a payment that bought nothing, or what is left of it. */
    private PaidBack unused(PayBack owed, Payment payment) throws ProcessorUnavailable {
        String key = HashedName.ofRefusedCredit(owed.accountId(), payment.paymentId());
        Optional<Refund> known = processor.findRefund(payment.paymentId(), key);
        if (owed.cause() == PayBack.Cause.CREDIT_REFUSED) {
            if (isSettledByItsTopUp(payment)) {
                return new PaidBack(
                        PaidBack.Result.CREDITED, "its own top-up settles it", payment, null);
            }
            if (payments.isCredited(payment)) {
                return credited(payment, known);
            }
        }
        if (known.isEmpty() && payment.isRefunded()) {
            return new PaidBack(PaidBack.Result.PAID, null, payment, null);
        }
        return ended(payment, known.isPresent() ? known.get()
                : processor.refund(payment.paymentId(), key, payment.restNanos()));
    }

    /**
     * A top-up that is remembered here was remembered before its card was charged, so a payment
     * that exists, of a key that is not, is nobody's; unless the journal knows it.
     */
    private boolean isSettledByItsTopUp(Payment payment) {
        TopUp own = memory.apply(payment.accountId(), payment.key());
        return own != null && own.stage() != TopUp.Stage.DECLINED;
    }

    private static PaidBack credited(Payment payment, Optional<Refund> known) {
        boolean isBoth = known.isPresent() && known.get().status() != Refund.Status.FAILED;
        return isBoth
                ? new PaidBack(PaidBack.Result.CONTRADICTED,
                        "the payment was credited after it was paid back", payment, known.get())
                : new PaidBack(PaidBack.Result.CREDITED, "the payment was credited", payment, null);
    }

    private static PaidBack ended(Payment payment, Refund refund) {
        return switch (refund.status()) {
            case PROCESSING -> null;
            case PAID -> new PaidBack(PaidBack.Result.PAID, null, payment, refund);
            case FAILED -> new PaidBack(PaidBack.Result.IMPOSSIBLE,
                    "the processor will not pay it back (" + refund.failureReason() + ")", payment,
                    refund);
        };
    }
}
