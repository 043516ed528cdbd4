package dev.extrausage.cli.text;

import dev.extrausage.client.gate.DecidedBy;
import dev.extrausage.client.gate.GateAnswer;
import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.core.Money;
import dev.extrausage.core.UtcTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An answer in lines for a person. Amounts are exact, never rounded. */
public final class GateText {
    private static final String LINE = "%-16s %s";

    private GateText() {}

    /** All there is to say of it. */
    public static List<String> of(GateAnswer answer, String app) {
        List<String> lines = new ArrayList<>();
        lines.add(answer.account() + " · " + app + ", "
                + (answer.isFirstParty() ? "first-party" : "third-party") + " · "
                + cost(answer) + " · " + verdict(answer));
        lines.add("");
        if (isKnown(answer)) {
            line(lines, "Plan allowance", Money.format(answer.allowanceLeftNanos()) + " left");
            line(lines, "Extra usage", Money.format(answer.extraUsageLeftNanos()) + " left");
            line(lines, "Spend limit", room(answer));
        } else {
            line(lines, "Balances", "not known");
        }
        answer.resetsAt().ifPresent(at -> line(lines, "Resets", UtcTime.format(at)));
        if (!answer.message().isEmpty()) {
            line(lines, "Its user sees", answer.message());
            line(lines, "Its API call", answer.apiMessage());
        }
        line(lines, "Known", answer.ageMillis() + " ms ago" + (answer.usageOffset().isEmpty()
                ? "" : ", with usage up to offset " + answer.usageOffset().getAsLong()));
        return lines;
    }

    private static String cost(GateAnswer answer) {
        if (answer.unpriced().isPresent()) {
            return answer.unpriced().get() + " has no price";
        }
        return answer.estimateNanos() == 0 ? "any cost" : Money.format(answer.estimateNanos());
    }

    /** The answer in one line, with the time of day at which it became so. */
    public static String line(GateAnswer answer) {
        String began = UtcTime.format(answer.at()).substring(11) + "  " + verdict(answer) + "; ";
        if (!isKnown(answer)) {
            return began + "its balances are not known";
        }
        return began + Money.format(answer.allowanceLeftNanos()) + " of the allowance and "
                + Money.format(answer.extraUsageLeftNanos()) + " of extra usage left"
                + (answer.spendRoomNanos() == GateAnswer.NO_LIMIT ? ""
                        : ", " + Money.format(answer.spendRoomNanos()) + " under the spend limit");
    }

    /** Without a snapshot of the account its zeros say nothing. */
    private static boolean isKnown(GateAnswer answer) {
        return answer.decidedBy() != DecidedBy.UNKNOWN_ACCOUNT
                && answer.decidedBy() != DecidedBy.START_UP;
    }

    private static String verdict(GateAnswer answer) {
        String by = answer.decidedBy() == DecidedBy.BALANCES ? ""
                : " by the policy for " + answer.decidedBy().name().toLowerCase(Locale.ROOT)
                        .replace('_', ' ');
        if (answer.verdict() == Verdict.SHORT) {
            return "short, " + answer.reason() + by + ": "
                    + Money.format(answer.payableNanos()) + " of it could be paid";
        }
        return answer.verdict().name().toLowerCase(Locale.ROOT)
                + (answer.reason() == null ? "" : ", " + answer.reason()) + by;
    }

    private static String room(GateAnswer answer) {
        return answer.spendRoomNanos() == GateAnswer.NO_LIMIT ? "none set"
                : Money.format(answer.spendRoomNanos()) + " of room";
    }

    private static void line(List<String> lines, String what, String text) {
        lines.add(String.format(LINE, what, text));
    }
}
