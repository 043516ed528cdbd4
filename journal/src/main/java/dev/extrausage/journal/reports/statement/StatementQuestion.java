package dev.extrausage.journal.reports.statement;

import java.time.YearMonth;

/**
 * The period that statements are asked for: one of the two, or neither for the current cycle.
 *
 * @param month the billing cycles that start in it, in UTC: mostly one; or null
 * @param period that span of time; or null
 */
public record StatementQuestion(YearMonth month, Period period) {
    /** The billing cycle that holds the clock of the account's latest entry. */
    public static final StatementQuestion CURRENT = new StatementQuestion(null, null);

    /** Refuses a month beside a period. */
    public StatementQuestion {
        if (month != null && period != null) {
            throw new IllegalArgumentException("a month and a period are asked for at once");
        }
    }
}
