package dev.extrausage.journal.proof;

import dev.extrausage.core.Change;
import dev.extrausage.core.HashedName;
import dev.extrausage.core.Money;
import dev.extrausage.schemas.BalanceChange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A comparison of a card processor's list with the journal, both ways (J6): every charge was
 * credited once or paid back, every bought credit has its charge, refunds and chargebacks are the
 * same. Entries come from several threads, each account's in their order. A credit is a charge's if
 * it names it, or, naming none, its top-up. Memory grows with the list, not with the journal.
 */
final class PaymentCheck {
    private final PaymentList list;
    private final PaymentSums sums = new PaymentSums();
    private final Map<String, Booking> byPayment = new HashMap<>();
    private final Map<String, Booking> byTopUp = new HashMap<>();
    /** The charge behind a grant, by account and grant. */
    private final Map<String, Booking> byGrant = new HashMap<>();
    /** The charge that a refund due is of, by the processor's key of the refund. */
    private final Map<String, Booking> byRefund = new HashMap<>();

    PaymentCheck(PaymentList list) {
        this.list = list;
        list.payments().forEach(p -> byPayment.putIfAbsent(p.paymentId(), new Booking()));
        for (ListedPayment p : bestFirst()) {
            if (p.topUpId() != null) {
                byTopUp.putIfAbsent(p.topUpId(), byPayment.get(p.paymentId()));
            }
        }
    }

    /** Of several charges with one key, or one id, a credit that names it is for the best one. */
    private List<ListedPayment> bestFirst() {
        return list.payments().stream().sorted(Comparator.comparing(ListedPayment::status))
                .toList();
    }

    /** Takes note of an entry whose change was applied. */
    synchronized void applied(
            String account, EntryCheck.Checked checked, Change change, Place place) {
        Applied one = new Applied(account, checked.found().entry(), checked.found().offset,
                checked.tip().sequence(), place);
        if (change instanceof Change.CreditGranted c && c.kind().isBought()) {
            credited(one, c);
        } else if (change instanceof Change.RefundOrdered c) {
            ordered(one, c);
        } else if (change instanceof Change.RefundFailed c) {
            failed(one, c);
        } else if (change instanceof Change.CreditRefunded c) {
            told(one, c);
        } else if (change instanceof Change.PaymentReversed c) {
            reversed(one, c);
        }
    }

    /** An applied entry, and where it lies. */
    private record Applied(
            String account, BalanceChange entry, long offset, long sequence, Place place) {
        String grant(String grantId) {
            return account + " " + grantId;
        }

        void unsupported(String text) {
            place.report(FindingKind.UNSUPPORTED, offset, account, sequence,
                    "entry " + sequence + text);
        }
    }

    private void credited(Applied one, Change.CreditGranted c) {
        sums.add(PaymentSums.Sort.BOUGHT, c.amountNanos());
        Booking booking = c.paymentId() != null
                ? byPayment.get(c.paymentId()) : byTopUp.get(c.topUpId());
        if (booking != null) {
            booking.credits.add(
                    new Booking.Credit(one.account, c.amountNanos(), one.sequence));
            byGrant.put(one.grant(c.grantId()), booking);
        } else if (isNewer(one)) {
            sums.add(PaymentSums.Sort.NEWER, c.amountNanos());
        } else {
            one.unsupported(" credits " + Money.format(c.amountNanos()) + " as bought credit "
                    + c.grantId() + ", and the list has no charge for it"
                    + (c.paymentId() != null ? ": no payment " + c.paymentId()
                            : c.topUpId() != null ? ": no payment of the top-up " + c.topUpId()
                            : ": it names neither payment nor top-up"));
        }
    }

    private void ordered(Applied one, Change.RefundOrdered c) {
        long amount = CorrectionCheck.refunded(one.entry);
        Booking booking = charged(one, c.grantId(), "orders a refund of ", amount);
        if (booking != null && !isNewer(one)) {
            sums.add(PaymentSums.Sort.REFUND_DUE, amount);
            String key = HashedName.ofFailedRefund(one.account, c.grantId(), c.refundId());
            booking.due.put(key, amount);
            byRefund.put(key, booking);
        }
    }

    /** The money was not paid back, so the new lot is paid for by the same charge. */
    private void failed(Applied one, Change.RefundFailed c) {
        Booking booking = byRefund.get(c.grantId());
        if (booking != null && booking.due.remove(c.grantId(), c.amountNanos())) {
            byGrant.put(one.grant(c.grantId()), booking);
        }
    }

    private void told(Applied one, Change.CreditRefunded c) {
        Booking booking = charged(one, c.grantId(), "pays back ", c.amountNanos());
        if (booking != null) {
            sums.add(PaymentSums.Sort.REFUND_TOLD, c.amountNanos());
            booking.told += c.amountNanos();
        }
    }

    private void reversed(Applied one, Change.PaymentReversed c) {
        Booking booking = charged(one, c.grantId(), "takes a chargeback of ", c.amountNanos());
        if (booking != null && !isNewer(one)) {
            sums.add(PaymentSums.Sort.REVERSED, c.amountNanos());
            booking.reversed += c.amountNanos();
        }
    }

    /** The booking of the charge that paid for a grant; null, and a finding, if there is none. */
    private Booking charged(Applied one, String grantId, String does, long amountNanos) {
        Booking booking = byGrant.get(one.grant(grantId));
        if (booking == null && !isNewer(one)) {
            one.unsupported(" " + does + Money.format(amountNanos) + " of the credit " + grantId
                    + ", and the list has no charge for that");
        }
        return booking;
    }

    private boolean isNewer(Applied one) {
        return one.entry.getReceivedAt().toEpochMilli() >= list.readAt();
    }

    /** The journal was read to its end. */
    void end(Findings findings) {
        boolean tells = list.payments().stream().anyMatch(p -> p.chargebacks() != null);
        sums.listTellsChargebacks(tells);
        Set<String> seen = new HashSet<>();
        for (ListedPayment payment : bestFirst()) {
            Booking booking = seen.add(payment.paymentId())
                    ? byPayment.get(payment.paymentId()) : new Booking();
            new ChargeCheck(payment, booking, tells, sums, findings).check();
        }
    }

    /** The sums that were compared. */
    PaymentSums sums() {
        return sums;
    }
}
