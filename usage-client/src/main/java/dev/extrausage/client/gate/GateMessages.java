package dev.extrausage.client.gate;

import dev.extrausage.core.Money;
import dev.extrausage.core.UtcTime;

/** The sentences that SPEC 10 does not have, because its surfaces are either open or closed. */
final class GateMessages {
    /** A policy blocks, and no limit is known to have been reached. */
    static final String NOT_KNOWN = "Your usage cannot be checked at the moment, and nothing was"
            + " charged. Please try again shortly.";

    private GateMessages() {}

    /** Something is left, but less than the estimate. */
    static String ofShort(GateAnswer a) {
        return "This request may cost " + Money.format(a.estimateNanos()) + ", and "
                + Money.format(a.payableNanos()) + " is left for it" + because(a)
                + " Try a smaller request, or " + remedy(a)
                + " at " + a.texts().settingsUrl() + " and keep going.";
    }

    /** The ledger would refuse the usage, so nobody would pay for it. */
    static String ofUnpriced(Unpriced what) {
        String notRun = " has no price, so this request was not run and nothing was charged. ";
        return switch (what.reason()) {
            case UNPRICED_MODEL -> "The model " + what.name() + notRun
                    + "Choose another model, or try again later.";
            case UNPRICED_TIER -> "The service tier " + what.name() + notRun
                    + "Ask for another service tier, or for none.";
            default -> what.name() + notRun + "Ask without it, or try again later.";
        };
    }

    private static String because(GateAnswer a) {
        String resets = a.cycleEnd() < 0 ? ""
                : ", which resets at " + UtcTime.format(a.cycleEnd());
        return switch (a.reason()) {
            case NO_EXTRA_USAGE_ACCESS -> " in your plan allowance" + resets
                    + ". Your plan has no extra usage.";
            case EXTRA_USAGE_OFF -> " in your plan allowance" + resets
                    + ". Extra usage is switched off, with " + Money.format(a.extraUsageLeftNanos())
                    + " left in it.";
            case SPEND_LIMIT_REACHED -> (a.isFirstParty() ? " in your plan allowance and" : "")
                    + " under your monthly spend limit of " + Money.format(a.limitNanos())
                    + resets + ".";
            default -> a.isFirstParty() ? " in your plan allowance and extra usage."
                    : " in your extra usage.";
        };
    }

    private static String remedy(GateAnswer a) {
        return switch (a.reason()) {
            case NO_EXTRA_USAGE_ACCESS -> "change your plan";
            case EXTRA_USAGE_OFF -> "switch extra usage on";
            case SPEND_LIMIT_REACHED -> "raise the limit";
            default -> "add more";
        };
    }
}
