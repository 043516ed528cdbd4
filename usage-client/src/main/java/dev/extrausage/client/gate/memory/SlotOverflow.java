package dev.extrausage.client.gate.memory;

import java.util.Arrays;

/**
 * Entries of the few accounts whose figures overflow their slot: grants that expire, a custom
 * contract's allowance, a scheduled plan. Linked lists in arrays, one an account, its grants in the
 * order of drawing (U4). The follower alone adds and frees entries; reading needs the account's
 * lock.
 */
final class SlotOverflow {
    static final int NONE = -1;
    // What stands for an expiry where the entry is no grant:
    /** The custom contract's allowance for a cycle. */
    static final long CUSTOM_ALLOWANCE = Long.MIN_VALUE;
    /** The plan from the next roll on, and its seats, as {@link AccountSlab#packed} has them. */
    static final long NEXT_PLAN = Long.MIN_VALUE + 1;
    /** The custom contract's allowance from the next roll on. */
    static final long NEXT_ALLOWANCE = Long.MIN_VALUE + 2;
    private static final int FIRST_SIZE = 1 << 10;

    /** Replaced when they grow, so what is read in the old arrays stays as it was. */
    private record Arrays3(long[] expiry, long[] nanos, int[] next) {}

    private volatile Arrays3 entries = new Arrays3(
            new long[FIRST_SIZE], new long[FIRST_SIZE], new int[FIRST_SIZE]);
    private int used;
    private int free = NONE;

    /** Adds an entry before {@code next} and returns its number. */
    int add(long expiry, long nanos, int next) {
        int entry = free;
        if (entry == NONE) {
            entry = used++;
            if (entry == entries.next.length) {
                int size = entry * 2;
                entries = new Arrays3(Arrays.copyOf(entries.expiry, size),
                        Arrays.copyOf(entries.nanos, size), Arrays.copyOf(entries.next, size));
            }
        } else {
            free = entries.next[entry];
        }
        entries.expiry[entry] = expiry;
        entries.nanos[entry] = nanos;
        entries.next[entry] = next;
        return entry;
    }

    /** Frees an entry and all that follow it. */
    void freeAll(int first) {
        for (int entry = first; entry != NONE; ) {
            int next = entries.next[entry];
            entries.next[entry] = free;
            free = entry;
            entry = next;
        }
    }

    long expiry(int entry) {
        return entries.expiry[entry];
    }

    boolean isGrant(int entry) {
        return entries.expiry[entry] > NEXT_ALLOWANCE;
    }

    /** The figure that stands under that in place of an expiry; null if there is none. */
    Long find(int first, long insteadOfExpiry) {
        for (int entry = first; entry != NONE; entry = next(entry)) {
            if (entries.expiry[entry] == insteadOfExpiry) {
                return nanos(entry);
            }
        }
        return null;
    }

    long nanos(int entry) {
        return entries.nanos[entry];
    }

    int next(int entry) {
        return entries.next[entry];
    }

    /** The memory it takes, in bytes. */
    long bytes() {
        return entries.next.length * (2L * Long.BYTES + Integer.BYTES);
    }
}
