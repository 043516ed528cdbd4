package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
import dev.extrausage.core.Availability;
import dev.extrausage.core.BlockedMessage;
import dev.extrausage.core.Notice;
import dev.extrausage.journal.read.WrittenEntry;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The consequences: a top-up, the balances, what was open or blocked, and what the customer was
 * told.
 */
final class AfterWords {
    private AfterWords() {}

    static List<String> of(RedecidedEntry step) {
        List<String> out = new ArrayList<>();
        topUp(step, out);
        WrittenEntry entry = step.entry();
        out.add("After it, " + usd(entry.allowanceLeftNanos()) + " of the plan allowance and "
                + usd(entry.extraUsageNanos()) + " of extra usage were left" + spent(step) + ".");
        if (step.isTrusted()) {
            surfaces(step.after(), step, out);
            step.decided().notices().forEach(n -> out.add(told(n)));
        } else if (!entry.notices().isEmpty()) {
            out.add("Notices were given: " + entry.notices().stream().map(Enum::name)
                    .collect(Collectors.joining(", ")) + ".");
        }
        return out;
    }

    private static void topUp(RedecidedEntry step, List<String> out) {
        WrittenEntry entry = step.entry();
        if (entry.topUpDue() == null) {
            return;
        }
        boolean again = !entry.topUpDue().topUpId().endsWith(":" + entry.sequence());
        String threshold = step.isTrusted() && step.after().autoReload().settings() != null
                ? " of " + usd(step.after().autoReload().settings().thresholdNanos()) : "";
        String name = usd(entry.topUpDue().amountNanos()) + " (top-up "
                + entry.topUpDue().topUpId() + ")";
        out.add(again ? "No answer had come to the top-up asked for before, so " + name
                + " was asked for again; it is charged once."
                : "Extra usage was below auto-reload's threshold" + threshold + ", so " + name
                        + " was asked for.");
    }

    private static String spent(RedecidedEntry step) {
        Long limit = step.isTrusted() ? step.after().monthlyLimitNanos() : null;
        return limit == null ? "" : "; " + usd(step.entry().spentNanos())
                + " of the monthly spend limit of " + usd(limit) + " was spent";
    }

    private static void surfaces(Account after, RedecidedEntry step, List<String> out) {
        Availability first = Availability.firstParty(after, step.catalog());
        Availability third = Availability.thirdParty(after, step.catalog());
        if (first.isOpen() && third.isOpen()) {
            out.add("First-party and third-party apps were open.");
            return;
        }
        out.add("First-party apps were "
                + surface(first, BlockedMessage.Surface.FIRST_PARTY, step));
        out.add("Third-party apps were "
                + surface(third, BlockedMessage.Surface.THIRD_PARTY, step));
    }

    private static String surface(
            Availability availability, BlockedMessage.Surface where, RedecidedEntry step) {
        return availability.isOpen() ? "open."
                : "blocked (" + availability.reason() + "): \"" + BlockedMessage.of(where,
                        availability.reason(), BlockedMessage.Funds.of(step.after()),
                        step.version().texts()) + "\"";
    }

    private static String told(Notice notice) {
        return "The customer was told (" + notice.kind() + "): \"" + notice.text() + "\"";
    }
}
