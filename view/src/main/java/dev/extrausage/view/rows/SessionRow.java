package dev.extrausage.view.rows;

import java.time.Instant;

/**
 * The usage of a conversation.
 *
 * @param firstAt when the first of it took effect
 * @param lastAt when the last of it did, so far
 */
public record SessionRow(String sessionId, Instant firstAt, Instant lastAt, UsageTally tally) { }
