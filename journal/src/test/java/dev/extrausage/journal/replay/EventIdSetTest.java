package dev.extrausage.journal.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Seed;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventIdSetTest {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    @Test
    void a_set_knows_exactly_the_ids_that_were_added(@Seed long seed) {
        Random random = new Random(seed);
        EventIdSet set = new EventIdSet();
        Set<EventId> expected = new HashSet<>();
        for (int step = 0; step < 50_000; step++) {
            // Few different ids, counted up or alike in most of their bits: the worst for a table.
            EventId id = new EventId((long) random.nextInt(3) << 16 | VERSION,
                    VARIANT | (long) random.nextInt(10_000) << random.nextInt(2) * 40);
            assertThat(set.contains(id)).as("step %d", step)
                    .isEqualTo(expected.contains(id));
            if (random.nextBoolean()) {
                set.add(id);
                expected.add(id);
            }
        }
    }
}
