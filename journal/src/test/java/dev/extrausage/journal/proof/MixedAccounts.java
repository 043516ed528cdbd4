package dev.extrausage.journal.proof;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Input;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Accounts whose first entries rules 1 decided, and whose later ones rules 2. */
final class MixedAccounts {
    private MixedAccounts() {}

    /** {@code upgradeAt}: the index of the first input that rules 2 decide. */
    static WrittenAccount of(
            String accountId, List<Input> inputs, int upgradeAt, Catalog catalog) {
        WrittenAccount written = new WrittenAccount(accountId, catalog);
        DecidedIds ids = DecidedIds.unbounded();
        Set<String> settled = new HashSet<>();
        Account account = Account.unknown(accountId);
        for (int i = 0; i < inputs.size(); i++) {
            int rules = i < upgradeAt ? 1 : 2;
            Input input = inputs.get(i);
            if (rules == 1 && !isOfRules1(input)
                    || InputAge.isCompared(input) && ids.contains(input.event().eventId())
                    || isPaidAgain(input, settled)) {
                continue;
            }
            Decision decision = Ledger.decide(rules, account, input, catalog);
            account = decision.account();
            if (!decision.entry().isRefused()) {
                ids.remember(input.event().eventId(), input.receivedAt());
            }
            written.write(rules, decision.entry(), account, i);
        }
        return written;
    }

    /**
     * True for bought credit whose top-up was settled before, which no consumer writes. A history
     * can hold it nevertheless once rules 1 have left an input out: what repeated the id of that
     * one and was a duplicate is decided now.
     */
    private static boolean isPaidAgain(Input input, Set<String> settled) {
        return input.event() instanceof AccountEvent a
                && a.change() instanceof Change.CreditGranted credit && credit.kind().isBought()
                && credit.topUpId() != null && !settled.add(credit.topUpId());
    }

    /** True if rules 1 had all that the input says. */
    static boolean isOfRules1(Input input) {
        if (input.event() instanceof UsageEvent u) {
            return u.serviceTier() == null && u.units().isEmpty();
        }
        AccountEvent e = (AccountEvent) input.event();
        Change c = e.change();
        boolean isNew = c instanceof Change.PlanChangeScheduled
                || c instanceof Change.RefundOrdered || c instanceof Change.RefundFailed
                || c instanceof Change.PaymentReversed || c instanceof Change.CreditVoided
                || c instanceof Change.UsageReversed;
        return !isNew && e.note() == null
                && !(c instanceof Change.PlanStarted p && p.cycleAnchor() != null);
    }
}
