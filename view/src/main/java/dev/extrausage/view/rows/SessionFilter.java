package dev.extrausage.view.rows;

import java.time.Instant;

/**
 * The conversations wanted. What is null does not filter.
 *
 * @param from they went on at or after it
 * @param to they began before it
 * @param member only this member's part of them, and only those where there is one
 */
public record SessionFilter(Instant from, Instant to, String member) {
    /** All conversations. */
    public static final SessionFilter ALL = new SessionFilter(null, null, null);
}
