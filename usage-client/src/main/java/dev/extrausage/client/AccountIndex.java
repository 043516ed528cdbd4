package dev.extrausage.client;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ThreadLocalRandom;

/**
 * From an account's name to the number of its slot: open addressing over the slots' own keys, which
 * are 128 bits of hash in place of up to 64 characters. One thread adds, any number look up
 * without a lock, and nothing is ever taken out.
 *
 * <p>Two names with one hash would be one account to the gate. The hash is seeded anew in each
 * gate, so nobody can choose names for it; among a million accounts the odds of one such pair are
 * 1 to 10^26.
 */
final class AccountIndex {
    private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final int FIRST_SIZE = 1 << 12;
    private static final int CHARS = 8;
    private static final int LAST_ASCII = 0x7F;
    private static final long M1 = 0x9E3779B97F4A7C15L;
    private static final long M2 = 0xC2B2AE3D27D4EB4FL;

    private final AccountSlab slab;
    private final long seed1 = ThreadLocalRandom.current().nextLong();
    private final long seed2 = ThreadLocalRandom.current().nextLong();
    // Slot number + 1 below, 0 for empty, and above it as many bits of the hash as an int has left,
    // so that hardly ever another account's slot is fetched from memory to be found wrong. Never
    // more than half full.
    private volatile int[] table = new int[FIRST_SIZE];

    AccountIndex(AccountSlab slab) {
        this.slab = slab;
    }

    /** The account's slot; -1 if there is none. */
    int find(String account) {
        return find(account, false);
    }

    /** The account's slot, a new one if there is none; -1 for what is no name. One thread. */
    int findOrAdd(String account) {
        return find(account, true);
    }

    private int find(String account, boolean add) {
        long h1 = seed1;
        long h2 = seed2;
        int length = account.length();
        int strange = 0;
        for (int i = 0; i < length; i += CHARS) {
            long block = 0;
            int end = Math.min(length, i + CHARS);
            for (int j = i; j < end; j++) {
                char c = account.charAt(j);
                strange |= c;
                block = block << CHARS | c;
            }
            h1 = Long.rotateLeft((h1 ^ block) * M1, 31);
            h2 = Long.rotateLeft((h2 + block) * M2, 29);
        }
        if (strange > LAST_ASCII || length == 0) {
            return -1;
        }
        h1 = finish(h1 ^ length);
        h2 = finish(h2 + length);
        return add ? slotOrNew(h1, h2) : slotOf(table, h1, h2);
    }

    private static long finish(long hash) {
        long h = hash;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }

    private int slotOf(int[] in, long h1, long h2) {
        int mask = in.length - 1;
        int tag = (int) (h1 >>> Integer.SIZE) & ~mask;
        for (int i = (int) h1 & mask; ; i = i + 1 & mask) {
            int entry = (int) INTS.getAcquire(in, i);
            if (entry == 0) {
                return -1;
            }
            int slot = (entry & mask) - 1;
            if ((entry & ~mask) == tag && slab.hasKey(slot, h1, h2)) {
                return slot;
            }
        }
    }

    private int slotOrNew(long h1, long h2) {
        int slot = slotOf(table, h1, h2);
        if (slot >= 0) {
            return slot;
        }
        int added = slab.add(h1, h2);
        if (slab.size() * 2L > table.length) {
            grow();
        } else {
            put(table, h1, added);
        }
        return added;
    }

    private void grow() {
        int[] larger = new int[table.length * 2];
        for (int slot = 0; slot < slab.size(); slot++) {
            put(larger, slab.get(slot, AccountSlab.KEY_1), slot);
        }
        table = larger;
    }

    private static void put(int[] in, long h1, int slot) {
        int mask = in.length - 1;
        int i = (int) h1 & mask;
        while (in[i] != 0) {
            i = i + 1 & mask;
        }
        INTS.setRelease(in, i, (int) (h1 >>> Integer.SIZE) & ~mask | slot + 1);
    }

    /** What it occupies. */
    long bytes() {
        return (long) table.length * Integer.BYTES;
    }
}
