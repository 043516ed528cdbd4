package dev.extrausage.consumers.topup;

import dev.extrausage.core.HashedName;
import dev.extrausage.core.Money;
import dev.extrausage.payments.Payment;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.json.AttentionCase;
import dev.extrausage.schemas.json.AttentionCase.About;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The cases that go on the attention list (A8), each with its story and its remedy. A case is named
 * after what it is about, so that the same one is there once.
 */
final class AttentionCases {
    private static final String PAY_OTHERWISE = "Tell the customer. If it is paid back by other"
            + " means, write a CreditRefunded of the returned grant.";
    private static final String COMPARE = "Compare the journal with the processor's list: the"
            + " customer may have both the credit and the money.";

    private AttentionCases() {}

    /** The record that lists it. Its partition follows from the key, as with any other writer. */
    static ProducerRecord<byte[], byte[]> record(AttentionCase listed) {
        return new ProducerRecord<>(Topics.ATTENTION.topicName(), bytes(listed.key()),
                bytes(listed.toJson()));
    }

    /** A paid credit that was refused, and cannot be paid back (A4). */
    static AttentionCase refusedCredit(PayBack owed, PaidBack answer) {
        return new AttentionCase(owed.accountId(), HashedName.ofCase("paid-credit",
                owed.accountId() + "/" + owed.grantId() + "/" + moneyOf(owed, answer)),
                AttentionCase.PAID_CREDIT_REFUSED, owed.at(),
                "The ledger refused a paid credit of " + Money.format(owed.amountNanos())
                        + ", and it cannot be paid back: " + answer.why() + ".",
                "Find the payment. Pay it back by hand, or write the credit again under a new"
                        + " grant_id, and tell the customer.",
                new About(owed.amountNanos(), owed.grantId(), owed.topUpId(), answer.paymentId(),
                        null, owed.sequence() == 0 ? null : (Long) owed.sequence()), null);
    }

    /** Names the money of a grant: by its top-up, else its payment, else the refusing entry. */
    private static String moneyOf(PayBack owed, PaidBack answer) {
        if (owed.topUpId() != null) {
            return owed.topUpId();
        }
        return answer.paymentId() != null ? "payment/" + answer.paymentId()
                : "entry/" + owed.sequence();
    }

    /** An ordered refund that cannot be paid back (A7). */
    static AttentionCase failedRefund(PayBack owed, PaidBack answer) {
        return new AttentionCase(owed.accountId(), failedRefund(owed.accountId(), owed.name()),
                AttentionCase.REFUND_FAILED, owed.at(),
                "A refund of " + Money.format(owed.amountNanos()) + " of the grant "
                        + owed.grantId() + " cannot be paid back: " + answer.why()
                        + ". The credit returns as the grant " + owed.name() + ".",
                PAY_OTHERWISE,
                new About(owed.amountNanos(), owed.grantId(), null, answer.paymentId(),
                        owed.refundId(), owed.sequence()), null);
    }

    /** As {@link #failedRefund(PayBack, PaidBack)}, where only the ledger's notice tells of it. */
    static AttentionCase failedRefund(Notice notice) {
        return of(notice, failedRefund(notice.getAccountId(), notice.getGrantId()),
                AttentionCase.REFUND_FAILED,
                "A refund of " + amount(notice) + " could not be paid back. The credit is there"
                        + " again as the grant " + notice.getGrantId() + ".",
                PAY_OTHERWISE);
    }

    /** A chargeback (P9). */
    static AttentionCase chargeback(Notice notice) {
        return of(notice, HashedName.ofCase("chargeback",
                notice.getAccountId() + "/" + notice.getRefundId()),
                AttentionCase.PAYMENT_REVERSED,
                "A bank took back " + amount(notice) + " of what bought the grant "
                        + notice.getGrantId() + ".",
                "Answer the dispute at the processor. If it is won, credit the money as a new"
                        + " PURCHASE under a new grant_id.");
    }

