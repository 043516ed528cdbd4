package dev.extrausage.journal.proof;

import dev.extrausage.core.Money;
import java.util.List;

/** A comparison of one listed charge with the journal's entries for it. */
final class ChargeCheck {
    private final ListedPayment charge;
    private final Booking booking;
    private final boolean tellsChargebacks;
    private final PaymentSums sums;
    private final Findings findings;

    ChargeCheck(ListedPayment charge, Booking booking, boolean tellsChargebacks, PaymentSums sums,
            Findings findings) {
        this.charge = charge;
        this.booking = booking;
        this.tellsChargebacks = tellsChargebacks;
        this.sums = sums;
        this.findings = findings;
    }

    void check() {
        switch (charge.status()) {
            case APPROVED -> approved();
            case PROCESSING -> {
                sums.add(PaymentSums.Sort.PROCESSING, charge.amountNanos());
                creditedOnce(); // it may have been approved, and credited, since the list was read
            }
            default -> {
                sums.add(PaymentSums.Sort.DECLINED, charge.amountNanos());
                if (!booking.credits.isEmpty()) {
                    report(FindingKind.FOREIGN, "took no money, and was credited");
                }
            }
        }
    }

    private void approved() {
        sums.add(PaymentSums.Sort.CHARGED, charge.amountNanos());
        if (booking.credits.isEmpty()) {
            notCredited();
            return;
        }
        sums.add(PaymentSums.Sort.CREDITED, charge.amountNanos());
        creditedOnce();
        refunds();
        chargebacks();
    }

    private void notCredited() {
        long back = charge.refundedNanos() + charge.chargedBackNanos();
        if (back >= charge.amountNanos()) {
            sums.add(PaymentSums.Sort.RETURNED, charge.amountNanos());
        } else {
            report(FindingKind.MISSING, "has neither credit nor refund"
                    + (back == 0 ? "" : " but for " + Money.format(back) + " that went back"));
        }
    }

    private void creditedOnce() {
        if (booking.credits.size() > 1) {
            report(FindingKind.DOUBLED, "was credited " + booking.credits.size() + " times");
            return;
        }
        for (Booking.Credit c : booking.credits) {
            if (!c.account().equals(charge.account()) || c.amountNanos() != charge.amountNanos()) {
                report(FindingKind.CONTENT_DIFFERS, "was credited to " + c.account() + " with "
                        + Money.format(c.amountNanos()) + ", by its entry " + c.sequence());
            }
        }
    }

    /**
     * Refunds are matched by the processor's key of them. What is left after that is compared by
     * its sum, since a list may not tell keys, and a refund that the journal was only told of may
     * have been made by other means: there the list may show less, never more.
     */
    private void refunds() {
        charge.refunds().forEach(r -> sums.add(PaymentSums.Sort.REFUNDED, r.amountNanos()));
        Booking.Unnamed rest = booking.unnamed(charge.refunds());
        long told = Math.max(0, rest.listed() - rest.due());
        if (rest.listed() < rest.due()) {
            report(FindingKind.MISSING, "has refunds of "
                    + Money.format(rest.due() - rest.listed()) + " due that were not paid");
        } else if (told > booking.told) {
            report(FindingKind.DOUBLED, "was credited, and "
                    + Money.format(told - booking.told)
                    + " of it also paid back, which the journal does not know");
        }
        if (booking.told > told) {
            sums.add(PaymentSums.Sort.ELSEWHERE, booking.told - told);
        }
    }

    private void chargebacks() {
        long listed = charge.chargedBackNanos();
        if (charge.chargebacks() != null) {
            charge.chargebacks().forEach(
                    c -> sums.add(PaymentSums.Sort.CHARGED_BACK, c.amountNanos()));
        }
        if (!tellsChargebacks || listed == booking.reversed) {
            return;
        }
        report(listed > booking.reversed ? FindingKind.MISSING : FindingKind.UNSUPPORTED,
                "has chargebacks of " + Money.format(listed) + ", the journal has "
                        + Money.format(booking.reversed));
    }

    private void report(FindingKind kind, String text) {
        findings.add(new Finding(kind, null, null, null, charge.account(), null, "the payment "
                + charge.paymentId() + " of " + Money.format(charge.amountNanos()) + " " + text,
                List.of()));
    }
}
