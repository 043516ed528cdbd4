package dev.extrausage.benchmarks.load;

import java.util.SplittableRandom;
import java.util.UUID;

/** Draws event ids: UUIDs of version 7, at random but for their time (M4). */
final class Ids {
    private final SplittableRandom random;

    Ids(SplittableRandom random) {
        this.random = random;
    }

    /** An id made at {@code millis} since 1970. */
    String at(long millis) {
        return new UUID(millis << 16 | 0x7000L | random.nextInt(0x1000),
                random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L).toString();
    }
}
