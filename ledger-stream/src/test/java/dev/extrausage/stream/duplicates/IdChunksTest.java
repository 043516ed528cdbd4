package dev.extrausage.stream.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.EventId;
import dev.extrausage.core.Seed;
import dev.extrausage.stream.stores.SortedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Chunks that are written at once, read by the memory that goes on from them. */
class IdChunksTest {
    private static final long T = 1_768_046_400_000L; // 2026-01-10T12:00:00Z
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final AccountMark ACME = AccountMark.of("acme");
    private static final AccountMark OTHER = AccountMark.of("other");

    private final SortedStore store = new SortedStore();

    @Test void memory_over_written_chunks_knows_each_id_of_the_window(@Seed long seed) {
        Random random = new Random(seed);
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            long age = random.nextInt(3) == 0 ? random.nextInt((int) (DAY / 1_000)) * 40_000L
                    : random.nextInt(20_000);
            ids.add(id(T - age, random));
        }
        assertThat(write(ids)).isLessThanOrEqualTo(ids.size());

        DuplicateMemory memory = new DuplicateMemory(store);
        for (EventId id : ids) {
            if (id.time() >= T - BucketExpiry.KEPT_MILLIS) {
                assertThat(memory.contains(ACME, id)).isTrue();
            }
            assertThat(memory.contains(OTHER, id)).isFalse();
        }
    }

    @Test void a_full_bucket_lies_in_several_chunks_and_takes_more(@Seed long seed) {
        Random random = new Random(seed);
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < IdBucket.CHUNK_IDS_MOST * 2 + 5; i++) {
            ids.add(id(T, random));
        }
        assertThat(write(ids)).isEqualTo(ids.size());

        DuplicateMemory memory = new DuplicateMemory(store);
        EventId more = id(T, random);
        memory.remember(ACME, more, T);
        memory.flush();
        DuplicateMemory restarted = new DuplicateMemory(store);
        assertThat(ids).allMatch(id -> restarted.contains(ACME, id));
        assertThat(restarted.contains(ACME, more)).isTrue();
    }

    @Test void expired_ids_are_left_out_and_later_ones_still_expire() {
        EventId expired = new EventId((T - 40 * DAY) << 16 | 0x7000L, 0x8000_0000_0000_0001L);
        EventId kept = new EventId((T - 20 * DAY) << 16 | 0x7000L, 0x8000_0000_0000_0002L);
        assertThat(write(List.of(expired, kept))).isEqualTo(1);

        DuplicateMemory memory = new DuplicateMemory(store);
        assertThat(memory.contains(ACME, kept)).isTrue();
        EventId now = new EventId((T + 20 * DAY) << 16 | 0x7000L, 0x8000_0000_0000_0003L);
        memory.remember(ACME, now, T + 20 * DAY);
        memory.flush();
        assertThat(new DuplicateMemory(store).contains(ACME, kept)).isFalse();
        assertThat(new DuplicateMemory(store).contains(ACME, now)).isTrue();
    }

    private long write(List<EventId> ids) {
        IdChunks chunks = new IdChunks(T, store::put);
        ids.stream().sorted(Comparator.comparingLong(EventId::high)
                .thenComparingLong(EventId::low)).forEach(id -> chunks.add(ACME, id));
        return chunks.end();
    }

    private static EventId id(long time, Random random) {
        return new EventId(time << 16 | 0x7000L | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }
}
