package dev.extrausage.journal.read;

/**
 * The place of an account's entry in {@code balance-changes}.
 *
 * @param sequence the entry's number, from 1
 * @param partition the partition it lies in
 * @param offset its offset there
 */
public record EntryPlace(long sequence, int partition, long offset) {
    @Override
    public String toString() {
        return "partition " + partition + " offset " + offset;
    }
}
