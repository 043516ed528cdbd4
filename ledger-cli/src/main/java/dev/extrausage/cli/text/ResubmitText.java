package dev.extrausage.cli.text;

import dev.extrausage.core.Reason;
import dev.extrausage.journal.reports.refused.Resubmission;
import java.util.ArrayList;
import java.util.List;

/** The outcome of sending refused usage again, for people. */
public final class ResubmitText {
    private ResubmitText() {}

    /** A sentence on how many were sent, and a line for each that has any. */
    public static List<String> of(Reason reason, Resubmission.Result r) {
        List<String> lines = new ArrayList<>();
        if (r.open() == 0) {
            lines.add("No usage refused " + reason + " is open.");
            return lines;
        }
        lines.add(requests(r.open()) + " refused " + reason + ": "
                + r.sent() + (r.dryRun() ? " would be sent again." : " sent again."));
        if (r.dryRun() && r.sent() > 0) {
            lines.add("  would cost     " + r.cost());
        }
        line(lines, "paid           ", r.paid(), "");
        line(lines, "uncovered      ", r.uncovered(),
                ", of which nobody paid " + r.uncoveredCost());
        if (r.paid() + r.uncovered() > 0) {
            lines.add("  cost           " + r.cost());
        }
        line(lines, "late           ", r.late(),
                ": they drew on the allowance of the cycle before");
        line(lines, "duplicates     ", r.duplicates(), ": accepted already, no entry was made");
        r.refusedBy().forEach((why, number) ->
                line(lines, "refused again  ", number, ": " + why));
        line(lines, "without price  ", r.withoutPrice(),
                ", not sent: the ledger's catalog has none at their times still");
        line(lines, "too old        ", r.tooOld(),
                ", not sent: more than 35 days old, they would be refused TOO_OLD");
        return lines;
    }

    private static void line(List<String> lines, String what, long number, String rest) {
        if (number > 0) {
            lines.add("  " + what + number + rest);
        }
    }

    private static String requests(long number) {
        return number + (number == 1 ? " request" : " requests");
    }
}
