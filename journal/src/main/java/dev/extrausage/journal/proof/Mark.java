package dev.extrausage.journal.proof;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Comparator;

/**
 * What is kept of one entry or input so that equal ones can be found: a key of 128 bits, and where
 * it was. Sorted by key and account, and among equals by place.
 *
 * @param high the first half of the key
 * @param low the second half
 * @param account the account's number in its partition
 * @param offset where it lies
 * @param sequence the entry's number; 0 for an input
 * @param note what else is to be known; the user of the marks says what
 */
record Mark(long high, long low, int account, long offset, long sequence, int note)
        implements Comparable<Mark> {
    private static final Comparator<Mark> ORDER = Comparator.comparingLong(Mark::high)
            .thenComparingLong(Mark::low).thenComparingInt(Mark::account)
            .thenComparingLong(Mark::offset);

    @Override public int compareTo(Mark other) {
        return ORDER.compare(this, other);
    }

    boolean hasKeyOf(Mark other) {
        return high == other.high && low == other.low && account == other.account;
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(high);
        out.writeLong(low);
        out.writeInt(account);
        out.writeLong(offset);
        out.writeLong(sequence);
        out.writeInt(note);
    }

    static Mark read(DataInput in) throws IOException {
        return new Mark(in.readLong(), in.readLong(), in.readInt(), in.readLong(), in.readLong(),
                in.readInt());
    }
}
