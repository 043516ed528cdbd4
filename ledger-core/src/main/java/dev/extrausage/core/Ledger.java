package dev.extrausage.core;

import java.util.List;

/**
 * The ledger's one function. Whoever needs to know what an input does to an account (the topology,
 * the replay, an audit, a test) calls it, so there is one answer.
 */
public final class Ledger {
    /** Raised by any change of code that would change an outcome (J5). */
    public static final int RULES_VERSION = 1;

    private Ledger() {}

    /**
     * Decides one input: pure, total and deterministic (section 5). The caller leaves out
     * duplicates first, as {@link Horizon#isCompared} says (M4).
     *
     * @param account the account after its latest entry, or {@link Account#unknown}
     * @param input an input of that account
     * @param catalog all versions of prices, plans and terms
     */
    public static Decision decide(Account account, Input input, Catalog catalog) {
        CatalogVersion version = catalog.at(input.time());
        Reason refusal = Admission.refusal(account, input, version);
        if (refusal != null) {
            return Admission.refuse(account, input, version, refusal);
        }
        Draft draft = new Draft(account, input, catalog, version);
        PassingTime.pass(draft);
        Verdict verdict = Rules.decide(draft);
        AutoReloads.consider(draft);
        Noticing.give(draft);
        return draft.decision(Rules.settled(draft, verdict));
    }

    /** The balances an entry shows when nothing but the sequence moved. */
    static Entry unmoved(Account account, Input input, CatalogVersion version, Reason refusal,
            List<Notice> notices) {
        return new Entry(account.accountId(), account.sequence() + 1, version.version(), input,
                account.clock(), 0, Outcome.REFUSED, refusal, List.of(),
                account.allowance().leftNanos(), account.extraUsageNanos(), account.spentNanos(),
                null, notices);
    }
}
