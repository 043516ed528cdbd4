package dev.extrausage.journal.reports.trial;

import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.ArithmeticCheck;
import dev.extrausage.journal.redecide.Holdings;
import dev.extrausage.journal.redecide.Moved;
import dev.extrausage.journal.reports.Sum;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All accounts' postings added up, pool by pool. What leaves a pool is its debit and what enters it
 * its credit, so credit that was sold is a liability until it is used, expires or is paid back.
 * Memory grows with accounts and their live grants. One thread at a time; partitions are added up
 * apart and merged.
 */
public final class TrialBalance {
    private static final int MOST_COMPLAINTS = 20;

    private final long until;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<Pool, Sum> credits = new EnumMap<>(Pool.class);
    private final Map<Pool, Sum> debits = new EnumMap<>(Pool.class);
    private final Map<GrantKind, Sum> liability = new EnumMap<>(GrantKind.class);
    private Sum unknownLiability = Sum.ZERO;
    private long accountCount;
    private long entryCount;
    private final List<String> complaints = new ArrayList<>();

    /** One account: what it holds by all postings so far, and by those that count. */
    private static final class Account {
        private final ArithmeticCheck adding = new ArithmeticCheck();
        private final Holdings all = new Holdings();
        private final Holdings counted = new Holdings();
        private boolean complained;
    }

    /**
     * {@code until}: postings that took effect up to then count, ms since 1970; or null for all.
     */
    public TrialBalance(Long until) {
        this.until = until == null ? Long.MAX_VALUE : until;
    }

    /**
     * The trial balance of a whole journal as it stands now.
     *
     * @param until as the constructor takes it
     * @throws dev.extrausage.journal.read.JournalUnreadable when it cannot be read
     */
    public static Report of(AccountJournal journal, Long until) {
        List<TrialBalance> partitions = new ArrayList<>();
        journal.readAll(partition -> {
            TrialBalance one = new TrialBalance(until);
            partitions.add(one);
            return one::add;
        });
        TrialBalance all = new TrialBalance(until);
        partitions.forEach(all::merge);
        return all.report();
    }

    /** One more entry; each account's in their order. */
    public void add(WrittenEntry entry) {
        Account account = accounts.computeIfAbsent(entry.accountId(), any -> new Account());
        entryCount++;
        check(account, entry);
        for (Posting p : entry.postings()) {
            if (p.effectiveAt() <= until) {
                account.counted.apply(entry, p);
                debits.merge(p.from(), Sum.of(p.amountNanos()), Sum::plus);
                credits.merge(p.to(), Sum.of(p.amountNanos()), Sum::plus);
            }
        }
    }

    private void check(Account account, WrittenEntry entry) {
        List<Moved> moved = account.all.apply(entry);
        account.adding.check(entry, account.all, moved);
        if (!account.complained && account.adding.complaint().isPresent()) {
            account.complained = true;
            complain("Account " + entry.accountId() + ": " + account.adding.complaint().get());
        }
    }

    private void complain(String sentence) {
        if (complaints.size() < MOST_COMPLAINTS) {
            complaints.add(sentence);
        }
    }

    /** Adds another's partitions to this; the two have no account in common. */
    public void merge(TrialBalance other) {
        other.close();
        close();
        accountCount += other.accountCount;
        entryCount += other.entryCount;
        other.debits.forEach((pool, sum) -> debits.merge(pool, sum, Sum::plus));
        other.credits.forEach((pool, sum) -> credits.merge(pool, sum, Sum::plus));
        other.liability.forEach((kind, sum) -> liability.merge(kind, sum, Sum::plus));
        unknownLiability = unknownLiability.plus(other.unknownLiability);
        other.complaints.forEach(this::complain);
    }

    /** Adds up what the accounts hold; more entries cannot follow. */
    private void close() {
        for (Account account : accounts.values()) {
            accountCount++;
            for (Holdings.Lot lot : account.counted.lots()) {
                if (lot.kind() == null) {
                    unknownLiability = unknownLiability.plus(lot.leftNanos());
                } else {
                    liability.merge(lot.kind(), Sum.of(lot.leftNanos()), Sum::plus);
                }
            }
        }
        accounts.clear();
    }

    /** The result; more entries cannot follow. */
    public Report report() {
        close();
        Map<Pool, Sum> balances = new EnumMap<>(Pool.class);
        Sum total = Sum.ZERO;
        for (Pool pool : Pool.values()) {
            Sum balance = credits.getOrDefault(pool, Sum.ZERO)
                    .minus(debits.getOrDefault(pool, Sum.ZERO));
            balances.put(pool, balance);
            total = total.plus(balance);
        }
        Map<GrantKind, Sum> owed = new EnumMap<>(GrantKind.class);
        Sum owedInAll = unknownLiability;
        for (GrantKind kind : GrantKind.values()) {
            owed.put(kind, liability.getOrDefault(kind, Sum.ZERO));
            owedInAll = owedInAll.plus(owed.get(kind));
        }
        List<String> wrong = new ArrayList<>(complaints);
        if (total.sign() != 0) {
            wrong.add("The pools come to " + total + ", not to zero.");
        }
        if (!owedInAll.equals(balances.get(Pool.EXTRA_USAGE)) || unknownLiability.sign() != 0) {
            wrong.add("The grants come to " + owedInAll + " (of which " + unknownLiability
                    + " nobody granted), and extra usage to " + balances.get(Pool.EXTRA_USAGE)
                    + ". Run `ledger audit`.");
        }
        return new Report(until == Long.MAX_VALUE ? null : (Long) until, accountCount, entryCount,
                balances, owed, wrong);
    }

    /**
     * All accounts at a time.
     *
     * @param at up to when, inclusive, ms since 1970; null: everything
     * @param accounts how many there are, whenever they began
     * @param entries how many were read
     * @param balances of each pool: credits less debits; they come to zero
     * @param liability what is left in grants of each kind; it comes to extra usage
     * @param complaints what does not add up, whole sentences
     */
    public record Report(Long at, long accounts, long entries, Map<Pool, Sum> balances,
            Map<GrantKind, Sum> liability, List<String> complaints) {
        /** The sum over all pools: zero. */
        public Sum total() {
            return balances.values().stream().reduce(Sum.ZERO, Sum::plus);
        }
    }
}
