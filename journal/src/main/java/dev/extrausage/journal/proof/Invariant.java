package dev.extrausage.journal.proof;

import java.util.Locale;

/** The faults that a journal never has, as a watch counts them; a closed set. */
public enum Invariant {
    /** The postings do not lead from the balances before an entry to those after it. */
    SUM_OF_POOLS,
    /** An allowance, extra usage or what is spent is below zero. */
    POOL_BELOW_ZERO,
    /** An account's entry is not numbered after the one before it. */
    SEQUENCE_GAP,
    /** An entry does not carry the hash of its bytes, or of the entry before it (J2). */
    HASH_BREAK,
    /** A snapshot is not as the journal's entry of its number. */
    SNAPSHOT_DIFFERS;

    /** The invariant as a label has it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
