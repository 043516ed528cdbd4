package dev.extrausage.journal.redecide;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.Entry;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Notice;
import dev.extrausage.journal.read.WrittenEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Where an entry as written differs from its cause decided again. */
final class NamedDifferences {
    private NamedDifferences() {}

    /** A sentence on why {@code decided} is not to be believed; null when it is what is written. */
    static String doubt(WrittenEntry written, Entry decided, Catalog catalog) {
        String entry = "Entry " + written.sequence() + " ";
        if (written.rulesVersion() != Ledger.RULES_VERSION) {
            return entry + "was decided by version " + written.rulesVersion() + " of the rules, and"
                    + " this program knows version " + Ledger.RULES_VERSION + ".";
        }
        boolean known = catalog.versions().stream()
                .anyMatch(v -> v.version().equals(written.catalogVersion()));
        if (!known) {
            return entry + "was decided by catalog version " + written.catalogVersion()
                    + ", which the catalog at hand does not have: name the ledger's own with"
                    + " --catalog.";
        }
        List<String> fields = fields(written, decided);
        return fields.isEmpty() ? null : entry + "is not what deciding it again gives ("
                + String.join("; ", fields) + ").";
    }

    private static List<String> fields(WrittenEntry w, Entry d) {
        List<String> out = new ArrayList<>();
        compare(out, "sequence", w.sequence(), d.sequence());
        compare(out, "catalog_version", w.catalogVersion(), d.catalogVersion());
        compare(out, "clock", w.clock(), d.clock());
        compare(out, "cost_nanos", w.costNanos(), d.costNanos());
        compare(out, "outcome", w.outcome(), d.outcome());
        compare(out, "reason", w.reason(), d.reason());
        compare(out, "postings", w.postings(), d.postings());
        compare(out, "allowance_left_nanos", w.allowanceLeftNanos(), d.allowanceLeftNanos());
        compare(out, "extra_usage_nanos", w.extraUsageNanos(), d.extraUsageNanos());
        compare(out, "spent_nanos", w.spentNanos(), d.spentNanos());
        compare(out, "top_up_due", w.topUpDue(), d.topUpDue());
        compare(out, "notices", w.notices(), d.notices().stream().map(Notice::kind).toList());
        return out;
    }

    private static void compare(List<String> out, String field, Object written, Object decided) {
        if (!Objects.equals(written, decided)) {
            out.add(field + ": written " + written + ", decided again " + decided);
        }
    }
}
