package dev.extrausage.journal.proof;

import dev.extrausage.core.EventId;
import java.nio.ByteBuffer;

/**
 * The place of an entry or input under a key of 128 bits, so that places of equal keys can be
 * found. Sorted by key and account, and among equals by offset.
 *
 * @param high the first half of the key
 * @param low the second half
 * @param account the account's number in its partition
 * @param offset its record
 * @param sequence the entry's number; 0 for an input
 * @param note a number that means what its user says
 * @param amountNanos an amount, nano-USD; 0 where none belongs to it
 */
record KeyedPlace(long high, long low, int account, long offset, long sequence, int note,
        long amountNanos)
        implements Comparable<KeyedPlace> {
    /** The length of a place in a run on disk. */
    static final int BYTES = 5 * Long.BYTES + 2 * Integer.BYTES;

    /** A place that no amount belongs to. */
    KeyedPlace(long high, long low, int account, long offset, long sequence, int note) {
        this(high, low, account, offset, sequence, note, 0);
    }

    /** The place of an entry under an id. */
    static KeyedPlace of(EventId key, Trail.Owner owner, EntryCheck.Checked checked, int note) {
        return of(key, owner, checked, note, 0);
    }

    /** The place of an entry under an id, and an amount, nano-USD. */
    static KeyedPlace of(EventId key, Trail.Owner owner, EntryCheck.Checked checked, int note,
            long amountNanos) {
        return new KeyedPlace(key.high(), key.low(), owner.index(), checked.found().offset,
                checked.tip().sequence(), note, amountNanos);
    }

    @Override public int compareTo(KeyedPlace other) {
        int byKey = high != other.high ? Long.compare(high, other.high)
                : low != other.low ? Long.compare(low, other.low)
                : Integer.compare(account, other.account);
        return byKey != 0 ? byKey : Long.compare(offset, other.offset);
    }

    boolean hasKeyOf(KeyedPlace other) {
        return high == other.high && low == other.low && account == other.account;
    }

    /** True if its key comes before that of {@code other}. */
    boolean isBeforeKeyOf(KeyedPlace other) {
        return !hasKeyOf(other) && compareTo(other) < 0;
    }

    void write(ByteBuffer out) {
        out.putLong(high).putLong(low).putInt(account).putLong(offset).putLong(sequence)
                .putInt(note).putLong(amountNanos);
    }

    static KeyedPlace read(ByteBuffer in) {
        return new KeyedPlace(in.getLong(), in.getLong(), in.getInt(), in.getLong(), in.getLong(),
                in.getInt(), in.getLong());
    }
}
