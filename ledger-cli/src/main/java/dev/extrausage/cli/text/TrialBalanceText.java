package dev.extrausage.cli.text;

import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Pool;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.reports.CsvLines;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.trial.TrialBalance.Report;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** A trial balance as a page and as a table for a spreadsheet. */
public final class TrialBalanceText {
    private TrialBalanceText() {}

    private static String meaning(Pool pool) {
        return switch (pool) {
            case ALLOWANCE -> "plan allowance that customers may still use";
            case EXTRA_USAGE -> "credit that customers may still use: a liability";
            case PLAN -> "allowance given by plans";
            case PAYMENTS -> "credit that was paid for";
            case PROMOTIONS -> "starter and goodwill credit given, less what was withdrawn";
            case USAGE -> "list price of all requests served, less what was given back";
            case UNCOVERED -> "served or charged back, and paid by nobody";
            case LAPSED -> "breakage: allowance not used in its cycle";
            case EXPIRED -> "breakage: credit not used before its expiry";
            case REFUNDS -> "credit paid back";
            case CHARGEBACKS -> "payments that banks took back";
        };
    }

    /** For people. */
    public static List<String> page(Report r) {
        List<String> lines = new ArrayList<>();
        lines.add("Trial balance of " + r.accounts()
                + (r.accounts() == 1 ? " account, " : " accounts, ")
                + (r.at() == null ? "everything decided so far"
                        : "what took effect up to " + UtcTime.format(r.at()))
                + " (" + r.entries() + " entries read)");
        lines.add("");
        TextTable pools = new TextTable("Pool", ">Debit", ">Credit", "");
        r.balances().forEach((pool, b) -> pools.row(
                pool, b.sign() < 0 ? b.negated() : null, b.sign() > 0 ? b : null,
                meaning(pool)));
        pools.row("Total", debits(r), credits(r),
                r.total().sign() == 0 ? "sums to zero" : "differs by " + r.total());
        lines.addAll(pools.lines(""));
        lines.add("");
        TextTable kinds = new TextTable("Liability by grant kind", ">");
        r.liability().forEach(kinds::row);
        kinds.row("Total", r.liability().values().stream().reduce(Sum.ZERO, Sum::plus));
        lines.addAll(kinds.lines(""));
        lines.add("");
        TextTable rest = new TextTable("Breakage and uncovered", ">");
        rest.row("EXPIRED", r.balances().get(Pool.EXPIRED))
                .row("LAPSED", r.balances().get(Pool.LAPSED))
                .row("UNCOVERED", r.balances().get(Pool.UNCOVERED).negated());
        lines.addAll(rest.lines(""));
        r.complaints().forEach(c -> lines.add("NOT IN ORDER: " + c));
        return lines;
    }

    /** Amounts are exact decimals in US dollars; {@code balance_usd} is credit less debit. */
    public static List<String> csv(Report r) {
        CsvLines csv = new CsvLines(
                "at", "section", "name", "debit_usd", "credit_usd", "balance_usd");
        String at = r.at() == null ? null : UtcTime.format(r.at());
        r.balances().forEach((pool, b) -> csv.row(at, "POOL", pool.name(),
                number(b.sign() < 0 ? b.negated() : Sum.ZERO),
                number(b.sign() > 0 ? b : Sum.ZERO), number(b)));
        csv.row(at, "TOTAL", null, number(debits(r)), number(credits(r)), number(r.total()));
        for (GrantKind kind : r.liability().keySet()) {
            csv.row(at, "LIABILITY", kind.name(), null, null, number(r.liability().get(kind)));
        }
        for (Pool pool : List.of(Pool.EXPIRED, Pool.LAPSED)) {
            csv.row(at, "BREAKAGE", pool.name(), null, null, number(r.balances().get(pool)));
        }
        csv.row(at, "UNCOVERED", null, null, null,
                number(r.balances().get(Pool.UNCOVERED).negated()));
        return csv.lines();
    }

    private static Sum debits(Report r) {
        return credits(r).minus(r.total());
    }

    private static Sum credits(Report r) {
        return r.balances().values().stream().filter(b -> b.sign() > 0)
                .reduce(Sum.ZERO, Sum::plus);
    }

    private static BigDecimal number(Sum sum) {
        return new BigDecimal(sum.decimal());
    }
}
