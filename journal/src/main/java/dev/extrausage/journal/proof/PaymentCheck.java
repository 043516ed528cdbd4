package dev.extrausage.journal.proof;

import dev.extrausage.core.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds a card processor's list against the journal: whoever was charged was credited once, or paid
 * back. Entries come from several threads. A credit is a payment's if it names it, or, naming none,
 * its top-up.
 */
final class PaymentCheck {
    private final List<ListedPayment> payments;
    private final Map<String, Answer> byPayment = new HashMap<>();
    private final Map<String, Answer> byTopUp = new HashMap<>();
    /** Credits whose refund counts as the payment's: by account and grant. */
    private final Map<String, Answer> byGrant = new HashMap<>();

    /** What the journal has of one payment. */
    private static final class Answer {
        private long credits;
        private long refunds;
        private String account;
        private long amountNanos;
    }

    PaymentCheck(List<ListedPayment> payments) {
        this.payments = payments;
        for (ListedPayment payment : payments) {
            Answer answer = byPayment.computeIfAbsent(payment.paymentId(), any -> new Answer());
            if (payment.topUpId() != null) {
                byTopUp.putIfAbsent(payment.topUpId(), answer);
            }
        }
    }

    /** An entry of the account; {@code applied}: whether its change was. */
    synchronized void decided(String account, Change change, boolean applied) {
        if (applied && change instanceof Change.CreditGranted credit && credit.kind().isBought()) {
            Answer answer = credit.paymentId() != null
                    ? byPayment.get(credit.paymentId()) : byTopUp.get(credit.topUpId());
            if (answer != null) {
                answer.credits++;
                answer.account = account;
                answer.amountNanos = credit.amountNanos();
                byGrant.put(account + " " + credit.grantId(), answer);
            }
        } else if (applied && change instanceof Change.CreditRefunded refund) {
            Answer answer = byGrant.get(account + " " + refund.grantId());
            if (answer != null) {
                answer.refunds++;
            }
        }
    }

    /** The journal was read to its end. */
    void end(Findings findings) {
        for (ListedPayment payment : payments) {
            check(payment, byPayment.get(payment.paymentId()), findings);
        }
    }

    private static void check(ListedPayment p, Answer answer, Findings findings) {
        String name = "the payment " + p.paymentId() + " of " + p.amountNanos() + " nano-USD";
        if (!p.approved()) {
            if (answer.credits > 0) {
                report(Verdict.FOREIGN, p, name + " took no money, and was credited", findings);
            }
        } else if (answer.credits == 0) {
            if (!p.refunded()) {
                report(Verdict.MISSING, p, name + " has neither credit nor refund", findings);
            }
        } else if (answer.credits > 1) {
            report(Verdict.DOUBLED, p,
                    name + " was credited " + answer.credits + " times", findings);
        } else if (p.refunded() && answer.refunds == 0) {
            report(Verdict.DOUBLED, p, name + " was credited and also paid back", findings);
        } else if (!answer.account.equals(p.account()) || answer.amountNanos != p.amountNanos()) {
            report(Verdict.CONTENT_DIFFERS, p, name + " was credited to " + answer.account
                    + " with " + answer.amountNanos + " nano-USD", findings);
        }
    }

    private static void report(Verdict verdict, ListedPayment p, String text, Findings findings) {
        findings.add(new Finding(
                verdict, null, null, null, p.account(), null, text, List.of()));
    }
}
