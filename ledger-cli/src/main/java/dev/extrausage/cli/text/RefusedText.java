package dev.extrausage.cli.text;

import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.refused.RefusedReport;
import dev.extrausage.journal.reports.refused.RefusedSum;
import java.util.ArrayList;
import java.util.List;

/** Usage that lacks a price, for people. */
public final class RefusedText {
    private RefusedText() {}

    /** A table by reason and name, and what can be done. */
    public static List<String> of(RefusedReport report) {
        List<RefusedSum> sums = report.sums();
        if (sums.isEmpty()) {
            return List.of("No usage is refused for want of a price.");
        }
        List<String> lines = new ArrayList<>();
        long requests = sums.stream().mapToLong(RefusedSum::requests).sum();
        lines.add(requests(requests) + " served and refused for want of a price, so nobody pays:");
        lines.add("");
        TextTable table = new TextTable("Reason", "Name", ">Requests", ">Accounts", "First", "Last",
                ">Would cost", "");
        for (RefusedSum sum : sums) {
            table.row(sum.reason(), sum.name() == null ? "(other names)" : sum.name(),
                    sum.requests(), (report.hasTooManyAccounts() ? "≥ " : "") + sum.accounts(),
                    UtcTime.format(sum.firstAt()), UtcTime.format(sum.lastAt()),
                    sum.withoutPrice() == sum.requests() ? null : sum.cost(), withoutPrice(sum));
        }
        lines.addAll(table.lines(""));
        lines.add("");
        long without = sums.stream().mapToLong(RefusedSum::withoutPrice).sum();
        Sum cost = sums.stream().map(RefusedSum::cost).reduce(Sum.ZERO, Sum::plus);
        if (without < requests) {
            lines.add(requests(requests - without) + " would cost " + cost
                    + ". `ledger resubmit --reason REASON` sends them again.");
        }
        if (without > 0) {
            lines.add(requests(without) + " without a price in this catalog too: add a version that"
                    + " has it and was in force at the requests' times.");
        }
        return lines;
    }

    private static String withoutPrice(RefusedSum sum) {
        if (sum.withoutPrice() == 0) {
            return null;
        }
        return sum.withoutPrice() == sum.requests() ? "no price"
                : sum.withoutPrice() + " without price";
    }

    private static String requests(long number) {
        return number + (number == 1 ? " request" : " requests");
    }
}
