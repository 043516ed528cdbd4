package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Change;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.List;

/** The reason of a refusal, in plain words. */
final class RefusalWords {
    private final RedecidedEntry step;

    private RefusalWords(RedecidedEntry step) {
        this.step = step;
    }

    static List<String> of(RedecidedEntry step) {
        boolean usage = step.entry().usage() != null;
        return List.of("That was refused: " + new RefusalWords(step).why(step.entry().reason())
                + (usage ? " Nothing was charged for it." : " It changed nothing of the balance."));
    }

    private String why(Reason reason) {
        return switch (reason) {
            case TOO_OLD -> "it, or its id, is more than 35 days older than its receipt, so it can"
                    + " no longer be told from a duplicate.";
            case IN_THE_FUTURE -> "its time, or its id's, is more than 5 minutes after its receipt:"
                    + " its sender's clock is wrong.";
            case UNKNOWN_ACCOUNT -> "no plan was ever started for this account.";
            case ACCOUNT_CLOSED -> "the account is closed.";
            case NOT_YET -> "the instant that it names had not come yet.";
            case OVERFLOW -> "a sum of the account would be more than can be counted.";
            case UNKNOWN_PLAN, UNPRICED_MODEL -> "price list " + step.entry().catalogVersion()
                    + unknown();
            case AMOUNT_OUT_OF_BOUNDS -> "auto-reload may buy " + bounds() + " at once.";
            default -> ofCredit(reason);
        };
    }

    private String ofCredit(Reason reason) {
        return switch (reason) {
            case GRANT_ID_TAKEN -> "the account has a credit of that name already, of another kind"
                    + " or amount.";
            case ALREADY_EXPIRED -> "the credit would have expired before it began.";
            case NO_STARTER_CREDIT -> "the plan offers no starter credit.";
            case NOT_OFFERED -> "no starter credit was offered.";
            case UNKNOWN_GRANT -> "the account has no credit of that name, or has long used it up.";
            case NOT_REFUNDABLE -> "nobody paid for that credit, so there is nothing to pay back.";
            case REFUND_EXCEEDS_REMAINING -> "only " + left() + " is left of that credit.";
            default -> "the ledger says " + reason + ".";
        };
    }

    private String unknown() {
        return step.entry().cause().event() instanceof UsageEvent usage
                ? " has no price for the model " + usage.model() + "."
                : " has no plan " + ((Change.PlanStarted) change()).plan() + ".";
    }

    private String bounds() {
        TopUpTerms terms = step.version().topUp();
        return step.knowsVersion()
                ? "from " + usd(terms.minNanos()) + " to " + usd(terms.maxNanos())
                : "only certain amounts";
    }

    private String left() {
        String grantId = ((Change.CreditRefunded) change()).grantId();
        return step.isTrusted() ? step.after().grants().stream()
                .filter(g -> g.grantId().equals(grantId)).findFirst().map(Grant::leftNanos)
                .map(Phrases::usd).orElse("$0") : "less than that";
    }

    private Change change() {
        return ((AccountEvent) step.entry().cause().event()).change();
    }
}
