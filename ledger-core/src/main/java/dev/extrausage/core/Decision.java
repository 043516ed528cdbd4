package dev.extrausage.core;

/**
 * The answer to one input.
 *
 * @param entry what goes into the journal
 * @param account the account after it
 */
public record Decision(Entry entry, Account account) {}
