package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
import dev.extrausage.core.Change;
import dev.extrausage.core.Plan.StarterCreditTerms;
import dev.extrausage.core.ThirdPartyUse;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.List;

/** The size of the starter credit that was offered (P4). */
final class StarterWords {
    private StarterWords() {}

    static List<String> offered(RedecidedEntry step, Change.StarterCreditOffered c) {
        if (!step.isTrusted()) {
            return List.of("The starter credit was offered.");
        }
        Account moment = step.timePassed().account();
        StarterCreditTerms terms = step.catalog()
                .termsOf(moment.subscription().plan(), step.version()).starterCredit();
        return List.of("A starter credit of " + usd(step.after().starterCredit().offeredNanos())
                + " was offered: " + how(terms, moment, c) + ".");
    }

    private static String how(
            StarterCreditTerms terms, Account moment, Change.StarterCreditOffered c) {
        if (terms instanceof StarterCreditTerms.PerSeat perSeat) {
            return usd(perSeat.nanos()) + " for each of " + Phrases.seats(
                    moment.subscription().seats());
        }
        if (terms instanceof StarterCreditTerms.ThirdPartyHistory history) {
            ThirdPartyUse use = moment.thirdPartyUse();
            return "third-party apps used " + usd(use.currentNanos())
                    + " in this billing cycle and " + usd(use.previousNanos())
                    + " in the one before" + (c.historyNanos() == null ? ""
                            : ", and " + usd(c.historyNanos()) + " before this ledger")
                    + "; together rounded up to a whole dollar, and held between "
                    + usd(history.minNanos()) + " and " + usd(history.maxNanos());
        }
        return "it is the same for everybody on the plan " + moment.subscription().plan();
    }
}
