package dev.extrausage.journal.proof;

import dev.extrausage.core.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A comparison of a card processor's list with the journal: every charge was credited once, or paid
 * back. Entries come from several threads. A credit is a payment's if it names it, or, naming none,
 * its top-up.
 */
final class PaymentCheck {
    private final List<ListedPayment> payments;
    private final Map<String, Booking> byPayment = new HashMap<>();
    private final Map<String, Booking> byTopUp = new HashMap<>();
    /** Credits whose refund counts as the payment's: by account and grant. */
    private final Map<String, Booking> byGrant = new HashMap<>();

    /** The journal's entries for one payment. */
    private static final class Booking {
        private long credits;
        private long refunds;
        private String account;
        private long amountNanos;
    }

    PaymentCheck(List<ListedPayment> payments) {
        this.payments = payments;
        for (ListedPayment payment : payments) {
            Booking booking = byPayment.computeIfAbsent(payment.paymentId(), any -> new Booking());
            if (payment.topUpId() != null) {
                byTopUp.putIfAbsent(payment.topUpId(), booking);
            }
        }
    }

    /** An entry of the account; {@code applied}: whether its change was. */
    synchronized void decided(String account, Change change, boolean applied) {
        if (applied && change instanceof Change.CreditGranted credit && credit.kind().isBought()) {
            Booking booking = credit.paymentId() != null
                    ? byPayment.get(credit.paymentId()) : byTopUp.get(credit.topUpId());
            if (booking != null) {
                booking.credits++;
                booking.account = account;
                booking.amountNanos = credit.amountNanos();
                byGrant.put(account + " " + credit.grantId(), booking);
            }
        } else if (applied && change instanceof Change.CreditRefunded refund) {
            Booking booking = byGrant.get(account + " " + refund.grantId());
            if (booking != null) {
                booking.refunds++;
            }
        }
    }

    /** The journal was read to its end. */
    void end(Findings findings) {
        for (ListedPayment payment : payments) {
            check(payment, byPayment.get(payment.paymentId()), findings);
        }
    }

    private static void check(ListedPayment p, Booking booking, Findings findings) {
        String name = "the payment " + p.paymentId() + " of " + p.amountNanos() + " nano-USD";
        if (!p.approved()) {
            if (booking.credits > 0) {
                report(FindingKind.FOREIGN, p, name + " took no money, and was credited", findings);
            }
        } else if (booking.credits == 0) {
            if (!p.refunded()) {
                report(FindingKind.MISSING, p, name + " has neither credit nor refund", findings);
            }
        } else if (booking.credits > 1) {
            report(FindingKind.DOUBLED, p,
                    name + " was credited " + booking.credits + " times", findings);
        } else if (p.refunded() && booking.refunds == 0) {
            report(FindingKind.DOUBLED, p, name + " was credited and also paid back", findings);
        } else if (!booking.account.equals(p.account()) || booking.amountNanos != p.amountNanos()) {
            report(FindingKind.CONTENT_DIFFERS, p, name + " was credited to " + booking.account
                    + " with " + booking.amountNanos + " nano-USD", findings);
        }
    }

    private static void report(FindingKind kind, ListedPayment p, String text, Findings findings) {
        findings.add(new Finding(
                kind, null, null, null, p.account(), null, text, List.of()));
    }
}
