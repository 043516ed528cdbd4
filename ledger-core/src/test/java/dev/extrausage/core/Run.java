package dev.extrausage.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A ledger in memory for tests: decides inputs in their order, and leaves out duplicates as the
 * real shells do (M4), by a memory that never forgets.
 */
public final class Run {
    private final Catalog catalog;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, DecidedIds> decided = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    /** Starts with nothing decided. */
    public Run(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Decides all of {@code inputs}, of any number of accounts, in their order. */
    public static Run of(List<Input> inputs, Catalog catalog) {
        Run run = new Run(catalog);
        inputs.forEach(run::decide);
        return run;
    }

    /**
     * One input and its fate.
     *
     * @param before the account before it
     * @param entry its entry; null for a duplicate, which makes none
     * @param after the account after it
     */
    public record Step(Input input, Account before, Entry entry, Account after) {
        /** Tells whether M4 left it out. */
        public boolean isDuplicate() {
            return entry == null;
        }

        /** Tells whether D1 refused it, by the reasons that only D1 gives. */
        public boolean isScreenedOut() {
            return entry != null && entry.isRefused() && switch (entry.reason()) {
                case TOO_OLD, IN_THE_FUTURE, UNKNOWN_ACCOUNT, ACCOUNT_CLOSED, NOT_YET -> true;
                case UNKNOWN_PLAN -> !before.wasOpened();
                default -> false;
            };
        }
    }

    /** Decides one more input. */
    public Step decide(Input input) {
        String id = input.event().accountId();
        Account before = account(id);
        DecidedIds ids = decided.computeIfAbsent(id, any -> DecidedIds.unbounded());
        Decision decision = Ledger.take(before, input, ids, catalog);
        if (decision != null) {
            accounts.put(id, decision.account());
        }
        Step step = decision == null ? new Step(input, before, null, before)
                : new Step(input, before, decision.entry(), decision.account());
        steps.add(step);
        return step;
    }

    /** The account as it stands; unknown if nothing was decided for it. */
    public Account account(String accountId) {
        return accounts.getOrDefault(accountId, Account.unknown(accountId));
    }

    /** Every input so far with its fate, duplicates included. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }

    /** The entries so far, in order. */
    public List<Entry> entries() {
        return steps.stream().filter(s -> !s.isDuplicate()).map(Step::entry).toList();
    }
}
