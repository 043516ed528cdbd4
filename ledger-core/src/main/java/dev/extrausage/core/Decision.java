package dev.extrausage.core;

/**
 * The answer to one input.
 *
 * @param entry the journal's entry
 * @param account the account after it
 */
public record Decision(Entry entry, Account account) {}
