package dev.extrausage.journal.reports.explain;

import static dev.extrausage.journal.reports.explain.Phrases.usd;

import dev.extrausage.core.Account;
import dev.extrausage.core.ExtraUsageRoom;
import dev.extrausage.journal.redecide.RedecidedEntry;
import java.util.ArrayList;
import java.util.List;

/** The room that extra usage had at that moment, and the limit that set it (U3). */
final class RoomWords {
    private RoomWords() {}

    /** {@code rest}: what was asked of extra usage, nano-USD. */
    static List<String> of(RedecidedEntry step, Account moment, long rest) {
        List<ExtraUsageRoom> rooms =
                ExtraUsageRoom.each(moment, step.catalog(), step.version());
        List<String> limits = new ArrayList<>();
        for (ExtraUsageRoom room : rooms) {
            limits.add(limit(room, moment));
        }
        ExtraUsageRoom binding = ExtraUsageRoom.of(moment, step.catalog(), step.version());
        String verdict = binding.nanos() >= rest
                ? rooms.size() == 1 ? "That was enough." : "Both were enough."
                : rooms.size() == 1 ? "That was not enough."
                : "What counts is the smallest, the first of equals: " + name(binding) + ".";
        return List.of("At that moment " + String.join("; ", limits) + ". " + verdict);
    }

    private static String limit(ExtraUsageRoom room, Account a) {
        return switch (room.reason()) {
            case NO_EXTRA_USAGE_ACCESS -> "the plan " + a.subscription().plan()
                    + " had no extra usage and left room for $0";
            case EXTRA_USAGE_OFF -> "extra usage was switched off and left room for $0";
            case SPEND_LIMIT_REACHED -> "the monthly spend limit left room for "
                    + usd(room.nanos()) + " (" + usd(a.spentNanos()) + " of "
                    + usd(a.monthlyLimitNanos()) + " was spent in this cycle" + free(a) + ")";
            default -> "all credit together was " + usd(room.nanos());
        };
    }

    private static String free(Account a) {
        long free = a.freeCreditNanos();
        return free == 0 ? "" : ", and the free credit of " + usd(free) + " is under no limit";
    }

    private static String name(ExtraUsageRoom room) {
        return switch (room.reason()) {
            case NO_EXTRA_USAGE_ACCESS -> "the plan has no extra usage";
            case EXTRA_USAGE_OFF -> "extra usage was switched off";
            case SPEND_LIMIT_REACHED -> "the monthly spend limit";
            default -> "the credit there was";
        };
    }
}
