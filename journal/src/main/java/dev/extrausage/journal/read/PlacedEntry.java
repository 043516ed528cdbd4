package dev.extrausage.journal.read;

/**
 * An entry as it lies in the journal.
 *
 * @param entry decoded
 * @param place where it lies
 * @param bytes the record's value as written, framing and hash included; not to be changed
 */
public record PlacedEntry(WrittenEntry entry, EntryPlace place, byte[] bytes) {}
