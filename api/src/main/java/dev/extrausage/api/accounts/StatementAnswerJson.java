package dev.extrausage.api.accounts;

import dev.extrausage.journal.reports.UsageBreakdown;
import dev.extrausage.journal.reports.UsageBreakdown.By;
import dev.extrausage.journal.reports.UsageSums;
import dev.extrausage.journal.reports.statement.Statement;
import java.util.Locale;

/** A statement; its period is open where it has no bound. */
final class StatementAnswerJson {
    private StatementAnswerJson() {}

    static AnswerFields of(Statement s) {
        return new AnswerFields().time("from", s.period().from()).time("to", s.period().to())
                .object("opening", balance(s.opening()))
                .list("movements", s.movements(), MovementJson::of)
                .object("closing", balance(s.closing()))
                .list("flows", s.flows(), flow -> new AnswerFields().text("from", flow.from())
                        .text("to", flow.to()).usd("amount_usd", flow.amount()))
                .object("usage", usage(s.usage())).texts("notes", s.notes())
                .flag("adds_up", s.complaints().isEmpty()).texts("complaints", s.complaints());
    }

    private static AnswerFields balance(Statement.Balance b) {
        return new AnswerFields().usd("allowance_left_usd", b.allowanceNanos())
                .usd("extra_usage_usd", b.extraUsageNanos());
    }

    private static AnswerFields usage(UsageBreakdown usage) {
        AnswerFields json = new AnswerFields()
                .object("total", sums(new AnswerFields(), usage.total()))
                .object("given_back", sums(new AnswerFields(), usage.givenBack()));
        for (By by : By.values()) {
            String name = by.name().toLowerCase(Locale.ROOT);
            json.list("by_" + name, usage.by(by).entrySet(), part -> sums(new AnswerFields()
                    .text(name, part.getKey().isEmpty() ? null : part.getKey()),
                    part.getValue()));
        }
        return json;
    }

    private static AnswerFields sums(AnswerFields json, UsageSums u) {
        return json.number("requests", u.requests()).usd("cost_usd", u.cost())
                .usd("allowance_usd", u.allowance())
                .usd("previous_allowance_usd", u.previousAllowance())
                .usd("extra_usage_usd", u.extraUsage()).usd("uncovered_usd", u.uncovered());
    }
}
