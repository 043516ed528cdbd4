package dev.extrausage.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * What the gate knows of each account, in sixteen longs side by side: two lines of a processor's
 * cache, the first of which is enough for most answers.
 *
 * <p>Each slot has a stamp. Who changes a slot holds its lock, makes the stamp odd, writes, and
 * makes it even again; who reads without the lock reads the stamp before and after, and reads again
 * if they differ or are odd. So readers never wait for each other, and never see half a change.
 */
final class AccountSlab {
    static final int KEY_1 = 0;
    static final int KEY_2 = 1;
    /** Low half: the stamp. High half: where the account's holds are, + 1; 0 for none. */
    static final int STAMP = 2;
    /** Flags, plan, seats, partition: see {@link #packed}. */
    static final int PACKED = 3;
    /** When the figures below stop being true by time alone: cycle's end or a grant's expiry. */
    static final int TRUE_UNTIL = 4;
    static final int ALLOWANCE = 5;
    static final int EXTRA = 6;
    static final int CYCLE_START = 7;
    static final int CYCLE_END = 8;
    static final int ANCHOR = 9;
    /** Offset of the last usage decided; -1 for none. */
    static final int USAGE_OFFSET = 10;
    /** The part of extra usage that nobody paid for. */
    static final int FREE = 11;
    /** The spend limit; -1 for none. */
    static final int LIMIT = 12;
    static final int SPENT = 13;
    static final int LATE = 14;
    /** Low half: clock less cycle start, saturated. High half: first side entry, + 1; 0: none. */
    static final int CLOCK_AND_SIDE = 15;

    static final int OPENED = 1;
    static final int CLOSED = 2;
    static final int SWITCHED_ON = 4;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int WORDS = 16;
    private static final int CHUNK_BITS = 14;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private volatile long[][] chunks = new long[0][];
    private volatile int size;

    /** A new slot, for nothing known; the caller publishes its number. One thread. */
    int add(long key1, long key2) {
        int slot = size;
        if (slot >>> CHUNK_BITS == chunks.length) {
            long[][] more = Arrays.copyOf(chunks, chunks.length + 1);
            more[chunks.length] = new long[CHUNK * WORDS];
            chunks = more;
        }
        set(slot, KEY_1, key1);
        set(slot, KEY_2, key2);
        set(slot, USAGE_OFFSET, -1);
        size = slot + 1;
        return slot;
    }

    int size() {
        return size;
    }

    boolean hasKey(int slot, long key1, long key2) {
        long[] chunk = chunk(slot);
        int at = at(slot);
        return chunk[at + KEY_1] == key1 && chunk[at + KEY_2] == key2;
    }

    /** The array the slot lies in, from {@link #at} on. */
    long[] chunk(int slot) {
        return chunks[slot >>> CHUNK_BITS];
    }

    static int at(int slot) {
        return (slot & CHUNK - 1) * WORDS;
    }

    static long read(long[] chunk, int at, int word) {
        return (long) LONGS.getOpaque(chunk, at + word);
    }

    /** The stamp with which a reading begins; odd while somebody writes. */
    static long beginRead(long[] chunk, int at) {
        return (long) LONGS.getAcquire(chunk, at + STAMP);
    }

    /** Whether nothing was written since {@link #beginRead} gave this stamp. */
    static boolean isUnchanged(long[] chunk, int at, long stamp) {
        VarHandle.loadLoadFence();
        return (stamp & 1) == 0 && (long) LONGS.getOpaque(chunk, at + STAMP) == stamp;
    }

    static int holdsIn(long stamp) {
        return (int) (stamp >>> Integer.SIZE) - 1;
    }

    long get(int slot, int word) {
        return read(chunk(slot), at(slot), word);
    }

    /** Between {@link #beginWrite} and {@link #endWrite}, by who holds the slot's lock. */
    void set(int slot, int word, long value) {
        LONGS.setOpaque(chunk(slot), at(slot) + word, value);
    }

    void beginWrite(int slot) {
        long[] chunk = chunk(slot);
        int at = at(slot) + STAMP;
        LONGS.setOpaque(chunk, at, next((long) LONGS.getOpaque(chunk, at)));
        VarHandle.storeStoreFence();
    }

    /** @param holds where the account's holds are; -1 for none */
    void endWrite(int slot, int holds) {
        long[] chunk = chunk(slot);
        int at = at(slot) + STAMP;
        long stamp = next((long) LONGS.getOpaque(chunk, at)) & LOW_HALF;
        LONGS.setRelease(chunk, at, (holds + 1L) << Integer.SIZE | stamp);
    }

    private static long next(long stamp) {
        return stamp & ~LOW_HALF | stamp + 1 & LOW_HALF;
    }

    static long packed(int flags, int plan, int seats, int partition) {
        return flags | (long) plan << 8 | (long) seats << 24 | (long) partition << 44;
    }

    static int flags(long packed) {
        return (int) packed & 0xFF;
    }

    static int plan(long packed) {
        return (int) (packed >>> 8) & 0xFFFF;
    }

    static int seats(long packed) {
        return (int) (packed >>> 24) & 0xF_FFFF;
    }

    static int partition(long packed) {
        return (int) (packed >>> 44);
    }

    /** What it occupies. */
    long bytes() {
        return (long) chunks.length * CHUNK * WORDS * Long.BYTES;
    }
}
