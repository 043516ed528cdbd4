package dev.extrausage.consumers.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Numbers accounts 0, 1, 2 … as they come, so that what is known of each can stand in plain arrays.
 *
 * <p>Millions of accounts fit in memory this way: one costs its id's bytes, 16 of array header, 4
 * of reference and 4 to 8 of hash table, where a {@code HashMap} of strings takes some 150.
 * Accounts are never taken out; a partition that is lost drops its slots whole.
 */
public final class AccountSlots {
    private static final int NONE = -1;

    private byte[][] ids = new byte[16][];
    /** Open addressing, at most three quarters full: the slot, or {@link #NONE}. */
    private int[] table = filled(32);
    private int size;

    /** The number of accounts; slots are below it. */
    public int size() {
        return size;
    }

    /** The account's slot, or -1. */
    public int find(String accountId) {
        return table[place(accountId.getBytes(StandardCharsets.UTF_8))];
    }

    /** The account's slot, a new one if it had none. */
    public int findOrAdd(String accountId) {
        byte[] id = accountId.getBytes(StandardCharsets.UTF_8);
        int place = place(id);
        if (table[place] != NONE) {
            return table[place];
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, size + (size >> 1));
        }
        ids[size] = id;
        table[place] = size++;
        if (size > table.length / 4 * 3) {
            grow();
        }
        return size - 1;
    }

    /** The account in that slot. */
    public String id(int slot) {
        return new String(ids[slot], StandardCharsets.UTF_8);
    }

    private int place(byte[] id) {
        int place = hash(id) & table.length - 1;
        while (table[place] != NONE && !Arrays.equals(ids[table[place]], id)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private void grow() {
        table = filled(table.length * 2);
        for (int slot = 0; slot < size; slot++) {
            table[place(ids[slot])] = slot;
        }
    }

    /** Spread, since ids that differ in their last digits have neighbouring hash codes. */
    private static int hash(byte[] id) {
        int hash = Arrays.hashCode(id) * 0x9E3779B9;
        return hash ^ hash >>> 15;
    }

    private static int[] filled(int length) {
        int[] table = new int[length];
        Arrays.fill(table, NONE);
        return table;
    }
}
