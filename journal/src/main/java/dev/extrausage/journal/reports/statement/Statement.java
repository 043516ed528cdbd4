package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.Pool;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.UsageBreakdown;
import java.util.List;

/**
 * An account's movements in a period; amounts in nano-USD.
 *
 * @param opening the balances just before it
 * @param movements in the order of their taking effect
 * @param flows what they come to, by where they go from and to
 * @param closing the balances at its end: opening plus movements
 * @param usage what the requests cost
 * @param notes what a reader should know of it, whole sentences
 * @param complaints what does not add up, whole sentences; empty for every journal that is intact
 */
public record Statement(
        String accountId, Period period, Balance opening, List<Movement> movements,
        List<Flow> flows, Balance closing, UsageBreakdown usage, List<String> notes,
        List<String> complaints) {

    /** A customer's balances at an instant, nano-USD. */
    public record Balance(long allowanceNanos, long extraUsageNanos) {}

    /** All that moved from one pool to another. */
    public record Flow(Pool from, Pool to, Sum amount) {}
}
