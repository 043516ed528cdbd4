package dev.extrausage.client.gate.memory;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A Swiss table, one segment of the slab: slots in groups of eight, with linear probing from the
 * group that an account's key leads to. Each group has a word of tags, a byte for each slot: 0 for
 * an empty slot, else seven bits of its account's key. All eight are compared at once.
 *
 * <p>That is what makes an answer quick. The tags of a million accounts are 1.1 MB, which a cache
 * has room for, and hardly ever is a slot fetched from memory that is another account's. An index
 * of slot numbers, four bytes an account or more, had to be waited for besides the slot (decision
 * 0131). The slots can be 15/16 full: only tags are searched.
 *
 * <p>All of it is one array, the tags first: what is read of a segment lies in two pages of memory.
 * One thread adds, any number look up without a lock.
 */
final class SlabSegment {
    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int GROUP = 8;
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long TAKEN = 0x8080_8080_8080_8080L;
    private static final int TAG_MASK = 0x7F;
    private static final int TAG_TAKEN = 0x80;
    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final int GROWS_BY = 16;
    // The words of the array: how many groups, how many accounts, a word of tags each group, slots.
    private static final int GROUPS = 0;
    private static final int USED = 1;
    private static final int TAGS = 2;

    private SlabSegment() {}

    /** An empty segment of the smallest size. */
    static long[] smallest() {
        return ofGroups(1);
    }

    /** An empty segment for the accounts of that one and some more. */
    static long[] larger(long[] cells) {
        int groups = groups(cells);
        return ofGroups(groups + Math.max(1, groups / GROWS_BY));
    }

    private static long[] ofGroups(int groups) {
        long[] cells = new long[TAGS + groups + groups * GROUP * AccountSlab.WORDS];
        cells[GROUPS] = groups;
        return cells;
    }

    private static int groups(long[] cells) {
        return (int) cells[GROUPS];
    }

    /** True if another account needs a larger segment: a probe stops at an empty slot. */
    static boolean isFull(long[] cells) {
        int slots = slots(cells);
        return cells[USED] >= slots - Math.max(1, slots / GROWS_BY);
    }

    /** The number of slots, which count from 0. */
    static int slots(long[] cells) {
        return groups(cells) * GROUP;
    }

    /** The index at which a slot begins. */
    static int at(long[] cells, int slot) {
        return TAGS + groups(cells) + slot * AccountSlab.WORDS;
    }

    /** The slot of an account, or -1. */
    static int find(long[] cells, long key1, long key2) {
        int groups = groups(cells);
        long tag = tag(key1) * EACH;
        for (int group = home(key1, groups); ; group = group + 1 == groups ? 0 : group + 1) {
            long those = (long) LONGS.getAcquire(cells, TAGS + group);
            long differ = those ^ tag;
            // Bytes that are 0, and perhaps one above such a one: the key decides.
            for (long same = differ - EACH & ~differ & TAKEN; same != 0; same &= same - 1) {
                int slot = group * GROUP + (Long.numberOfTrailingZeros(same) >>> 3);
                int at = TAGS + groups + slot * AccountSlab.WORDS;
                if (cells[at + AccountSlab.KEY_1] == key1
                        && cells[at + AccountSlab.KEY_2] == key2) {
                    return slot;
                }
            }
            if ((those & TAKEN) != TAKEN) {
                return -1;
            }
        }
    }

    /** Copies an account, {@code from[at ...]}, into a free slot here; returns the slot. */
    static int add(long[] cells, long[] from, int at) {
        long key1 = from[at + AccountSlab.KEY_1];
        int groups = groups(cells);
        int group = home(key1, groups);
        while ((cells[TAGS + group] & TAKEN) == TAKEN) {
            group = group + 1 == groups ? 0 : group + 1;
        }
        long those = cells[TAGS + group];
        int shift = Long.numberOfTrailingZeros(~those & TAKEN) & -Byte.SIZE;
        int slot = group * GROUP + (shift >>> 3);
        System.arraycopy(from, at, cells, at(cells, slot), AccountSlab.WORDS);
        LONGS.setRelease(cells, TAGS + group, those | tag(key1) << shift);
        cells[USED]++;
        return slot;
    }

    /** True if an account lies in the slot. */
    static boolean isTaken(long[] cells, int slot) {
        return (cells[TAGS + slot / GROUP] >>> slot % GROUP * Byte.SIZE & TAG_TAKEN) != 0;
    }

    private static long tag(long key1) {
        return key1 & TAG_MASK | TAG_TAKEN;
    }

    /** The group to probe first, in the order of the keys, so that growing copies front to back. */
    private static int home(long key1, int groups) {
        return (int) ((key1 << AccountSlab.SEGMENT_BITS >>> Integer.SIZE & LOW_HALF)
                * groups >>> Integer.SIZE);
    }
}
