package dev.extrausage.api.accounts;

import dev.extrausage.core.Money;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.view.rows.EntryRow;
import dev.extrausage.view.rows.EntrySums;
import java.util.ArrayList;
import java.util.List;

/** One sentence about an entry, in a customer's words, with its amounts. */
public final class EntrySummary {
    private EntrySummary() {}

    /** The sentence; what time had done beside it stands in brackets. */
    public static String of(EntryRow entry) {
        String sentence = entry.usage() != null ? usage(entry) : change(entry);
        String aside = timeAside(entry);
        return aside.isEmpty() ? sentence
                : sentence.substring(0, sentence.length() - 1) + " (" + aside + ").";
    }

    private static String change(EntryRow entry) {
        return switch (entry.outcome()) {
            case REFUSED -> entry.change().match(new SummaryOfRefused(
                    RefusalPhrase.of(Reason.valueOf(entry.reason()))));
            case NO_CHANGE -> entry.change().match(new SummaryOfNoChange());
            default -> entry.change().match(new SummaryOfApplied(entry));
        };
    }

    private static String usage(EntryRow entry) {
        UsageEvent usage = entry.usage();
        String what = usage.app() + " used " + usage.model();
        if (entry.outcome() == Outcome.REFUSED) {
            return what + ", which was not charged: "
                    + RefusalPhrase.of(Reason.valueOf(entry.reason())) + ".";
        }
        if (entry.costNanos() == 0) {
            return what + ", which cost nothing.";
        }
        return what + ": " + Money.format(entry.costNanos()) + ", " + paidBy(entry) + ".";
    }

    private static String paidBy(EntryRow entry) {
        EntrySums sums = entry.sums();
        List<String> parts = new ArrayList<>();
        boolean alone = isOnlyOne(sums);
        part(parts, alone, sums.fromAllowanceNanos(), "from your plan allowance");
        part(parts, alone, sums.fromExtraUsageNanos(), "from your extra usage");
        part(parts, alone, sums.uncoveredNanos(), "not covered and never billed"
                + (entry.reason() == null ? ""
                        : ", since " + RefusalPhrase.of(Reason.valueOf(entry.reason()))));
        return parts.size() < 3 ? String.join(" and ", parts)
                : parts.get(0) + ", " + parts.get(1) + " and " + parts.get(2);
    }

    private static void part(List<String> parts, boolean alone, long nanos, String how) {
        if (nanos > 0) {
            parts.add(alone ? how : Money.format(nanos) + " " + how);
        }
    }

    private static boolean isOnlyOne(EntrySums sums) {
        return (sums.fromAllowanceNanos() > 0 ? 1 : 0) + (sums.fromExtraUsageNanos() > 0 ? 1 : 0)
                + (sums.uncoveredNanos() > 0 ? 1 : 0) == 1;
    }

    /** Credit that expired and allowance that lapsed before the input itself (D2). */
    private static String timeAside(EntryRow entry) {
        if (SummaryOfApplied.tellsOfTime(entry)) {
            return "";
        }
        return timePassed(entry.sums(), entry.change() == null
                || !(entry.change() instanceof dev.extrausage.core.Change.PlanStarted
                        || entry.change() instanceof dev.extrausage.core.Change.AccountClosed
                        || entry.change() instanceof dev.extrausage.core.Change.UsageReversed));
    }

    /** The part of the sentence about what expired, and what lapsed if that is time's doing. */
    static String timePassed(EntrySums sums, boolean lapsedByTime) {
        List<String> parts = new ArrayList<>();
        if (sums.expiredNanos() > 0) {
            parts.add(Money.format(sums.expiredNanos()) + " of credit expired");
        }
        if (lapsedByTime && sums.lapsedNanos() > 0) {
            parts.add(Money.format(sums.lapsedNanos())
                    + " of the last cycle's plan allowance lapsed");
        }
        return String.join(", and ", parts);
    }

    /** A day, as sentences write it. */
    static String day(long millis) {
        return UtcTime.format(millis).substring(0, "2026-01-31".length());
    }
}
