package dev.extrausage.client.gate.memory;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Finds an account's slot by a 128-bit hash of its name, in place of up to 64 characters: one half
 * leads to the place in the slab, and both are compared.
 *
 * <p>Two names with one hash would be one account to the gate. The hash is seeded anew in each
 * gate, so nobody can choose names for it; among a million accounts the odds of one such pair are
 * 1 to 10^26.
 *
 * <p>One thread adds, any number look up without a lock, and nothing is ever taken out.
 */
public final class AccountIndex {
    private static final int CHARS = 8;
    private static final long NOT_ASCII = 0xFF80_FF80_FF80_FF80L;
    private static final long M1 = 0x9E3779B97F4A7C15L;
    private static final long M2 = 0xC2B2AE3D27D4EB4FL;
    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final int NONE = -1;

    private final AccountSlab slab;
    private final long seed1 = ThreadLocalRandom.current().nextLong();
    private final long seed2 = ThreadLocalRandom.current().nextLong();

    /** An index of the accounts in that slab, with seeds of its own. */
    public AccountIndex(AccountSlab slab) {
        this.slab = slab;
    }

    /**
     * The account's place: its slot, with the count of moves when it was looked for. Without the
     * slot's lock it may have moved meanwhile: {@link #isStill} tells.
     */
    public long find(String account) {
        return find(account, false);
    }

    /** The slot of a place; -1 where there is none. */
    public static int slot(long place) {
        return (int) place;
    }

    /** True if no account has been moved since, nor is being moved. */
    public boolean isStill(long place) {
        int moves = slab.moves();
        return (moves & 1) == 0 && moves == (int) (place >>> Integer.SIZE);
    }

    /** The account's slot, a new one if there is none; -1 if it is no name. For one thread. */
    public int findOrAdd(String account) {
        return slot(find(account, true));
    }

    private long find(String account, boolean add) {
        long moves = slab.moves();
        long h1 = seed1;
        long h2 = seed2;
        long strange = 0;
        int length = account.length();
        for (int i = 0; i < length; i += CHARS) {
            long even;
            long odd;
            if (i <= length - CHARS) { // unrolled: a third of the time
                even = account.charAt(i) | (long) account.charAt(i + 2) << 16
                        | (long) account.charAt(i + 4) << 32 | (long) account.charAt(i + 6) << 48;
                odd = account.charAt(i + 1) | (long) account.charAt(i + 3) << 16
                        | (long) account.charAt(i + 5) << 32 | (long) account.charAt(i + 7) << 48;
            } else {
                even = upToFour(account, i);
                odd = upToFour(account, i + 1);
            }
            strange |= even | odd;
            long block = even | odd << Byte.SIZE;
            h1 = Long.rotateLeft((h1 ^ block) * M1, 31);
            h2 = Long.rotateLeft((h2 + block) * M2, 29);
        }
        if ((strange & NOT_ASCII) != 0 || length == 0) {
            return NONE;
        }
        h1 = finish(h1 ^ length);
        h2 = finish(h2 + length);
        int slot = slab.find(h1, h2);
        if (slot < 0 && add) {
            slot = slab.add(h1, h2);
        }
        return moves << Integer.SIZE | slot & LOW_HALF;
    }

    /** Every second character from {@code from} to the name's end. */
    private static long upToFour(String account, int from) {
        long four = 0;
        for (int i = from; i < account.length(); i += 2) {
            four = four << 16 | account.charAt(i);
        }
        return four;
    }

    private static long finish(long hash) {
        long h = hash;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }
}
