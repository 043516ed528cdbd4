package dev.extrausage.backup;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The new places of moved records by their old ones: a sorted array for each old partition, found
 * by binary search. A record costs 16 bytes.
 */
final class MovedPlaces {
    private static final int OFFSET_BITS = 48;

    private final Map<TopicPartition, Column> columns = new HashMap<>();

    /** The new place of a record. */
    record NewPlace(int partition, long offset) {}

    /** Takes note of a record. Those of one old partition come in their order. */
    void add(TopicPartition old, long offset, NewPlace now) {
        columns.computeIfAbsent(old, any -> new Column()).add(
                offset, (long) now.partition << OFFSET_BITS | now.offset);
    }

    /** The new place of the record of an old offset; empty if none lay there. */
    Optional<NewPlace> of(TopicPartition old, long offset) {
        Column column = columns.get(old);
        return column == null ? Optional.empty() : column.find(offset);
    }

    private static final class Column {
        private long[] old = new long[16];
        private long[] now = new long[16];
        private int size;

        void add(long offset, long place) {
            if (size == old.length) {
                old = Arrays.copyOf(old, 2 * size);
                now = Arrays.copyOf(now, 2 * size);
            }
            old[size] = offset;
            now[size++] = place;
        }

        Optional<NewPlace> find(long offset) {
            int found = Arrays.binarySearch(old, 0, size, offset);
            return found < 0 ? Optional.empty()
                    : Optional.of(new NewPlace((int) (now[found] >> OFFSET_BITS),
                            now[found] & (1L << OFFSET_BITS) - 1));
        }
    }
}
