package dev.extrausage.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Direct-mapped cache of the names of apps and models, so that one string stands for all events
 * that bring it, and its hash is computed once. A name has one slot, and is evicted by the next
 * that falls there: strangers' names cannot make it grow. Not safe for use by several threads.
 */
final class NameCache {
    private static final int PLACES = 256;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] names = new String[PLACES];

    /** The {@code length} bytes from {@code from}, each of them a character. */
    String of(byte[] in, int from, int length) {
        int place = place(in, from, length);
        byte[] known = bytes[place];
        if (known == null || !Arrays.equals(known, 0, known.length, in, from, from + length)) {
            bytes[place] = Arrays.copyOfRange(in, from, from + length);
            names[place] = new String(in, from, length, StandardCharsets.ISO_8859_1);
        }
        return names[place];
    }

    /** By its length and two characters: names that share them only make each other be read. */
    private static int place(byte[] in, int from, int length) {
        int mixed = length == 0 ? 0
                : 31 * (31 * length + in[from + length / 2]) + in[from + length - 1];
        return mixed & PLACES - 1;
    }
}
