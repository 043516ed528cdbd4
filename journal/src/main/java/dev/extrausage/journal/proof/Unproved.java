package dev.extrausage.journal.proof;

import dev.extrausage.journal.redecide.Tip;

/** Entries of one account that are linked and could not be decided again: told in one finding. */
final class Unproved {
    private final long first;
    private final long offset;
    private final String why;
    private long last;
    private long count;

    Unproved(Tip tip, String why) {
        first = tip.sequence();
        offset = tip.offset();
        this.why = why;
        last = first;
        count = 1;
    }

    Unproved and(Tip tip) {
        last = tip.sequence();
        count++;
        return this;
    }

    void report(Place place, String accountId) {
        String which = count == 1 ? "entry " + first + " is"
                : count + " entries from " + first + " to " + last + " are";
        place.report(Verdict.NOT_REDECIDED, offset, accountId, first,
                which + " linked, and not decided again: " + why);
    }
}
