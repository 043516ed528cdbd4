package dev.extrausage.client.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Seed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdsTest {
    private static final long NOW = 1_795_000_000_000L;

    private final AtomicLong clock = new AtomicLong(NOW);
    private final EventIds ids = new EventIds(clock::get);

    @Test void ids_ascend_however_the_clock_steps(@Seed long seed) {
        Random random = new Random(seed);
        EventId last = ids.next();
        for (int i = 0; i < 200_000; i++) {
            clock.addAndGet(switch (random.nextInt(4)) {
                case 0 -> random.nextInt(3);
                case 1 -> -random.nextInt(1_000);
                case 2 -> random.nextInt(50) == 0 ? -random.nextInt(86_400_000) : 0;
                default -> 0;
            });
            EventId next = ids.next();
            assertThat(isGreater(next, last)).as("id %d: %s after %s", i, next, last)
                    .isTrue();
            last = next;
        }
    }

    @Test void the_first_id_of_a_millisecond_carries_the_clocks_time() {
        for (int i = 0; i < 1_000; i++) {
            assertThat(ids.next().time()).isEqualTo(clock.get());
            clock.incrementAndGet();
        }
    }

    @Test void a_million_ids_of_one_millisecond_stay_in_it() {
        Set<EventId> seen = new HashSet<>();
        for (int i = 0; i < 1_000_000; i++) {
            EventId id = ids.next();
            assertThat(id.time()).isEqualTo(NOW);
            seen.add(id);
        }
        assertThat(seen).hasSize(1_000_000);
    }

    @Test void a_backward_clock_step_waits_for_the_brokers_word() {
        clock.set(NOW + 3_600_000);
        ids.next();
        clock.set(NOW);
        assertThat(ids.next().time()).isEqualTo(NOW + 3_600_000);
        ids.startAgain();
        assertThat(ids.next().time()).isEqualTo(NOW);
    }

    @Test void two_processes_in_the_same_millisecond_do_not_meet() {
        Set<EventId> seen = new HashSet<>();
        for (int process = 0; process < 200; process++) {
            EventIds theirs = new EventIds(clock::get);
            for (int i = 0; i < 500; i++) {
                seen.add(theirs.next());
            }
        }
        assertThat(seen).hasSize(200 * 500);
    }

    @Test void threads_share_the_ids_without_meeting() {
        List<EventId> all = Collections.synchronizedList(new ArrayList<>());
        IntStream.range(0, 20_000).parallel().forEach(i -> all.add(ids.next()));
        assertThat(new HashSet<>(all)).hasSize(20_000);
    }

    private static boolean isGreater(EventId one, EventId other) {
        int high = Long.compareUnsigned(one.high(), other.high());
        return high > 0 || high == 0 && Long.compareUnsigned(one.low(), other.low()) > 0;
    }
}
