package dev.extrausage.core;

/** The sentences a customer reads in a notice (section 9), with the catalog's names in them. */
final class NoticeText {
    private final CatalogVersion.Texts names;

    NoticeText(CatalogVersion.Texts names) {
        this.names = names;
    }

    String outOfExtraUsage() {
        return "You're out of extra usage. Add more at " + names.settingsUrl() + " and keep going.";
    }

    String suspendedByDeclines() {
        return "Auto-reload is paused because your payments were declined. Update your payment"
                + " method and turn it on again at " + names.settingsUrl() + ".";
    }

    String suspendedByRefund() {
        return "Auto-reload is paused because credit was refunded. Turn it on again at "
                + names.settingsUrl() + " if you want it.";
    }

    String suspendedByChargeback() {
        return "Auto-reload is paused because a payment was taken back by your bank. Turn it on"
                + " again at " + names.settingsUrl() + " if you want it.";
    }

    String reached(NoticeKind kind, long part, long whole) {
        boolean allowance = kind.compareTo(NoticeKind.ALLOWANCE_100) <= 0;
        return "You've used " + Money.format(part) + " of your "
                + (allowance
                        ? "plan allowance of " + Money.format(whole) + " for this billing cycle."
                        : "monthly spend limit of " + Money.format(whole) + ".");
    }

    String lowBalance(long left, long threshold) {
        return "Your extra usage is down to " + Money.format(left) + ", below the "
                + Money.format(threshold) + " you asked to be told about.";
    }

    String creditExpiring(long amount, long soonest) {
        return Money.format(amount) + " of your credit expires soon, the first of it at "
                + UtcTime.format(soonest) + ".";
    }

    String starterCreditOffered(long amount) {
        return "We've added a " + Money.format(amount)
                + " credit to get you started. Claim it at " + names.settingsUrl();
    }

    String topUpAdded(Change.CreditGranted c) {
        return Money.format(c.amountNanos()) + " was added to your extra usage"
                + (c.kind() == GrantKind.AUTO_RELOAD ? " by auto-reload." : ".");
    }

    String topUpDeclined(Change.TopUpDeclined c) {
        return "Your payment for extra usage was declined (" + c.declineCode() + ").";
    }

    String capReached(long cap) {
        return "Auto-reload stopped for this billing cycle: one more would pass your monthly cap"
                + " of " + Money.format(cap) + ".";
    }

    String maxBalanceReached(long most) {
        return "Auto-reload waits: one more would take your extra usage over the "
                + Money.format(most) + " that your plan allows.";
    }

    /** Promises no more than the top-up consumer can do: it may find no payment (A4). */
    String paidCreditRefused(Change.CreditGranted c) {
        return "Your payment of " + Money.format(c.amountNanos()) + " could not be credited. We"
                + " are looking into it: what you paid is refunded as soon as we have found the"
                + " payment.";
    }

    String refundDue(long amount) {
        return Money.format(amount) + " of your extra usage is being refunded to your payment"
                + " method.";
    }

    String refundFailed(long amount) {
        return "Your refund of " + Money.format(amount) + " could not be paid back. The credit is"
                + " in your extra usage again.";
    }

    String paymentReversed(long amount, long taken) {
        return "Your bank took back a payment of " + Money.format(amount) + ". "
                + (taken == 0 ? "None of its credit was left."
                        : Money.format(taken) + " of its credit was removed from your extra"
                                + " usage.");
    }

    String creditVoided(long amount) {
        return "A credit of " + Money.format(amount) + " was withdrawn from your extra usage.";
    }

    String usageReversed(long amount, boolean toAllowance) {
        return "A charge of " + Money.format(amount) + " was reversed"
                + (toAllowance ? " in your plan allowance." : " in your extra usage.");
    }

    String refundFailedInVain(long amount) {
        return "Your refund of " + Money.format(amount)
                + " could not be paid back. We are looking into it.";
    }

    String chargebackRefused(long amount) {
        return "Your bank took back a payment of " + Money.format(amount)
                + ". We are looking into it.";
    }
}