    /** A correction that the ledger refused (section 9). */
    static AttentionCase refusedCorrection(Notice notice) {
        return of(notice, HashedName.ofCase("correction", notice.getAccountId() + "/"
                + notice.getGrantId() + "/" + notice.getRefundId()),
                AttentionCase.CORRECTION_REFUSED,
                "The ledger refused a correction of " + amount(notice) + " that names the grant "
                        + notice.getGrantId() + ": entry " + notice.getSequence() + " says why.",
                "Compare the grant with the processor's list, and correct it by hand.");
    }

    /** A credit of a top-up that was declined, or paid back. */
    static AttentionCase creditedToo(
            String accountId, String topUpId, String stage, Notice notice) {
        return new AttentionCase(accountId,
                HashedName.ofCase("credited-too", accountId + "/" + topUpId),
                AttentionCase.CONTRADICTION, notice.getAt().toEpochMilli(),
                "The ledger credited the top-up " + topUpId + ", which is " + stage
                        + " in the memory of the top-up consumer.",
                COMPARE, new About(notice.getAmountNanos(), notice.getGrantId(), topUpId, null,
                        null, notice.getSequence()), null);
    }

    /** A credit that was entered while, or after, its payment was paid back. */
    static AttentionCase creditedToo(PayBack owed, PaidBack answer) {
        return new AttentionCase(owed.accountId(), HashedName.ofCase("credited-too",
                owed.accountId() + "/" + answer.paymentId()),
                AttentionCase.CONTRADICTION, owed.at(),
                "The ledger credited the payment " + answer.paymentId() + ", which is paid back:"
                        + " it had refused the credit before.",
                COMPARE, new About(answer.payment().amountNanos(), owed.grantId(),
                        owed.topUpId(), answer.paymentId(), null, owed.sequence()), null);
    }

    /** A payment of another amount than was asked for. */
    static AttentionCase otherAmount(TopUp topUp, Payment payment, long now) {
        return new AttentionCase(topUp.accountId(),
                HashedName.ofCase("other-amount", topUp.accountId() + "/" + topUp.topUpId()),
                AttentionCase.CONTRADICTION, now,
                "The top-up " + topUp.topUpId() + " was to charge "
                        + Money.format(topUp.amountNanos()) + ", and the processor has it at "
                        + Money.format(payment.amountNanos()) + ", of which "
                        + Money.format(payment.refundedNanos()) + " is paid back. The rest is"
                        + " credited.",
                "Ask the customer whether that is right, and pay back what is too much.",
                new About(payment.amountNanos(), topUp.topUpId(), topUp.topUpId(),
                        payment.paymentId(), null, null), null);
    }

    /** A refund that stands at the processor with another amount. */
    static AttentionCase otherRefund(PayBack owed, PaidBack answer) {
        return contradiction(owed, answer.why(), answer.paymentId());
    }

    /** A second order under a name that was paid back before. */
    static AttentionCase orderedAgain(PayBack again) {
        return contradiction(again,
                "a refund of the same name was ordered before, and is paid back once", null);
    }

    private static AttentionCase contradiction(PayBack owed, String why, String paymentId) {
        return new AttentionCase(owed.accountId(), HashedName.ofCase("refund-differs",
                owed.accountId() + "/" + owed.name() + "/" + owed.sequence()),
                AttentionCase.CONTRADICTION, owed.at(),
                "A refund of " + Money.format(owed.amountNanos()) + " of the grant "
                        + owed.grantId() + " was not paid back: " + why + ".",
                "Compare the refund at the processor with the journal, and pay the difference.",
                new About(owed.amountNanos(), owed.grantId(), owed.topUpId(), paymentId,
                        owed.refundId(), owed.sequence()), null);
    }

    private static AttentionCase of(
            Notice notice, String name, String kind, String what, String todo) {
        return new AttentionCase(notice.getAccountId(), name, kind,
                notice.getAt().toEpochMilli(), what, todo,
                new About(notice.getAmountNanos(), notice.getGrantId(), notice.getTopUpId(), null,
                        notice.getRefundId(), notice.getSequence()), null);
    }

    private static String failedRefund(String accountId, String lot) {
        return HashedName.ofCase("refund-failed", accountId + "/" + lot);
    }

    private static String amount(Notice notice) {
        return notice.getAmountNanos() == null ? "an unknown amount"
                : Money.format(notice.getAmountNanos());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
