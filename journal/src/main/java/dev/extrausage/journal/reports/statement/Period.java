package dev.extrausage.journal.reports.statement;

import dev.extrausage.core.UtcTime;

/**
 * A span of time, [from, to), in milliseconds since 1970. What takes effect at the instant at which
 * one ends and the next begins is the next one's.
 *
 * @param from inclusive; null: from the beginning
 * @param to exclusive; null: to the end
 */
public record Period(Long from, Long to) {
    /** All time. */
    public static final Period ALWAYS = new Period(null, null);

    /** Throws {@link IllegalArgumentException} when it ends before it begins. */
    public Period {
        if (from != null && to != null && from > to) {
            throw new IllegalArgumentException("the period ends (" + UtcTime.format(to)
                    + ") before it begins (" + UtcTime.format(from) + ")");
        }
    }

    /** True if {@code instant} lies in it. */
    public boolean contains(long instant) {
        return (from == null || instant >= from) && (to == null || instant < to);
    }

    @Override
    public String toString() {
        return "from " + (from == null ? "the beginning" : UtcTime.format(from))
                + (to == null ? " on" : " to before " + UtcTime.format(to));
    }
}
