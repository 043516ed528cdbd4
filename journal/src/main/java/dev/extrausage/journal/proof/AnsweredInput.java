package dev.extrausage.journal.proof;

import dev.extrausage.core.EventId;

/**
 * An input that an entry answers, by where the entry says that it lay.
 *
 * @param offset its offset on its topic's partition
 * @param accountId whose
 * @param eventId its id
 */
public record AnsweredInput(long offset, String accountId, EventId eventId) {}
