package dev.extrausage.view.rows;

import java.time.Instant;

/**
 * The age of what is known of an account.
 *
 * @param knownAt everything that was committed to the account's partition by then can be read here
 * @param stale whether that is longer ago than the bound; an idle ledger is never stale
 */
public record Knowledge(Instant knownAt, boolean stale) { }
