package dev.extrausage.cli.text;

import dev.extrausage.journal.proof.AuditReport;
import dev.extrausage.journal.proof.Finding;
import dev.extrausage.journal.proof.Findings;
import dev.extrausage.journal.redecide.Difference;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An audit's report as people read it. */
public final class ReportText {
    private ReportText() {}

    /** Writes it, with every finding that is kept. */
    public static void write(AuditReport report, PrintWriter out) {
        writeFindings(report.findings(), out);
        out.printf(Locale.ROOT, "%,d entries of %,d accounts in %d partitions read.%n",
                report.entries(), report.accounts(), report.partitions());
        if (report.ofEarlierRules() > 0) {
            out.printf(Locale.ROOT, "%,d of them were decided by earlier rules: linked, not"
                    + " re-decided.%n", report.ofEarlierRules());
        }
        if (report.pending() > 0) {
            out.printf(Locale.ROOT, "%,d inputs were not decided yet.%n", report.pending());
        }
        out.println(report.allHolds() ? "All holds."
                : "It does not hold: " + report.findings().counts().entrySet().stream()
                        .map(e -> e.getValue() + " × " + e.getKey().words())
                        .collect(Collectors.joining(", ")) + ".");
        out.flush();
    }

    /** Writes the findings that are kept, and how many more there are. */
    public static void writeFindings(Findings findings, PrintWriter out) {
        List<Finding> kept = findings.inOrder();
        kept.forEach(finding -> write(finding, out));
        if (findings.total() > kept.size()) {
            out.println("… and " + (findings.total() - kept.size()) + " more findings");
        }
        out.flush();
    }

    private static void write(Finding f, PrintWriter out) {
        StringBuilder line = new StringBuilder(f.kind().words().toUpperCase(Locale.ROOT));
        if (f.account() != null) {
            line.append(": account ").append(f.account());
        }
        if (f.sequence() != null) {
            line.append(", entry ").append(f.sequence());
        }
        if (f.topic() != null) {
            line.append(" (").append(f.topic());
            line.append(f.partition() == null ? "" : "-" + f.partition());
            line.append(f.offset() == null ? "" : " at offset " + f.offset()).append(")");
        }
        out.println(line.append(": ").append(f.text()));
        for (Difference d : f.differences()) {
            out.println("    " + d.field() + ": expected " + d.expected() + ", found " + d.found());
        }
    }
}
