package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.BalanceBefore;
import dev.extrausage.journal.reports.CsvLines;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.UsageBreakdown.By;
import dev.extrausage.journal.reports.UsageSums;
import dev.extrausage.journal.reports.statement.Statement.Balance;
import java.math.BigDecimal;
import java.util.List;

/**
 * Statements for a spreadsheet: one table whose column {@code line} says what a line is. Amounts
 * are exact decimals in US dollars.
 */
public final class StatementCsv {
    private static final String[] COLUMNS = {"account_id", "period_from", "period_to", "line",
        "effective_at", "sequence", "event_id", "cause", "app", "session_id", "model", "member_id",
        "from_pool", "to_pool", "grant_id", "amount_usd", "allowance_change_usd",
        "extra_usage_change_usd", "allowance_left_usd", "extra_usage_usd", "requests",
        "paid_by_allowance_usd", "paid_by_previous_allowance_usd", "paid_by_extra_usage_usd",
        "uncovered_usd", "occurred_at", "service_tier"};

    private final CsvLines csv = new CsvLines(COLUMNS);

    private StatementCsv() {}

    /** The lines of them all, under one head. */
    public static List<String> of(List<Statement> statements) {
        StatementCsv table = new StatementCsv();
        statements.forEach(table::add);
        return table.csv.lines();
    }

    private void add(Statement s) {
        balance(s, "OPENING", s.period().from(), s.opening());
        s.movements().forEach(m -> movement(s, m));
        balance(s, "CLOSING", s.period().to(), s.closing());
        for (By by : By.values()) {
            s.usage().by(by).forEach(
                    (name, sums) -> total(s, "TOTAL_BY_" + by, by, name, sums));
        }
        if (s.usage().givenBack().cost().sign() != 0) {
            total(s, "GIVEN_BACK", null, null, s.usage().givenBack());
        }
        total(s, "TOTAL", null, null, s.usage().total());
    }

    private void balance(Statement s, String line, Long at, Balance b) {
        csv.row(s.accountId(), from(s), to(s), line, time(at), null, null, null, null, null, null,
                null, null, null, null, null, null, null, usd(b.allowanceNanos()),
                usd(b.extraUsageNanos()), null, null, null, null, null, null, null);
    }

    private void movement(Statement s, Movement m) {
        Posting p = m.posting();
        UsageEvent u = m.entry().usage();
        csv.row(s.accountId(), from(s), to(s), "MOVEMENT", time(p.effectiveAt()),
                m.entry().sequence(), m.entry().cause().event().eventId(), m.cause(),
                u == null ? null : u.app(), u == null ? null : u.sessionId(),
                u == null ? null : u.model(), u == null ? null : u.memberId(),
                p.from(), p.to(), p.grantId(), usd(p.amountNanos()),
                usd(BalanceBefore.change(Pool.ALLOWANCE, p)),
                usd(BalanceBefore.change(Pool.EXTRA_USAGE, p)),
                usd(m.allowanceNanos()), usd(m.extraUsageNanos()), null, null, null, null, null,
                time(m.entry().cause().event().occurredAt()), u == null ? null : u.serviceTier());
    }

    /** {@code by}: null for all requests together. */
    private void total(Statement s, String line, By by, String name, UsageSums u) {
        csv.row(s.accountId(), from(s), to(s), line, null, null,
                null, null, by == By.APP ? name : null, by == By.SESSION ? name : null,
                by == By.MODEL ? name : null, by == By.MEMBER ? name : null, null, null, null,
                number(u.cost()), null, null, null, null, u.requests(), number(u.allowance()),
                number(u.previousAllowance()), number(u.extraUsage()), number(u.uncovered()), null,
                by == By.SERVICE_TIER ? name : null);
    }

    private static String from(Statement s) {
        return time(s.period().from());
    }

    private static String to(Statement s) {
        return time(s.period().to());
    }

    private static String time(Long millis) {
        return millis == null ? null : UtcTime.format(millis);
    }

    private static BigDecimal usd(long nanos) {
        return number(Sum.of(nanos));
    }

    /** No text: a minus sign in front of a number is no formula. */
    private static BigDecimal number(Sum sum) {
        return new BigDecimal(sum.decimal());
    }
}
