package dev.extrausage.stream.duplicates;

/**
 * A set of 128-bit ids in about 30 bytes each, which grows without a pause.
 *
 * <p>It is extendible hashing: a directory, indexed by the first bits of an id's hash, of small
 * tables with open addressing. A table that is three quarters full doubles until it has
 * {@value #TABLE_SLOTS} slots, and from then on it is split in two by one more bit of the hash. One
 * large table would be faster by a step of indirection; but it would have to be copied whole when
 * it grows, some tens of milliseconds for a million ids, and an array of that size is a burden to
 * the garbage collector. Here the largest piece of work moves {@value #TABLE_SLOTS} slots.
 *
 * <p>Ids of which thousands share a hash (senders choose ids, so somebody could make them) would
 * split the directory without end: its depth is bounded, and beyond that the table doubles.
 */
final class IdSet {
    /** Slots of a table that is split, not doubled: 64 KiB, below what G1 calls humongous. */
    static final int TABLE_SLOTS = 4096;

    private static final int FIRST_SLOTS = 8;
    private static final int MAX_DEPTH = 14;
    private static final int SET_BYTES = 64;
    private static final int TABLE_BYTES = 56;

    private Table[] directory = {new Table(0, FIRST_SLOTS)};
    private int depth;
    private long bytes = SET_BYTES + directory[0].bytes();
    /** The id of zeros; a slot of zeros is empty. */
    private boolean holdsZero;

    boolean contains(long high, long low) {
        if ((high | low) == 0) {
            return holdsZero;
        }
        long hash = hash(high, low);
        return tableOf(hash).contains(high, low, hash);
    }

    /** Adds an id; returns whether it was new. */
    boolean add(long high, long low) {
        if ((high | low) == 0) {
            boolean isNew = !holdsZero;
            holdsZero = true;
            return isNew;
        }
        long hash = hash(high, low);
        Table table = tableOf(hash);
        while (table.isFull()) {
            grow(table, hash);
            table = tableOf(hash);
        }
        return table.add(high, low, hash);
    }

    /** The heap it takes, in bytes. */
    long bytes() {
        return bytes;
    }

    private Table tableOf(long hash) {
        return directory[prefix(hash, depth)];
    }

    private void grow(Table table, long hash) {
        bytes -= table.bytes();
        if (table.slots() < TABLE_SLOTS || table.depth == MAX_DEPTH) {
            table.doubleSlots();
            bytes += table.bytes();
            return;
        }
        if (table.depth == depth) {
            doubleDirectory();
        }
        Table[] halves = table.split();
        bytes += halves[0].bytes() + halves[1].bytes();
        int entries = 1 << (depth - table.depth);
        int first = prefix(hash, table.depth) * entries;
        for (int i = 0; i < entries; i++) {
            directory[first + i] = halves[i < entries / 2 ? 0 : 1];
        }
    }

    private void doubleDirectory() {
        Table[] twice = new Table[2 * directory.length];
        for (int i = 0; i < twice.length; i++) {
            twice[i] = directory[i / 2];
        }
        bytes += (long) Integer.BYTES * directory.length;
        directory = twice;
        depth++;
    }

    /** The first {@code bits} bits of a hash, of which there may be none. */
    private static int prefix(long hash, int bits) {
        return (int) (hash >>> 1 >>> (63 - bits));
    }

    /** Mixes all bits into all bits: regular ids, such as a counter's, spread like random ones. */
    private static long hash(long high, long low) {
        long h = mix(high + 0x9E37_79B9_7F4A_7C15L) ^ low;
        return mix(h);
    }

    private static long mix(long h) {
        h = (h ^ h >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        h = (h ^ h >>> 32) * 0xD6E8_FEB8_6659_FD93L;
        return h ^ h >>> 32;
    }

    /** Linear probing over pairs of words; {@code depth} bits of the hash led here. */
    private static final class Table {
        final int depth;
        private long[] words;
        private int size;

        Table(int depth, int slots) {
            this.depth = depth;
            this.words = new long[2 * slots];
        }

        int slots() {
            return words.length / 2;
        }

        long bytes() {
            return TABLE_BYTES + (long) Long.BYTES * words.length;
        }

        boolean isFull() {
            return size >= slots() / 4 * 3;
        }

        boolean contains(long high, long low, long hash) {
            int slot = slotOf(high, low, hash);
            return (words[slot] | words[slot + 1]) != 0;
        }

        boolean add(long high, long low, long hash) {
            int slot = slotOf(high, low, hash);
            if ((words[slot] | words[slot + 1]) != 0) {
                return false;
            }
            words[slot] = high;
            words[slot + 1] = low;
            size++;
            return true;
        }

        /** The slot of the id, or the empty slot where it would be. */
        private int slotOf(long high, long low, long hash) {
            int mask = words.length - 1;
            int slot = (int) hash << 1 & mask;
            while ((words[slot] != high || words[slot + 1] != low)
                    && (words[slot] | words[slot + 1]) != 0) {
                slot = slot + 2 & mask;
            }
            return slot;
        }

        void doubleSlots() {
            Table twice = new Table(depth, 2 * slots());
            moveTo(twice, twice);
            words = twice.words;
        }

        Table[] split() {
            Table[] halves = {new Table(depth + 1, slots()), new Table(depth + 1, slots())};
            moveTo(halves[0], halves[1]);
            return halves;
        }

        /** Adds each id to one of two tables, by the bit of its hash after those that led here. */
        private void moveTo(Table zero, Table one) {
            for (int slot = 0; slot < words.length; slot += 2) {
                if ((words[slot] | words[slot + 1]) != 0) {
                    long hash = hash(words[slot], words[slot + 1]);
                    Table half = hash << depth >= 0 ? zero : one;
                    half.add(words[slot], words[slot + 1], hash);
                }
            }
        }
    }
}
