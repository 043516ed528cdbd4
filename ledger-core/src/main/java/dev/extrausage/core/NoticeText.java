package dev.extrausage.core;

/** The sentences a customer reads in a notice (section 9). */
final class NoticeText {
    static final String OUT_OF_EXTRA_USAGE =
            "You're out of extra usage. Add more at claude.ai/settings/usage and keep going.";
    static final String SUSPENDED_BY_DECLINES = "Auto-reload is paused because your payments were"
            + " declined. Update your payment method and turn it on again at"
            + " claude.ai/settings/usage.";
    static final String SUSPENDED_BY_REFUND = "Auto-reload is paused because credit was refunded."
            + " Turn it on again at claude.ai/settings/usage if you want it.";

    private NoticeText() {}

    static String reached(NoticeKind kind, long part, long whole) {
        boolean allowance = kind.compareTo(NoticeKind.ALLOWANCE_100) <= 0;
        return "You've used " + Money.format(part) + " of your "
                + (allowance
                        ? "plan allowance of " + Money.format(whole) + " for this billing cycle."
                        : "monthly spend limit of " + Money.format(whole) + ".");
    }

    static String lowBalance(long left, long threshold) {
        return "Your extra usage is down to " + Money.format(left) + ", below the "
                + Money.format(threshold) + " you asked to be told about.";
    }

    static String creditExpiring(long amount, long soonest) {
        return Money.format(amount) + " of your credit expires soon, the first of it at "
                + UtcTime.format(soonest) + ".";
    }

    static String starterCreditOffered(long amount) {
        return "We've added a " + Money.format(amount)
                + " credit to get you started. Claim it at claude.ai/settings/usage";
    }

    static String topUpAdded(Change.CreditGranted c) {
        return Money.format(c.amountNanos()) + " was added to your extra usage"
                + (c.kind() == GrantKind.AUTO_RELOAD ? " by auto-reload." : ".");
    }

    static String topUpDeclined(Change.TopUpDeclined c) {
        return "Your payment for extra usage was declined (" + c.declineCode() + ").";
    }

    static String capReached(long cap) {
        return "Auto-reload stopped for this billing cycle: one more would pass your monthly cap"
                + " of " + Money.format(cap) + ".";
    }

    static String paidCreditRefused(Change.CreditGranted c) {
        return "Your payment of " + Money.format(c.amountNanos())
                + " could not be credited and will be refunded.";
    }
}
