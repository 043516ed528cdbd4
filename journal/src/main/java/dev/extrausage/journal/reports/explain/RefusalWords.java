package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion.TopUpTerms;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.Grant;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.List;

/** The reason of a refusal, in plain words. */
public final class RefusalWords {
    private static final String NOT_DECIDED_AGAIN = "only the entry is at hand.";

    private final RedecidedEntry step;

    private RefusalWords(RedecidedEntry step) {
        this.step = step;
    }

    /**
     * The sentence by the entry alone, as its sender is told: amounts that only the account's
     * history tells are left out.
     *
     * @param receivedAt when the broker got it, in milliseconds since 1970
     * @param clock the account's after it, in milliseconds since 1970; or null
     * @param reason the ledger's word
     */
    public static String sentence(String accountId, Event cause, long receivedAt, Long clock,
            String reason, Catalog catalog) {
        Input input = new Input(cause, receivedAt);
        WrittenEntry entry = new WrittenEntry(accountId, 1, Ledger.RULES_VERSION,
                catalog.at(input.time()).version(), input, clock, 0, Outcome.REFUSED,
                Reason.valueOf(reason), List.of(), 0, 0, 0, null, List.of());
        return String.join(" ", of(new RedecidedEntry(
                entry, List.of(), null, null, null, catalog, NOT_DECIDED_AGAIN)));
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
            case UNKNOWN_PLAN, UNPRICED_MODEL, UNPRICED_TIER, UNPRICED_UNIT -> "price list "
                    + step.entry().catalogVersion() + unknown(reason);
            case ANCHOR_IN_THE_FUTURE -> "billing cycles cannot be counted from a time that has not"
                    + " come yet: the account's clock stood at " + clock() + ".";
            default -> ofReload(reason);
        };
    }

    private String ofReload(Reason reason) {
        return switch (reason) {
            case AMOUNT_OUT_OF_BOUNDS -> "auto-reload may buy " + bounds()
                    + " at once, in whole cents.";
            case AMOUNT_BELOW_THRESHOLD -> "it would buy less than the threshold, so that falling"
                    + " below it once would charge the card many times.";
            case AMOUNT_OVER_CAP -> "it would buy more than " + cap() + " allows in a billing"
                    + " cycle, so that it could never buy anything.";
            case AMOUNT_OVER_MAX_BALANCE -> "it would buy more than the extra usage of " + most()
                    + " that the plan allows in all.";
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
            case NOTHING_TO_REFUND -> "not a whole cent is left of that credit.";
            case NOT_VOIDABLE -> "that credit was bought: it can be paid back, and not withdrawn.";
            case REFUND_EXCEEDS_REMAINING -> "only " + left() + " is left of that credit.";
            default -> "the ledger says " + reason + ".";
        };
    }

    private String unknown(Reason reason) {
        if (step.entry().cause().event() instanceof UsageEvent usage) {
            return switch (reason) {
                case UNPRICED_TIER -> " has no factor for the service tier " + usage.serviceTier()
                        + ".";
                case UNPRICED_UNIT -> " has no price for " + unit(usage) + ".";
                default -> " has no price for the model " + usage.model() + ".";
            };
        }
        return " has no plan " + (change() instanceof Change.PlanChangeScheduled c
                ? c.plan() : ((Change.PlanStarted) change()).plan()) + ".";
    }

    private String unit(UsageEvent usage) {
        String unit = step.knowsVersion() ? step.version().prices().unpricedUnit(usage) : null;
        return unit == null ? "one of its units" : "the unit " + unit;
    }

    private String clock() {
        return Phrases.at(step.entry().clock());
    }

    private String cap() {
        Long own = ((Change.AutoReloadSet) change()).monthlyCapNanos();
        return own != null ? "its cap of " + usd(own) : "the usual cap" + (!step.knowsVersion() ? ""
                : " of " + usd(step.version().autoReload().defaultMonthlyCapNanos()));
    }

    private String most() {
        Long most = !step.isTrusted() ? null : step.catalog().termsOf(
                step.after().subscription().plan(), step.version()).maxBalanceNanos();
        return most == null ? "so much" : usd(most);
    }

    private String bounds() {
        TopUpTerms terms = step.version().topUp();
        return step.knowsVersion()
                ? "from " + usd(terms.minNanos()) + " to " + usd(terms.maxNanos())
                : "only certain amounts";
    }

    private String left() {
        String grantId = change() instanceof Change.RefundOrdered c
                ? c.grantId() : ((Change.CreditRefunded) change()).grantId();
        return step.isTrusted() ? step.after().grants().stream()
                .filter(g -> g.grantId().equals(grantId)).findFirst().map(Grant::leftNanos)
                .map(Phrases::usd).orElse("$0") : "less than that";
    }

    private Change change() {
        return ((AccountEvent) step.entry().cause().event()).change();
    }
}
