package dev.extrausage.cli.text;

import dev.extrausage.core.Money;
import dev.extrausage.core.Outcome;
import dev.extrausage.intake.TopUpDesk;
import dev.extrausage.schemas.BalanceChange;

/** The answer to a top-up in one sentence. */
public final class TopUpText {
    private TopUpText() {}

    /**
     * A top-up as it was asked for.
     *
     * @param account who pays
     * @param amount as it was typed
     * @param nanos the same, nano-USD
     * @param key the {@code top_up_id}
     * @param seconds how long the answer was waited for
     */
    public record Asked(String account, String amount, long nanos, String key, int seconds) { }

    /** The outcome. */
    public static String of(Asked asked, TopUpDesk.Answer answer) {
        String key = " (key " + asked.key + ")";
        BalanceChange entry = answer.entry();
        if (answer.declineCode() != null) {
            return "declined: " + answer.declineCode() + because(answer.declineCode(), asked)
                    + "; nothing was charged" + key;
        }
        if (entry == null) {
            return "paid; the ledger has not entered it within " + asked.seconds + " s" + key;
        }
        if (entry.getOutcome().equals(Outcome.REFUSED.name())) {
            return "paid, but refused by the ledger (" + entry.getReason()
                    + "): the payment is being paid back" + key;
        }
        if (!answer.credits(asked.nanos)) {
            return "nothing was charged now: key " + asked.key + " has bought "
                    + Money.format(answer.creditNanos()) + " before; choose another key";
        }
        return "credited " + Money.format(asked.nanos) + " to " + asked.account
                + ": extra usage was then " + Money.format(entry.getExtraUsageNanos())
                + " (entry " + entry.getSequence() + ", key " + asked.key + ")";
    }

    /** In words, why the consumer declined; nothing for the card processor's own codes. */
    private static String because(String code, Asked asked) {
        return switch (code) {
            case "amount_out_of_bounds" -> " (" + asked.amount
                    + " is outside the bounds of top_up in the ledger's catalog)";
            case "amount_not_whole_cents" -> " (" + asked.amount + " is not in whole cents)";
            case "max_balance_exceeded" ->
                    " (with it the balance would be over the most that the plan allows)";
            case "account_unknown" -> " (no plan was ever started for " + asked.account + ")";
            case "account_closed" -> " (" + asked.account + " is closed)";
            case "no_extra_usage" -> " (the plan of " + asked.account + " has no extra usage)";
            case "top_up_id_taken" -> " (the key has named another payment)";
            case "reserved_top_up_id" -> " (top-ups of the ledger's own have such keys)";
            default -> "";
        };
    }
}
