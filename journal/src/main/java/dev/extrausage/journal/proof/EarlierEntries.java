package dev.extrausage.journal.proof;

/**
 * Entries of earlier rules: linked, not re-decided, and never called wrong (J5).
 *
 * @param entries how many there are
 * @param unlike those of them that are not what this program gives by their rules: after such a one
 *     its account's state is only what is written
 */
public record EarlierEntries(long entries, long unlike) {
    /** None of them. */
    public static final EarlierEntries NONE = new EarlierEntries(0, 0);

    EarlierEntries and(Comparison.Earlier one) {
        return new EarlierEntries(entries + 1, unlike + (one.sameFields() ? 0 : 1));
    }

    EarlierEntries plus(EarlierEntries other) {
        return new EarlierEntries(entries + other.entries, unlike + other.unlike);
    }
}
