package dev.extrausage.view.query;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.Cycle;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The instants at which an account's billing cycles begin (C1): its changes of plan, which are kept
 * for ever, are decided again by the ledger's own rules, and each anchor's cycles run by the
 * calendar until the next one holds. SqlTables cut where this does.
 */
final class CycleStarts {
    private final List<Relation> relations = new ArrayList<>();
    private final Catalog catalog;
    private Account account;

    /** A billing relation: its anchor, and the time since which it holds. */
    private record Relation(long anchor, long from) { }

    CycleStarts(String accountId, Catalog catalog) {
        this.catalog = catalog;
        account = Account.unknown(accountId);
    }

    /**
     * The account's next change of plan that was applied. Its time names the catalog version that
     * decided it, the clock the cycle that it fell into.
     */
    void add(AccountEvent event, long time, long clock, int rules) {
        if (time < clock) {
            decide(Ledger.RULES_VERSION, passing(clock), clock);
        }
        decide(rules, event.change(), time);
        if (account.wasOpened()) {
            long anchor = account.subscription().cycle().anchor();
            if (relations.isEmpty()
                    || relations.get(relations.size() - 1).anchor != anchor) {
                relations.add(new Relation(anchor, clock));
            }
        }
    }

    /** A change refused past D1 (P1): it only lets time pass, for every account. */
    private Change passing(long clock) {
        String any = catalog.at(clock).plans().keySet().iterator().next();
        return new Change.PlanStarted(any, 1, null, clock + 2 * InputAge.AHEAD_MILLIS);
    }

    private void decide(int rules, Change change, long time) {
        EventId id = EventId.derived(time, "cycle-starts");
        account = Ledger.decide(rules, account, new Input(new AccountEvent(
                id, account.accountId(), time, "cycle-starts", change), time), catalog).account();
    }

    /** Those after {@code from} and before {@code to}, in milliseconds since 1970. */
    NavigableSet<Long> between(long from, long to) {
        NavigableSet<Long> starts = new TreeSet<>();
        for (int i = 0; i < relations.size(); i++) {
            Relation relation = relations.get(i);
            long end = i + 1 < relations.size() ? relations.get(i + 1).from : to;
            starts.add(relation.from);
            Cycle cycle = Cycle.of(relation.anchor, 0);
            while (cycle.start() < Math.min(end, to)) {
                if (cycle.start() > relation.from) {
                    starts.add(cycle.start());
                }
                cycle = Cycle.of(relation.anchor, cycle.index() + 1);
            }
        }
        return starts.subSet(from, false, Math.max(from, to), false);
    }
}
