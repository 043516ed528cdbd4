package dev.extrausage.view.rows;

import java.time.Instant;

/**
 * The actions wanted: entries of changes that a person or a service wrote. What is null does not
 * filter.
 *
 * @param from by when the broker got the input, inclusive
 * @param to exclusive
 */
public record ActionFilter(String actor, String accountId, Instant from, Instant to) {
    /** All actions. */
    public static final ActionFilter ALL = new ActionFilter(null, null, null, null);
}
