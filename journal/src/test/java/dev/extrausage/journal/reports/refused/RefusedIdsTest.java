package dev.extrausage.journal.reports.refused;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Seed;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RefusedIdsTest {
    @Test void ids_have_the_states_that_a_map_would_hold(@Seed long seed) {
        Random random = new Random(seed);
        RefusedIds ids = new RefusedIds(5_000);
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // Few random bits, and two accounts: many ids share a slot, and some an id.
            EventId id = EventId.derived(1_000, "" + random.nextInt(4_000));
            String account = random.nextBoolean() ? "a" : "b";
            String key = account + id;
            assertThat(ids.state(id, account))
                    .isEqualTo(expected.getOrDefault(key, RefusedIds.ABSENT));
            long state = random.nextInt(10);
            if (ids.set(id, account, state)) {
                expected.put(key, state);
            } else {
                assertThat(expected).hasSize(5_000).doesNotContainKey(key);
            }
        }
        assertThat(ids.size()).isEqualTo(expected.size()).isEqualTo(5_000);
        assertThat(ids.count(7)).isEqualTo(expected.values().stream().filter(s -> s == 7).count());
    }
}
