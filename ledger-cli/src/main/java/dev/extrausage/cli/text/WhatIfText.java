package dev.extrausage.cli.text;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.UsageBreakdown.By;
import dev.extrausage.journal.reports.UsageSums;
import dev.extrausage.journal.reports.whatif.WhatIf;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** A comparison for people. */
public final class WhatIfText {
    private static final UsageSums NOTHING = new UsageSums();

    private WhatIfText() {}

    /**
     * Its lines.
     *
     * @param catalog what the other catalog is called
     */
    public static List<String> of(String accountId, String catalog, WhatIf w) {
        List<String> lines = new ArrayList<>();
        lines.add("What if " + accountId + " had been decided by " + catalog + "? " + w.entries()
                + " causes decided again; nothing was changed.");
        lines.add("");
        usage(lines, w, By.APP);
        usage(lines, w, By.MODEL);
        usage(lines, w, By.SERVICE_TIER);
        lines.addAll(pools(w).lines(""));
        lines.add("");
        lines.addAll(outcomes(w).lines(""));
        changes(lines, w);
        lines.add("");
        lines.addAll(caveats(w));
        return lines;
    }

    private static void usage(List<String> lines, WhatIf w, By by) {
        TreeSet<String> names = new TreeSet<>(w.written().usage().by(by).keySet());
        names.addAll(w.decided().usage().by(by).keySet());
        if (names.isEmpty()) {
            return;
        }
        TextTable table = new TextTable("By " + by.words(), ">Cost now",
                ">Cost then", ">Difference", ">Allowance", ">Previous cycle's", ">Extra usage",
                ">Uncovered");
        for (String name : names) {
            row(table, name, w.written().usage().by(by).getOrDefault(name, NOTHING),
                    w.decided().usage().by(by).getOrDefault(name, NOTHING));
        }
        UsageSums backNow = NOTHING.less(w.written().usage().givenBack());
        UsageSums backThen = NOTHING.less(w.decided().usage().givenBack());
        if (backNow.cost().sign() != 0 || backThen.cost().sign() != 0) {
            row(table, "Given back", backNow, backThen);
        }
        row(table, "Total", w.written().usage().total(), w.decided().usage().total());
        lines.addAll(table.lines(""));
        lines.add("");
    }

    private static void row(TextTable table, String name, UsageSums now, UsageSums then) {
        table.row(name, now.cost(), then.cost(), change(now.cost(), then.cost()),
                change(now.allowance(), then.allowance()),
                change(now.previousAllowance(), then.previousAllowance()),
                change(now.extraUsage(), then.extraUsage()),
                change(now.uncovered(), then.uncovered()));
    }

    private static TextTable pools(WhatIf w) {
        TextTable table = new TextTable("By pool", ">Now", ">Then", ">Difference");
        for (Pool pool : Pool.values()) {
            Sum now = w.written().pool(pool);
            Sum then = w.decided().pool(pool);
            if (now.sign() != 0 || then.sign() != 0) {
                table.row(pool, now, then, change(now, then));
            }
        }
        return table;
    }

    private static TextTable outcomes(WhatIf w) {
        TextTable table = new TextTable("Entries", ">Now", ">Then");
        for (Outcome outcome : Outcome.values()) {
            table.row(outcome, w.written().outcomes(outcome), w.decided().outcomes(outcome));
        }
        return table.row("asking for a top-up", w.written().topUpsDue(), w.decided().topUpsDue());
    }

    private static void changes(List<String> lines, WhatIf w) {
        if (w.changed() == 0) {
            return;
        }
        lines.add("");
        lines.add("Another outcome for " + w.changed() + " entries"
                + (w.changed() > w.changes().size() ? ", the first of them:" : ":"));
        for (WhatIf.Change c : w.changes()) {
            WrittenEntry e = c.written();
            lines.add("  entry " + e.sequence() + ", " + UtcTime.format(e.cause().time()) + ", "
                    + (e.cause().event() instanceof AccountEvent a ? a.change().type()
                            : "usage of " + e.usage().app()) + ": " + outcome(e) + " -> "
                    + (c.decided() == null ? "no entry (a duplicate)" : outcome(c.decided())));
        }
    }

    private static List<String> caveats(WhatIf w) {
        List<String> lines = new ArrayList<>();
        lines.add("Payments stay as they were: credit that was bought, by hand or by auto-reload,"
                + " is credited at the same moments, and no top-up is added or left out. Starter"
                + " credit is decided again.");
        lines.add("What was asked for stays as it was: whoever would have been blocked is taken to"
                + " have gone on, and the other way round.");
        if (w.earlierRules() > 0) {
            lines.add(w.earlierRules() + " causes were decided by earlier rules; here all are"
                    + " decided by version " + Ledger.RULES_VERSION + ".");
        }
        if (w.corrections() > 0) {
            lines.add("Corrections stay as they were: usage is given back in the amounts that it"
                    + " took under the journal's own catalog.");
        }
        if (w.newlyRefused() > 0) {
            lines.add(w.newlyRefused() + " causes would be refused that were not: their senders"
                    + " might have sent them again, which is not guessed at.");
        }
        return lines;
    }

    private static String outcome(WrittenEntry e) {
        return e.outcome() + (e.reason() == null ? "" : " " + e.reason());
    }

    private static String change(Sum now, Sum then) {
        Sum change = then.minus(now);
        return change.sign() > 0 ? "+" + change : change.sign() == 0 ? "-" : change.toString();
    }
}
