package dev.extrausage.journal.proof;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Marks of names in 31 bits, by a polynomial hash with a base drawn for each run: nobody can choose
 * two names beforehand that get the same mark.
 */
final class NameMark {
    private final long base = ThreadLocalRandom.current().nextLong() | 1;

    /** The name's mark; never negative. */
    int of(String name) {
        long hash = name.length();
        for (int i = 0; i < name.length(); i++) {
            hash = (hash + name.charAt(i) + 1) * base;
            hash ^= hash >>> 32;
        }
        return (int) (hash >>> 33);
    }
}
