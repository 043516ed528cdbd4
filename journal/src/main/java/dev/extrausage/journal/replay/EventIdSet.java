package dev.extrausage.journal.replay;

import dev.extrausage.core.DecidedIds;
import dev.extrausage.core.EventId;

/**
 * The ids one account remembers (M4), at 16 bytes each plus free slots: a long file has tens of
 * millions of them, and as objects they would be six times as large.
 *
 * <p>An open-addressed table of two longs a slot. A slot is free when its first long is 0, which no
 * UUID version 7 has there.
 */
final class EventIdSet implements DecidedIds {
    private static final int FIRST_SLOTS = 4;
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private long[] table = new long[2 * FIRST_SLOTS];
    private int size;

    @Override public boolean contains(EventId id) {
        return table[slot(table, id.high(), id.low())] != 0;
    }

    /** Adds the id, for ever: a file's times may go back (decision 0061). */
    @Override public void remember(EventId id, long receivedAt) {
        add(id);
    }

    void add(EventId id) {
        int slot = slot(table, id.high(), id.low());
        if (table[slot] == 0) {
            table[slot] = id.high();
            table[slot + 1] = id.low();
            size++;
            if (size > table.length / 2 * 3 / 4) {
                grow();
            }
        }
    }

    /** The id's slot, or the free slot where it belongs. */
    private static int slot(long[] table, long high, long low) {
        int mask = table.length - 2;
        // Ids of one account share their upper bits and may be counted up in the lower ones.
        long mixed = (high * MIX ^ low) * MIX;
        int slot = (int) (mixed >>> 32) & mask;
        while (table[slot] != 0 && (table[slot] != high || table[slot + 1] != low)) {
            slot = slot + 2 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] larger = new long[Math.multiplyExact(table.length, 2)];
        for (int i = 0; i < table.length; i += 2) {
            if (table[i] != 0) {
                int slot = slot(larger, table[i], table[i + 1]);
                larger[slot] = table[i];
                larger[slot + 1] = table[i + 1];
            }
        }
        table = larger;
    }
}
