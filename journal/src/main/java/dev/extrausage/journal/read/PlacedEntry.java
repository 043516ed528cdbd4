package dev.extrausage.journal.read;

import dev.extrausage.schemas.BalanceChange;

/**
 * An entry as it lies in the journal.
 *
 * @param entry in the words of the rules
 * @param record as decoded, with the place of its input and its hashes
 * @param place where it lies
 * @param bytes the record's value as written, framing and hash included; not to be changed
 */
public record PlacedEntry(
        WrittenEntry entry, BalanceChange record, EntryPlace place, byte[] bytes) {}
