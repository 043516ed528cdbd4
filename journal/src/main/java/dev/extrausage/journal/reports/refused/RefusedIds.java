package dev.extrausage.journal.reports.refused;

import dev.extrausage.core.EventId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The ids of one partition's refused usage, each with a number that says how it stands: an
 * open-addressed table of four longs a slot, of a bounded size. An id belongs to an account, which
 * is held as 64 bits of its SHA-256. A slot is free when its first long is 0, which no UUID version
 * 7 has there. Belongs to one thread at a time.
 */
final class RefusedIds {
    /** The state of an id that this table does not have. */
    static final long ABSENT = Long.MIN_VALUE;
    private static final int SLOT = 4;
    private static final int FIRST_SLOTS = 16;

    private final int most;
    private long[] table = new long[SLOT * FIRST_SLOTS];
    private int size;

    /** A table of at most {@code most} ids. */
    RefusedIds(int most) {
        this.most = most;
    }

    /** The number of ids. */
    int size() {
        return size;
    }

    /** The state of an account's id; {@link #ABSENT} if it is not here. */
    long state(EventId id, String accountId) {
        int slot = slotOfId(id, accountId);
        return table[slot] == 0 ? ABSENT : table[slot + 3];
    }

    /** Sets the state of an account's id; false when it is not here and there is no room for it. */
    boolean set(EventId id, String accountId, long state) {
        int slot = slotOfId(id, accountId);
        if (table[slot] == 0) {
            if (size == most) {
                return false;
            }
            table[slot] = id.high();
            table[slot + 1] = id.low();
            table[slot + 2] = mark(accountId);
            size++;
        }
        table[slot + 3] = state;
        if (SLOT * (size + size / 2L) > table.length) {
            grow();
        }
        return true;
    }

    /** The number of ids of that state. */
    long count(long state) {
        long count = 0;
        for (int i = 0; i < table.length; i += SLOT) {
            count += table[i] != 0 && table[i + 3] == state ? 1 : 0;
        }
        return count;
    }

    /** The slot of the account's id, or the free one where it belongs. */
    private int slotOfId(EventId id, String accountId) {
        int slot = firstSlot(table, id.low());
        while (table[slot] != 0 && (table[slot] != id.high() || table[slot + 1] != id.low()
                || table[slot + 2] != mark(accountId))) {
            slot = (slot + SLOT) % table.length;
        }
        return slot;
    }

    private void grow() {
        long[] old = table;
        table = new long[Math.multiplyExact(old.length, 2)];
        for (int i = 0; i < old.length; i += SLOT) {
            if (old[i] != 0) {
                int slot = firstSlot(table, old[i + 1]);
                while (table[slot] != 0) {
                    slot = (slot + SLOT) % table.length;
                }
                System.arraycopy(old, i, table, slot, SLOT);
            }
        }
    }

    private static int firstSlot(long[] table, long low) {
        return SLOT * (int) Long.remainderUnsigned(mixed(low), table.length / SLOT);
    }

    /** The finalizer of murmur3: every bit of the id's random half bears on every bit of it. */
    static long mixed(long low) {
        long h = (low ^ low >>> 33) * 0xff51afd7ed558ccdL;
        h = (h ^ h >>> 33) * 0xc4ceb9fe1a85ec53L;
        return h ^ h >>> 33;
    }

    private static long mark(String accountId) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256")
                    .digest(accountId.getBytes(StandardCharsets.UTF_8))).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
