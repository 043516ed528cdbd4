package dev.extrausage.client.gate.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One slot of sixteen adjacent longs for each account; most answers need only the first ten. An
 * account's key selects its {@link SlabSegment}; each segment has a lock and grows by itself, a
 * little at a time.
 *
 * <p>Each slot is a seqlock: writers hold the segment's lock and keep the stamp odd while writing;
 * readers retry if it was odd or changed. So readers never wait for each other, and never see half
 * a change.
 *
 * <p>When a segment grows, its accounts are copied to other slots under the lock; readers without
 * the lock go on in the old copy, which nobody writes to any more. Slot numbers are valid only
 * while no account moves: under the lock, or as long as {@link #moves} stays the same and even.
 */
public final class AccountSlab {
    static final int KEY_1 = 0;
    static final int KEY_2 = 1;
    /** Low half: the seqlock's stamp. High half: the owner of the account's holds + 1; 0: none. */
    public static final int STAMP = 2;
    /** Flags, plan, seats, partition: see {@link #packed}. */
    public static final int PACKED = 3;
    /** The time at which the figures stop being true: the cycle's end or a grant's expiry. */
    public static final int TRUE_UNTIL = 4;
    /** Left of the plan's allowance, nano-USD. */
    public static final int ALLOWANCE = 5;
    /** Left of extra usage, nano-USD. */
    public static final int EXTRA = 6;
    /** The first millisecond of the cycle. */
    public static final int CYCLE_START = 7;
    /** The first millisecond after the cycle. */
    public static final int CYCLE_END = 8;
    /** Offset of the last usage decided; -1 for none. */
    public static final int USAGE_OFFSET = 9;
    /** The part of extra usage that nobody paid for. */
    public static final int FREE = 10;
    /** The spend limit; -1 for none. */
    public static final int LIMIT = 11;
    /** Spent under the limit in this cycle, nano-USD. */
    public static final int SPENT = 12;
    static final int ANCHOR = 13;
    static final int LATE = 14;
    /** Low half: clock less cycle start, saturated. High half: first overflow + 1; 0: none. */
    static final int CLOCK_AND_OVERFLOW = 15;
    /** The number of longs in a slot. */
    static final int WORDS = 16;

    /** Flag: a plan was started at some time. */
    public static final int OPENED = 1;
    /** Flag: the account is closed. */
    public static final int CLOSED = 2;
    /** Flag: extra usage is switched on. */
    public static final int SWITCHED_ON = 4;
    /** Flag: there is a spend limit, without which an answer needs three words less. */
    public static final int LIMITED = 8;
    /** Flag: the cycle is the account's first of an anchor before it: no usage is late (U6). */
    static final int FIRST_CYCLE = 16;

    /** So many uppermost bits of a key are its segment's number; a small segment grows quickly. */
    static final int SEGMENT_BITS = 9;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int SEGMENTS = 1 << SEGMENT_BITS;
    private static final int PLACE_BITS = Integer.SIZE - 1 - SEGMENT_BITS;
    private static final int PLACE = (1 << PLACE_BITS) - 1;
    private static final long LOW_HALF = 0xFFFF_FFFFL;

    private final AtomicReferenceArray<long[]> segments = new AtomicReferenceArray<>(SEGMENTS);
    private final Object[] locks = new Object[SEGMENTS];
    private final Holds holds;
    private volatile int moves;
    private volatile int size;

    /**
     * An empty slab.
     *
     * @param holds those of the accounts, which are told where an account moves to
     */
    public AccountSlab(Holds holds) {
        this.holds = holds;
        for (int i = 0; i < SEGMENTS; i++) {
            segments.set(i, SlabSegment.smallest());
            locks[i] = new Object();
        }
    }

    /** The slot with that key; -1 if there is none. Lock-free. */
    int find(long key1, long key2) {
        int number = (int) (key1 >>> Long.SIZE - SEGMENT_BITS);
        int place = SlabSegment.find(segments.getAcquire(number), key1, key2);
        return place < 0 ? place : number << PLACE_BITS | place;
    }

    /** A new slot, for nothing known, with a key that no other has. For one thread. */
    int add(long key1, long key2) {
        long[] unknown = new long[WORDS];
        unknown[KEY_1] = key1;
        unknown[KEY_2] = key2;
        unknown[USAGE_OFFSET] = -1;
        int number = (int) (key1 >>> Long.SIZE - SEGMENT_BITS);
        synchronized (locks[number]) {
            if (SlabSegment.isFull(segments.get(number))) {
                grow(number);
            }
            size++;
            return number << PLACE_BITS | SlabSegment.add(segments.get(number), unknown, 0);
        }
    }

    /** Moves a segment's accounts, and what is held for them; under its lock. */
    private void grow(int number) {
        long[] from = segments.get(number);
        long[] to = SlabSegment.larger(from);
        if (SlabSegment.slots(to) - 1 > PLACE) {
            throw new IllegalStateException("there are " + size + " accounts: too many to number");
        }
        moves++;
        for (int place = 0; place < SlabSegment.slots(from); place++) {
            if (SlabSegment.isTaken(from, place)) {
                int at = SlabSegment.at(from, place);
                int slot = number << PLACE_BITS | SlabSegment.add(to, from, at);
                int owner = holdsIn(from[at + STAMP]);
                if (owner != Holds.NONE) {
                    holds.moved(owner, slot);
                }
            }
        }
        segments.setRelease(number, to);
        moves++;
    }

    /** The number of accounts. */
    public int size() {
        return size;
    }

    /** The count of starts and ends of growing: odd while a segment grows. */
    int moves() {
        return moves;
    }

    /** The lock to change the account in the slot; while it is held, the account does not move. */
    public Object lock(int slot) {
        return locks[slot >>> PLACE_BITS];
    }

    /** The array the slot lies in, from {@link #at} on. */
    public long[] words(int slot) {
        return segments.getAcquire(slot >>> PLACE_BITS);
    }

    /** The index in {@link #words} at which the slot begins. */
    public static int at(long[] words, int slot) {
        return SlabSegment.at(words, slot & PLACE);
    }

    /** Reads a word of a slot; consistent with others once {@link #isUnchanged} says so. */
    public static long read(long[] words, int at, int word) {
        return (long) LONGS.getOpaque(words, at + word);
    }

    /** The stamp with which a reading begins; odd while somebody writes. */
    public static long beginRead(long[] words, int at) {
        return (long) LONGS.getAcquire(words, at + STAMP);
    }

    /** True if nothing was written since {@link #beginRead} returned this stamp. */
    public static boolean isUnchanged(long[] words, int at, long stamp) {
        VarHandle.loadLoadFence();
        return (stamp & 1) == 0 && (long) LONGS.getOpaque(words, at + STAMP) == stamp;
    }

    /** The owner of the account's holds, as the stamp says; {@link Holds#NONE} for none. */
    public static int holdsIn(long stamp) {
        return (int) (stamp >>> Integer.SIZE) - 1;
    }

    /** Reads one word of a slot. */
    public long get(int slot, int word) {
        long[] words = words(slot);
        return read(words, at(words, slot), word);
    }

    /** Writes a word, between {@link #beginWrite} and {@link #endWrite}, under the lock. */
    void set(int slot, int word, long value) {
        long[] words = words(slot);
        LONGS.setOpaque(words, at(words, slot) + word, value);
    }

    /** Makes the stamp odd, under the slot's lock: readers retry until {@link #endWrite}. */
    public void beginWrite(int slot) {
        long[] words = words(slot);
        int at = at(words, slot) + STAMP;
        LONGS.setOpaque(words, at, next((long) LONGS.getOpaque(words, at)));
        VarHandle.storeStoreFence();
    }

    /**
     * Makes the stamp even again, and publishes what was written.
     *
     * @param holds the owner of the account's holds; {@link Holds#NONE} for none
     */
    public void endWrite(int slot, int holds) {
        long[] words = words(slot);
        int at = at(words, slot) + STAMP;
        long stamp = next((long) LONGS.getOpaque(words, at)) & LOW_HALF;
        LONGS.setRelease(words, at, (holds + 1L) << Integer.SIZE | stamp);
    }

    private static long next(long stamp) {
        return stamp & ~LOW_HALF | stamp + 1 & LOW_HALF;
    }

    static long packed(int flags, int plan, int seats, int partition) {
        return flags | (long) plan << 8 | (long) seats << 24 | (long) partition << 44;
    }

    /** The flags in {@link #PACKED}. */
    public static int flags(long packed) {
        return (int) packed & 0xFF;
    }

    /** The plan's number in {@link #PACKED}. */
    public static int plan(long packed) {
        return (int) (packed >>> 8) & 0xFFFF;
    }

    static int seats(long packed) {
        return (int) (packed >>> 24) & 0xF_FFFF;
    }

    /** The partition in {@link #PACKED}. */
    public static int partition(long packed) {
        return (int) (packed >>> 44);
    }

    /** The memory it takes, in bytes. */
    public long bytes() {
        long bytes = 0;
        for (int i = 0; i < SEGMENTS; i++) {
            bytes += (long) segments.get(i).length * Long.BYTES;
        }
        return bytes;
    }
}
