package dev.extrausage.cli.text;

import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Posting;
import dev.extrausage.core.UtcTime;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.Holdings;
import dev.extrausage.journal.reports.Sum;
import dev.extrausage.journal.reports.asof.AsOf.Answer;
import dev.extrausage.journal.reports.asof.PastBalance;
import java.util.ArrayList;
import java.util.List;

/** A past balance for people. */
public final class AsOfText {
    private AsOfText() {}

    /** Its lines. */
    public static List<String> of(String accountId, Answer a) {
        String at = UtcTime.format(a.effectiveUntil());
        String then = UtcTime.format(a.knownUntil());
        String known = "By what is known now, " + accountId + " had at " + at + ":";
        String said = (a.knownUntil() == a.effectiveUntil() ? "By " + then + " the ledger had said:"
                : "By " + then + " the ledger had said of " + at + ":");
        List<String> lines = new ArrayList<>();
        lines.add(a.asksWhatWasSaid() ? said : known);
        lines.addAll(balance(a.asked()));
        if (a.later().isEmpty()) {
            lines.add("No later entry tells of that time: the ledger had said by " + then
                    + " what is known now.");
        } else {
            lines.add("");
            lines.add(a.asksWhatWasSaid() ? known : said);
            lines.addAll(balance(a.other()));
            lines.add("Entries that came later and tell of that time:");
            a.later().forEach(e -> lines.add("  " + later(e, a.effectiveUntil())));
        }
        if (!a.addsUp()) {
            lines.add("NOT IN ORDER: the balances that entries state are not those their postings"
                    + " add up to. Run `ledger audit`.");
        }
        return lines;
    }

    private static List<String> balance(PastBalance b) {
        TextTable table = new TextTable("", ">", "");
        if (b.plan() == null) {
            table.row("Plan", null, b.doubt() == null ? "none: not opened yet" : b.doubt());
        } else {
            table.row("Plan", b.plan(), b.closed() ? "closed" : b.doubt() != null ? b.doubt()
                    : "cycle " + UtcTime.format(b.cycle().start()) + " to "
                            + UtcTime.format(b.cycle().end()));
        }
        table.row("Allowance left", Sum.of(b.allowanceNanos()), null);
        table.row("Extra usage", Sum.of(b.extraUsageNanos()), null);
        for (Holdings.Lot lot : b.lots()) {
            table.row("  " + lot.grantId(), Sum.of(lot.leftNanos()), lot.kind()
                    + (lot.expiresAt() == null ? ""
                            : ", expires " + UtcTime.format(lot.expiresAt())));
        }
        table.row("Spent this cycle", Sum.of(b.spentNanos()), null);
        table.row("Last entry", b.sequence() == 0 ? "none" : b.sequence(), null);
        List<String> lines = table.lines("  ");
        return lines.subList(1, lines.size());
    }

    private static String later(WrittenEntry e, long until) {
        StringBuilder line = new StringBuilder("entry " + e.sequence() + ", received "
                + UtcTime.format(e.cause().receivedAt()) + ", "
                + (e.cause().event() instanceof AccountEvent a ? a.change().type()
                        : "usage of " + e.usage().app()));
        for (Posting p : e.postings()) {
            if (p.effectiveAt() <= until) {
                line.append("; ").append(Sum.of(p.amountNanos())).append(' ').append(p.from())
                        .append(" -> ").append(p.to())
                        .append(p.grantId() == null ? "" : " (" + p.grantId() + ")")
                        .append(" at ").append(UtcTime.format(p.effectiveAt()));
            }
        }
        return line.toString();
    }
}
