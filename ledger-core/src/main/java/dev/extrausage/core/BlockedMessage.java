package dev.extrausage.core;

/**
 * The sentence that answers a blocked request: it names the limit, the rest of the others, and the
 * remedy (section 10).
 */
public final class BlockedMessage {
    /** The place where the sentence is shown. */
    public enum Surface {
        /** claude.ai, mobile, desktop: apps that draw on the allowance first. */
        FIRST_PARTY,
        /** Any other app, shown to its user. */
        THIRD_PARTY,
        /** Any other app, as the error its API call gets. */
        THIRD_PARTY_API
    }

    /**
     * The figures that the sentence may name; amounts in nano-USD.
     *
     * @param allowanceLeftNanos the rest of the plan's allowance
     * @param extraUsageNanos the sum left in all grants
     * @param monthlyLimitNanos the spend limit; null: none
     * @param cycleEnd the start of the next allowance and limit, ms since 1970; null: none
     */
    public record Funds(
            long allowanceLeftNanos, long extraUsageNanos, Long monthlyLimitNanos, Long cycleEnd) {
        /** Those of an account as it stands. */
        public static Funds of(Account account) {
            return new Funds(account.allowance().leftNanos(), account.extraUsageNanos(),
                    account.monthlyLimitNanos(),
                    account.wasOpened() ? account.subscription().cycle().end() : null);
        }
    }

    private BlockedMessage() {}

    /** Returns the sentence for a surface that is blocked, under a catalog without own names. */
    public static String of(Surface surface, Reason reason, Funds funds) {
        return of(surface, reason, funds, CatalogVersion.Texts.DEFAULT);
    }

    /**
     * Returns the sentence for a surface that is blocked for {@code reason}, with the catalog's
     * names in it.
     */
    public static String of(
            Surface surface, Reason reason, Funds funds, CatalogVersion.Texts names) {
        if (reason == Reason.OUT_OF_EXTRA_USAGE) {
            return outOfExtraUsage(surface, names);
        }
        String sentence = sentence(surface, reason, funds, " at " + names.settingsUrl());
        return surface == Surface.THIRD_PARTY_API ? "LLM request rejected: " + sentence : sentence;
    }

    private static String outOfExtraUsage(
            Surface surface, CatalogVersion.Texts names) {
        return switch (surface) {
            case FIRST_PARTY -> new NoticeText(names).outOfExtraUsage();
            case THIRD_PARTY ->
                "Third-party apps now draw from your extra usage, not your plan limits.";
            case THIRD_PARTY_API ->
                "LLM request rejected: third-party apps now draw from your extra usage";
        };
    }

    private static String sentence(
            Surface surface, Reason reason, Funds funds, String remedy) {
        return switch (reason) {
            case NO_EXTRA_USAGE_ACCESS -> allowance(surface, funds)
                    + " Your plan has no extra usage" + frozen(funds) + ": change your plan"
                    + remedy + " to keep going.";
            case EXTRA_USAGE_OFF -> allowance(surface, funds)
                    + " Extra usage is switched off, with " + Money.format(funds.extraUsageNanos)
                    + " left in it: switch it on" + remedy + " to keep going.";
            case SPEND_LIMIT_REACHED -> "You've reached your monthly spend limit"
                    + (funds.monthlyLimitNanos == null ? ""
                            : " of " + Money.format(funds.monthlyLimitNanos))
                    + resets(" It", funds) + " " + Money.format(funds.extraUsageNanos)
                    + " of extra usage and " + Money.format(funds.allowanceLeftNanos)
                    + " of your plan allowance are left. Raise the limit" + remedy
                    + " to keep going.";
            case ACCOUNT_CLOSED -> "This account is closed. Its extra usage of "
                    + Money.format(funds.extraUsageNanos)
                    + " is kept: start a plan to use it, or ask support for a refund.";
            case UNKNOWN_ACCOUNT -> "This account is not known. Start a plan" + remedy + ".";
            default -> throw new IllegalArgumentException(reason + " blocks no surface");
        };
    }

    private static String allowance(Surface surface, Funds funds) {
        if (surface == Surface.FIRST_PARTY) {
            return "You've used your plan allowance" + resets(" It", funds);
        }
        return "Third-party apps draw from your extra usage, not your plan limits ("
                + Money.format(funds.allowanceLeftNanos) + " of your plan allowance is left"
                + (funds.cycleEnd == null ? "" : "; it resets at " + UtcTime.format(funds.cycleEnd))
                + ").";
    }

    private static String frozen(Funds funds) {
        return funds.extraUsageNanos == 0 ? ""
                : " (" + Money.format(funds.extraUsageNanos) + " is kept for you)";
    }

    private static String resets(String what, Funds funds) {
        return "." + (funds.cycleEnd == null ? ""
                : what + " resets at " + UtcTime.format(funds.cycleEnd) + ".");
    }
}
