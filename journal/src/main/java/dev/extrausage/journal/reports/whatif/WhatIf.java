package dev.extrausage.journal.reports.whatif;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change.UsageReversed;
import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.UsageBreakdown;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An account's causes decided again under another catalog, beside the journal as it is written. The
 * causes are told in the journal's order, with its treatment of duplicates: one that was refused
 * and sent again has an entry for each delivery, and where the other catalog accepts the first, the
 * second is a duplicate (M4). Nothing is changed anywhere.
 */
public final class WhatIf {
    private static final int MOST_CHANGES = 50;

    private final Catalog other;
    private final DecidedIds seen = DecidedIds.unbounded();
    private final Side written = new Side();
    private final Side decided = new Side();
    private final List<Change> changes = new ArrayList<>();
    private long changed;
    private long duplicates;
    private long newlyRefused;
    private long entries;
    private long earlierRules;
    private long corrections;
    private Account account;

    /** One of the two: what is written, or what the other catalog decides. */
    public static final class Side {
        private final UsageBreakdown usage = new UsageBreakdown();
        private final Map<Pool, Sum> pools = new EnumMap<>(Pool.class);
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private long topUpsDue;

        private void add(WrittenEntry entry) {
            usage.add(entry, anyTime -> true);
            outcomes.merge(entry.outcome(), 1L, Long::sum);
            topUpsDue += entry.topUpDue() == null ? 0 : 1;
            for (Posting p : entry.postings()) {
                for (Pool pool : List.of(p.from(), p.to())) {
                    pools.merge(pool, Sum.of(BalanceBefore.change(pool, p)), Sum::plus);
                }
            }
        }

        /** The cost of requests, by app and model, and its payers. */
        public UsageBreakdown usage() {
            return usage;
        }

        /** A pool's credits less its debits; for the customer's own: the balance. */
        public Sum pool(Pool pool) {
            return pools.getOrDefault(pool, Sum.ZERO);
        }

        /** The number of entries with this outcome. */
        public long outcomes(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }

        /** The number of top-ups that were asked for. */
        public long topUpsDue() {
            return topUpsDue;
        }
    }

    /**
     * An entry whose outcome or reason would be another.
     *
     * @param decided null where the other catalog makes it a duplicate, without an entry
     */
    public record Change(WrittenEntry written, WrittenEntry decided) {}

    /** A comparison of that account with its past under {@code other}. */
    public WhatIf(String accountId, Catalog other) {
        this.other = other;
        this.account = Account.unknown(accountId);
    }

    /** The account's next entry. */
    public void add(WrittenEntry entry) {
        entries++;
        earlierRules += entry.rulesVersion() < Ledger.RULES_VERSION ? 1 : 0;
        corrections += entry.cause().event() instanceof AccountEvent a
                && a.change() instanceof UsageReversed ? 1 : 0;
        written.add(entry);
        Decision decision = Ledger.take(account, entry.cause(), seen, other);
        if (decision == null) {
            duplicates++;
            note(entry, null);
            return;
        }
        account = decision.account();
        WrittenEntry again = WrittenEntry.of(decision.entry());
        decided.add(again);
        if (again.isRefused() && !entry.isRefused()) {
            newlyRefused++;
        }
        if (again.outcome() != entry.outcome() || !Objects.equals(again.reason(), entry.reason())) {
            note(entry, again);
        }
    }

    private void note(WrittenEntry entry, WrittenEntry again) {
        changed++;
        if (changes.size() < MOST_CHANGES) {
            changes.add(new Change(entry, again));
        }
    }

    /** The journal. */
    public Side written() {
        return written;
    }

    /** Under the other catalog. */
    public Side decided() {
        return decided;
    }

    /** The number of entries in the journal. */
    public long entries() {
        return entries;
    }

    /** The number of entries that earlier rules decided: here they are decided by the newest. */
    public long earlierRules() {
        return earlierRules;
    }

    /** The number of corrections that gave usage back; their amounts are those of the journal. */
    public long corrections() {
        return corrections;
    }

    /** The number of entries with another outcome or reason, or that would not be there. */
    public long changed() {
        return changed;
    }

    /** The first of those. */
    public List<Change> changes() {
        return List.copyOf(changes);
    }

    /** The number of entries that an earlier delivery, no longer refused, makes duplicates. */
    public long duplicates() {
        return duplicates;
    }

    /**
     * The number of causes that only the other catalog refuses: their senders might have
     * sent them again, and duplicates of them that the journal left out might have counted.
     */
    public long newlyRefused() {
        return newlyRefused;
    }
}
