package dev.extrausage.stream.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdSetTest {
    @Test void an_id_set_equals_a_hash_set_at_every_size(@Seed long seed) {
        Random random = new Random(seed);
        IdSet ids = new IdSet();
        Set<UUID> model = new HashSet<>();
        for (int i = 0; i < 300_000; i++) {
            // Few bits, so that ids come again, and share words with others; zeros too.
            UUID id = new UUID(random.nextInt(1 << 9), random.nextInt(1 << 9));
            boolean known = model.contains(id);
            assertThat(ids.contains(id.getMostSignificantBits(), id.getLeastSignificantBits()))
                    .as("%s", id).isEqualTo(known);
            assertThat(ids.add(id.getMostSignificantBits(), id.getLeastSignificantBits()))
                    .as("%s", id).isEqualTo(model.add(id));
        }
        for (UUID id : List.of(new UUID(1 << 9, 0), new UUID(0, 1 << 9), new UUID(-1, -1))) {
            assertThat(ids.contains(id.getMostSignificantBits(), id.getLeastSignificantBits()))
                    .isFalse();
        }
    }

    @Test void a_million_ids_take_22_to_48_bytes_each() {
        Random random = new Random(1);
        IdSet randomIds = new IdSet();
        IdSet regular = new IdSet();
        int count = 1_000_000;
        for (int i = 0; i < count; i++) {
            randomIds.add(random.nextLong(), random.nextLong());
            regular.add(0x0199_0000_0000_7000L, Long.MIN_VALUE | i);
        }
        assertThat(randomIds.bytes() / (double) count).isBetween(21.0, 48.0);
        assertThat(regular.bytes() / (double) count).isBetween(21.0, 48.0);
    }
}
