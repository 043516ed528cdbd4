package dev.extrausage.cli.text;

import dev.extrausage.core.Posting;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.UsageBreakdown;
import dev.extrausage.journal.reports.UsageBreakdown.By;
import dev.extrausage.journal.reports.UsageSums;
import dev.extrausage.journal.reports.statement.Movement;
import dev.extrausage.journal.reports.statement.Statement;
import dev.extrausage.journal.reports.statement.Statement.Balance;
import dev.extrausage.journal.reports.statement.Statement.Flow;
import java.util.ArrayList;
import java.util.List;

/** A statement for people. */
public final class StatementText {
    private StatementText() {}

    /** Its lines. */
    public static List<String> of(Statement s) {
        List<String> lines = new ArrayList<>();
        lines.add("Statement of " + s.accountId() + ", " + s.period());
        s.notes().forEach(lines::add);
        lines.add("");
        lines.addAll(movements(s).lines(""));
        if (!s.flows().isEmpty()) {
            lines.add("");
            TextTable flows = new TextTable("From", "To", ">Amount");
            for (Flow flow : s.flows()) {
                flows.row(flow.from(), flow.to(), flow.amount());
            }
            lines.addAll(flows.lines(""));
        }
        for (By by : By.values()) {
            usage(lines, s.usage(), by);
        }
        s.complaints().forEach(c -> lines.add("NOT IN ORDER: " + c));
        return lines;
    }

    private static TextTable movements(Statement s) {
        TextTable table = new TextTable("Time", ">Entry", "Requested", "Cause", "From", "To",
                "Grant", ">Amount", ">Allowance left", ">Extra usage");
        balance(table, s.period().from(), "Opening balance", s.opening());
        for (Movement m : s.movements()) {
            Posting p = m.posting();
            table.row(UtcTime.format(p.effectiveAt()), m.entry().sequence(), requested(m), cause(m),
                    p.from(), p.to(), p.grantId(), Sum.of(p.amountNanos()),
                    Sum.of(m.allowanceNanos()), Sum.of(m.extraUsageNanos()));
        }
        balance(table, s.period().to(), "Closing balance", s.closing());
        return table;
    }

    private static void balance(TextTable table, Long at, String name, Balance balance) {
        table.row(at == null ? null : UtcTime.format(at), null, null, name, null, null, null, null,
                Sum.of(balance.allowanceNanos()), Sum.of(balance.extraUsageNanos()));
    }

    /** The request's own time, by which it may be late, or have met other credit. */
    private static String requested(Movement m) {
        UsageEvent usage = m.entry().usage();
        return usage == null ? null : UtcTime.format(usage.occurredAt());
    }

    private static String cause(Movement m) {
        UsageEvent usage = m.entry().usage();
        return usage == null ? m.cause() : usage.app() + ", " + usage.model()
                + (usage.serviceTier() == null ? "" : ", " + usage.serviceTier());
    }

    private static void usage(List<String> lines, UsageBreakdown usage, By by) {
        if (usage.by(by).isEmpty()) {
            return;
        }
        lines.add("");
        TextTable table = new TextTable("Usage by " + by.words(),
                ">Requests", ">Cost", ">Allowance", ">Previous cycle's", ">Extra usage",
                ">Uncovered");
        usage.by(by).forEach((name, sums) -> row(table, name.isEmpty() ? "(none)" : name, sums));
        if (usage.givenBack().cost().sign() != 0) {
            row(table, "Given back", new UsageSums().less(usage.givenBack()));
        }
        row(table, "Total", usage.total());
        lines.addAll(table.lines(""));
    }

    private static void row(TextTable table, String name, UsageSums u) {
        table.row(name, u.requests(), u.cost(), u.allowance(), u.previousAllowance(),
                u.extraUsage(), u.uncovered());
    }
}
