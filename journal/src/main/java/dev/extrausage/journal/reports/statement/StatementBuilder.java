package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.UsageBreakdown;
import dev.extrausage.journal.reports.statement.Statement.Balance;
import dev.extrausage.journal.reports.statement.Statement.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Makes a statement of an account's entries, which are told in their order. Opening and closing are
 * the balances that entries state, and the movements are the postings: that the one plus the other
 * is the third is checked, not assumed.
 */
public final class StatementBuilder {
    private final String accountId;
    private final Period period;
    private final BalanceBefore opening;
    private final BalanceBefore closing;
    private final List<Line> lines = new ArrayList<>();
    private final UsageBreakdown usage = new UsageBreakdown();
    private final Long openUntil;
    private WrittenEntry latest;

    /** A posting in the period, and whose it is. */
    private record Line(WrittenEntry entry, Posting posting) {}

    /**
     * Of that account, for that period.
     *
     * @param openUntil when late usage can no longer change it ({@link Cycles#openUntil}); or null
     */
    public StatementBuilder(String accountId, Period period, Long openUntil) {
        this.accountId = accountId;
        this.period = period;
        this.openUntil = openUntil;
        opening = new BalanceBefore(period.from() == null ? Long.MIN_VALUE : period.from());
        closing = new BalanceBefore(period.to());
    }

    /** The account's next entry. */
    public void add(WrittenEntry entry) {
        latest = entry;
        opening.add(latest);
        closing.add(latest);
        usage.add(latest, period::contains);
        for (Posting posting : latest.postings()) {
            if (period.contains(posting.effectiveAt())) {
                lines.add(new Line(latest, posting));
            }
        }
    }

    /** The number of movements so far. */
    int size() {
        return lines.size();
    }

    /**
     * The statement.
     *
     * @param complaints what was found wrong with the account's journal before
     * @param remarks what else a reader should know, whole sentences
     */
    public Statement build(List<String> complaints, List<String> remarks) {
        // An entry's postings stand in the order of the rules; a reader wants that of time.
        lines.sort(Comparator.comparingLong((Line l) -> l.posting.effectiveAt()));
        List<Movement> movements = new ArrayList<>(lines.size());
        Map<Pool, Map<Pool, Sum>> flows = new EnumMap<>(Pool.class);
        long allowance = opening.allowanceNanos();
        long extraUsage = opening.extraUsageNanos();
        Balance before = new Balance(allowance, extraUsage);
        for (Line line : lines) {
            Posting p = line.posting;
            allowance += BalanceBefore.change(Pool.ALLOWANCE, p);
            extraUsage += BalanceBefore.change(Pool.EXTRA_USAGE, p);
            movements.add(new Movement(line.entry, p, allowance, extraUsage));
            flows.computeIfAbsent(p.from(), any -> new EnumMap<>(Pool.class))
                    .merge(p.to(), Sum.of(p.amountNanos()), Sum::plus);
        }
        Balance after = new Balance(closing.allowanceNanos(), closing.extraUsageNanos());
        List<String> wrong = new ArrayList<>(complaints);
        if (!after.equals(new Balance(allowance, extraUsage))) {
            wrong.add("Opening balance and movements come to an allowance of " + Sum.of(allowance)
                    + " and extra usage of " + Sum.of(extraUsage)
                    + ", which is not the closing balance. Run `ledger audit`.");
        }
        return new Statement(accountId, period, before, List.copyOf(movements), flat(flows), after,
                usage, notes(remarks), wrong);
    }

    private static List<Flow> flat(Map<Pool, Map<Pool, Sum>> flows) {
        List<Flow> flat = new ArrayList<>();
        flows.forEach((from, tos) ->
                tos.forEach((to, sum) -> flat.add(new Flow(from, to, sum))));
        return flat;
    }

    private List<String> notes(List<String> remarks) {
        List<String> notes = new ArrayList<>(remarks);
        if (latest == null || latest.clock() == null) {
            return notes;
        }
        String decided = "The ledger has decided this account up to "
                + UtcTime.format(latest.clock());
        if (period.to() == null || latest.clock() < period.to()) {
            notes.add(decided + ": what comes later is not in this statement yet.");
        } else if (openUntil != null && latest.clock() <= openUntil) {
            notes.add(decided + ": late usage may still be added to this period until "
                    + UtcTime.format(openUntil) + ".");
        }
        return notes;
    }
}
