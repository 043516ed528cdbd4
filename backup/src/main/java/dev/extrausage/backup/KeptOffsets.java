package dev.extrausage.backup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The offsets at which a chain of backups has records of one partition: runs without a gap, in a
 * sorted array, found by binary search. Offsets come in their order, so a run costs 16 bytes,
 * however long it is.
 */
final class KeptOffsets {
    private record Range(long from, long to) {}

    private final List<Range> read = new ArrayList<>();
    private long[] begins = new long[16];
    private long[] ends = new long[16];
    private int runs;

    /** Takes note of a record's offset. */
    void add(long offset) {
        if (runs > 0 && ends[runs - 1] == offset) {
            ends[runs - 1]++;
            return;
        }
        if (runs == begins.length) {
            begins = Arrays.copyOf(begins, 2 * runs);
            ends = Arrays.copyOf(ends, 2 * runs);
        }
        begins[runs] = offset;
        ends[runs++] = offset + 1;
    }

    /** Takes note that all records from {@code from} to before {@code to} have been added. */
    void markWhole(long from, long to) {
        read.add(new Range(from, to));
    }

    /** True of an offset that is in the range of a backup, which has no record there. */
    boolean lacks(long offset) {
        if (read.stream().noneMatch(r -> r.from <= offset && offset < r.to)) {
            return false;
        }
        int found = Arrays.binarySearch(begins, 0, runs, offset);
        int run = found >= 0 ? found : -found - 2;
        return run < 0 || offset >= ends[run];
    }
}
