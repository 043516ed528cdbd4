package dev.extrausage.journal.proof;


/** A run of one account's entries that are linked and could not be decided again: one finding. */
final class UnprovedRun {
    private final long first;
    private final long offset;
    private final String why;
    private long last;
    private long count;

    UnprovedRun(Tip tip, String why) {
        first = tip.sequence();
        offset = tip.offset();
        this.why = why;
        last = first;
        count = 1;
    }

    UnprovedRun and(Tip tip) {
        last = tip.sequence();
        count++;
        return this;
    }

    void report(Place place, String accountId) {
        String which = count == 1 ? "entry " + first + " is"
                : count + " entries from " + first + " to " + last + " are";
        place.report(FindingKind.NOT_REDECIDED, offset, accountId, first,
                which + " linked, and not decided again: " + why);
    }
}
