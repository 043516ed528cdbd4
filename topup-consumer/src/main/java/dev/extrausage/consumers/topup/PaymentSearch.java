package dev.extrausage.consumers.topup;

import dev.extrausage.core.Change;
import dev.extrausage.core.HashedName;
import dev.extrausage.core.Outcome;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.ProcessorUnavailable;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.wire.EventCodec;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Finds the payment behind a credit: by its {@code payment_id} or, failing that, its {@code
 * top_up_id}, as the credit's entry in the journal names them (A4, A7).
 */
final class PaymentSearch {
    /** The most that the processor's clock may be ahead of the broker's, which stamps credits. */
    private static final long CLOCK_SKEW_MILLIS = Duration.ofDays(1).toMillis();

    private final CardProcessor processor;
    private final JournalSearch journal;
    private final BiFunction<String, String, TopUp> memory;

    /** {@code memory}: the top-up of an account and a name, or null; asked from any thread. */
    PaymentSearch(CardProcessor processor, JournalSearch journal,
            BiFunction<String, String, TopUp> memory) {
        this.processor = processor;
        this.journal = journal;
        this.memory = memory;
    }

    /** The payment of a credit that the ledger refused. */
    Optional<Payment> ofRefusedCredit(PayBack owed) throws ProcessorUnavailable {
        if (owed.cause() == PayBack.Cause.TOP_UP_REFUSED) {
            return processor.find(owed.topUpId());
        }
        Optional<BalanceChange> entry = journal.last(owed.accountId(), owed.at(),
                e -> e.getSequence() == owed.sequence());
        Change change = entry.map(PaymentSearch::changeOf).orElse(null);
        return change instanceof Change.CreditGranted credit
                ? of(owed.accountId(), credit) : Optional.empty();
    }

    /**
     * The payment of the lot that a refund was ordered of. The lot of a refund that failed before
     * has the payment of the lot which that refund was of: the order names it.
     */
    Optional<Payment> ofGrant(PayBack owed) throws ProcessorUnavailable {
        String accountId = owed.accountId();
        String grantId = owed.grantId();
        long before = owed.sequence();
        while (true) {
            TopUp own = memory.apply(accountId, grantId);
            if (own != null && own.stage() == TopUp.Stage.CREDITED) {
                return processor.find(grantId);
            }
            BalanceChange origin = lastApplied(owed, before, addingLot(grantId));
            Change change = origin == null ? null : changeOf(origin);
            if (change instanceof Change.CreditGranted credit) {
                return of(accountId, credit);
            }
            BalanceChange order = change instanceof Change.RefundFailed failed
                    ? lastApplied(owed, origin.getSequence(), orderBehind(accountId, failed))
                    : null;
            if (order == null) {
                return Optional.empty();
            }
            grantId = ((Change.RefundOrdered) changeOf(order)).grantId();
            before = order.getSequence();
        }
    }

    /** Tells whether the ledger has entered a credit of that payment, under whatever lot. */
    boolean isCredited(Payment payment) {
        return journal.lastSince(payment.accountId(), payment.at() - CLOCK_SKEW_MILLIS, e ->
                isApplied(e) && changeOf(e) instanceof Change.CreditGranted credit
                        && credit.kind().isBought()
                        && (payment.key().equals(credit.topUpId())
                                || payment.key().equals(credit.grantId())
                                || payment.paymentId().equals(credit.paymentId()))).isPresent();
    }

    /** One that took the account's money, if there is one. */
    private Optional<Payment> of(String accountId, Change.CreditGranted credit)
            throws ProcessorUnavailable {
        Optional<Payment> byId = credit.paymentId() == null
                ? Optional.empty() : processor.findById(credit.paymentId());
        if (byId.filter(p -> isUsable(p, accountId)).isPresent() || credit.topUpId() == null) {
            return byId;
        }
        Optional<Payment> byTopUp = processor.find(credit.topUpId());
        return byTopUp.isPresent() ? byTopUp : byId;
    }

    private static boolean isUsable(Payment payment, String accountId) {
        return payment.accountId().equals(accountId)
                && payment.status() != Payment.Status.DECLINED;
    }

    private BalanceChange lastApplied(PayBack owed, long before, Predicate<Change> isIt) {
        return journal.last(owed.accountId(), owed.at(), e -> e.getSequence() < before
                && isApplied(e) && isIt.test(changeOf(e))).orElse(null);
    }

    private static Predicate<Change> addingLot(String grantId) {
        return change -> change instanceof Change.CreditGranted credit
                        && credit.grantId().equals(grantId)
                || change instanceof Change.RefundFailed failed
                        && failed.grantId().equals(grantId);
    }

    private static Predicate<Change> orderBehind(String accountId, Change.RefundFailed failed) {
        return change -> change instanceof Change.RefundOrdered order
                && order.refundId().equals(failed.refundId())
                && HashedName.ofFailedRefund(accountId, order.grantId(), order.refundId())
                        .equals(failed.grantId());
    }

    private static boolean isApplied(BalanceChange entry) {
        return entry.getOutcome().equals(Outcome.APPLIED.name());
    }

    /** The change that an entry answers; null where that is usage. */
    private static Change changeOf(BalanceChange entry) {
        return entry.getCause() instanceof AccountEvent event
                ? EventCodec.toCore(event).change() : null;
    }
}
