package dev.extrausage.core;

import java.util.function.Consumer;

/**
 * The ledger's one function, {@link #decide}, and {@link #take}, which leaves duplicates out before
 * it. The topology, the replay, the audit and the tests all call these, so there is one answer to
 * every question about an input.
 */
public final class Ledger {
    /** The version of the rules; any change of code that would change an outcome raises it (J5). */
    public static final int RULES_VERSION = 2;
    /** The oldest version that a journal's entries can still be decided by again (J5). */
    public static final int OLDEST_RULES_VERSION = 1;

    private Ledger() {}

    /**
     * Takes one input as it arrives: compares its id, decides, and remembers the id unless the
     * input is refused (M4). A duplicate makes no entry, changes nothing and is not remembered
     * anew; callers count it.
     *
     * @param account the account after its latest entry, or {@link Account#unknown}
     * @param input an input of that account
     * @param decidedIds the ids that this account remembers
     * @param catalog all versions of prices, plans and terms
     * @return the decision; null for a duplicate
     */
    public static Decision take(
            Account account, Input input, DecidedIds decidedIds, Catalog catalog) {
        return take(account, input, decidedIds, catalog, decision -> { });
    }

    /**
     * Takes one input, as the other, where a decision may be more than its shell can keep.
     *
     * @param check sees the decision before the id is remembered, and throws {@link BadInput} if it
     *     cannot be kept; nothing was changed then, so the input can be sent again
     * @throws BadInput as {@code check} does
     */
    public static Decision take(Account account, Input input, DecidedIds decidedIds,
            Catalog catalog, Consumer<Decision> check) {
        EventId id = input.event().eventId();
        if (InputAge.isCompared(input) && decidedIds.contains(id)) {
            return null;
        }
        Decision decision = decide(account, input, catalog);
        check.accept(decision);
        if (!decision.entry().isRefused()) {
            decidedIds.remember(id, input.receivedAt());
        }
        return decision;
    }

    /**
     * Decides one input: pure, total and deterministic (section 5). For inputs that are known to
     * have an entry, as a journal's causes are; others may be duplicates and go to {@link #take}.
     *
     * @param account the account after its latest entry, or {@link Account#unknown}
     * @param input an input of that account
     * @param catalog all versions of prices, plans and terms
     */
    public static Decision decide(Account account, Input input, Catalog catalog) {
        return decide(RULES_VERSION, account, input, catalog);
    }

    /**
     * Decides one input of a journal again by the rules that its entry names (J5).
     *
     * @param rules {@link #OLDEST_RULES_VERSION} to {@link #RULES_VERSION}
     * @throws IllegalArgumentException for a version that this program does not know
     */
    public static Decision decide(int rules, Account account, Input input, Catalog catalog) {
        if (rules < OLDEST_RULES_VERSION || rules > RULES_VERSION) {
            throw new IllegalArgumentException("rules_version is " + rules + ": must be "
                    + OLDEST_RULES_VERSION + " to " + RULES_VERSION);
        }
        Catalog read = rules == 1 ? catalog.ofRules1() : catalog;
        CatalogVersion version = read.at(input.time());
        Reason refusal = ScreeningRules.refusal(account, input, version);
        if (refusal != null) {
            return ScreeningRules.refuse(account, input, version, refusal);
        }
        Draft draft = new Draft(rules, account, input, read, version);
        TimeRules.pass(draft);
        Ruling ruling = Rules.decide(draft);
        AutoReloadRules.consider(draft);
        NoticeRules.give(draft);
        return draft.decision(Rules.settled(draft, ruling));
    }
}
