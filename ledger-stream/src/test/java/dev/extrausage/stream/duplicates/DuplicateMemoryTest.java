package dev.extrausage.stream.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.EventId;
import dev.extrausage.core.InputAge;
import dev.extrausage.core.Seed;
import dev.extrausage.stream.stores.SortedStore;
import dev.extrausage.stream.topology.LedgerDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The memory against a plain set that never forgets, whatever is done to it in between. */
class DuplicateMemoryTest {
    private static final long T = 1_768_046_400_000L; // 2026-01-10T12:00:00Z
    private static final long AHEAD = InputAge.AHEAD_MILLIS;
    private static final long MEMORY = InputAge.WINDOW_MILLIS;
    private static final long KEPT = BucketExpiry.KEPT_MILLIS;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final AccountMark ACME = AccountMark.of("acme");
    private static final AccountMark OTHER = AccountMark.of("other");

    private final SortedStore store = new SortedStore();
    private DuplicateMemory memory = new DuplicateMemory(store);

    /** One id of one account, as the model keeps it. */
    private record Seen(AccountMark account, EventId id) {}

    @ParameterizedTest
    @ValueSource(longs = {0, 20_000, 1_000_000, DuplicateMemory.MEMORY_BYTES})
    void the_memory_answers_as_a_set_through_aborts_and_restarts(long bytes, @Seed long seed) {
        for (int round = 0; round < 12; round++) {
            new History(new Random(seed + round), bytes).play(3_000);
        }
    }

    /** A partition's life, and what it should remember. */
    private static final class History {
        final Random random;
        final long bytes;
        final SortedStore store = new SortedStore();
        DuplicateMemory memory;
        final Set<Seen> seen = new HashSet<>();
        final List<Seen> pending = new ArrayList<>();
        final List<Seen> all = new ArrayList<>();
        final long spread;
        long receivedAt = T;

        History(Random random, long bytes) {
            this.random = random;
            this.bytes = bytes;
            this.memory = new DuplicateMemory(store, bytes);
            this.spread = new long[] {1, 1_000, DAY / 10}[random.nextInt(3)];
        }

        void play(int steps) {
            for (int i = 0; i < steps; i++) {
                receivedAt += random.nextLong(2 * spread);
                int what = random.nextInt(1_000);
                if (what < 700) {
                    long at = aReceipt();
                    receive(new Seen(anAccount(), anId(at)), at);
                } else if (what < 950 && !all.isEmpty()) {
                    receive(all.get(random.nextInt(all.size())), aReceipt());
                } else if (what < 985) {
                    commit();
                } else if (what < 990) {
                    abort();
                } else if (what < 995) {
                    restart();
                } else {
                    receivedAt += random.nextLong(3 * DAY);
                }
            }
        }

        AccountMark anAccount() {
            return random.nextBoolean() ? ACME : OTHER;
        }

        /** Now, or that of a topic that lags by up to a day. */
        long aReceipt() {
            return random.nextInt(4) > 0 ? receivedAt : receivedAt - random.nextLong(DAY + 1);
        }

        /** Now, a little ahead, late by minutes or days, or at an edge of the window. */
        EventId anId(long at) {
            long time = switch (random.nextInt(8)) {
                case 0 -> at + random.nextLong(AHEAD + 1);
                case 1 -> at - random.nextLong(600_000);
                case 2 -> at - random.nextLong(MEMORY + 1);
                case 3 -> at - MEMORY + random.nextLong(3);
                case 4 -> at - KEPT + random.nextLong(3) - 1;
                default -> at;
            };
            return LedgerDriver.id(time, random.nextInt(1 << 16));
        }

        void receive(Seen input, long at) {
            long time = input.id().time();
            if (time < at - KEPT || time > at + AHEAD) {
                return;
            }
            boolean compared = time >= at - MEMORY;
            boolean known = seen.contains(input);
            if (compared) {
                assertThat(memory.contains(input.account(), input.id()))
                        .as("%s at %d", input, at).isEqualTo(known);
            }
            if (!known || !compared) {
                memory.remember(input.account(), input.id(), at);
                assertThat(memory.contains(input.account(), input.id())).isTrue();
                all.add(input);
                if (seen.add(input)) {
                    pending.add(input);
                }
            }
        }

        void commit() {
            memory.flush();
            store.commitTransaction();
            pending.clear();
        }

        void abort() {
            if (random.nextBoolean()) {
                memory.flush();
            }
            store.rollBack();
            memory.forget();
            pending.forEach(seen::remove);
            pending.clear();
        }

        void restart() {
            commit();
            memory = new DuplicateMemory(store, bytes);
        }
    }

    @Test void the_same_id_of_another_account_is_another_input() {
        memory.remember(ACME, id(T, 1), T);
        assertThat(memory.contains(ACME, id(T, 1))).isTrue();
        assertThat(memory.contains(OTHER, id(T, 1))).isFalse();
    }

    @Test void an_id_that_its_mark_makes_zero_is_remembered() {
        EventId id = id(T, 1);
        AccountMark same = new AccountMark(id.high(), id.low());
        assertThat(memory.contains(same, id)).isFalse();
        memory.remember(same, id, T);
        assertThat(memory.contains(same, id)).isTrue();
        memory.flush();
        memory.forget();
        assertThat(memory.contains(same, id)).isTrue();
    }

    @Test void unflushed_ids_are_forgotten_with_the_rest() {
        memory.remember(ACME, id(T, 1), T);
        memory.flush();
        memory.remember(ACME, id(T, 2), T);
        memory.forget();
        assertThat(memory.contains(ACME, id(T, 1))).isTrue();
        assertThat(memory.contains(ACME, id(T, 2))).isFalse();
    }

    @Test void fresh_ids_read_the_store_once_in_four_minutes() {
        int hour = 3_600;
        for (int i = 0; i < hour; i++) {
            long now = T + 1_000L * i;
            assertThat(memory.contains(ACME, id(now, i))).isFalse();
            memory.remember(ACME, id(now, i), now);
            memory.flush();
        }
        // Of what is there, and of what has passed; the first look reads how far that had come.
        assertThat(store.reads()).isLessThanOrEqualTo(2 * (hour / (64 * 4) + 2) + 1);
    }

    @Test void a_commit_writes_one_record_per_bucket() {
        for (int i = 0; i < 3_000; i++) {
            memory.remember(ACME, id(T, i), T);
            memory.remember(ACME, id(T - DAY, i), T);
        }
        assertThat(store.writes()).isZero();
        memory.flush();
        assertThat(store.writes()).isEqualTo(2);
        memory.flush();
        assertThat(store.writes()).isEqualTo(2);
    }

    @Test void a_chunk_is_never_larger_than_64_kib() {
        for (int i = 0; i < 10_000; i++) {
            memory.remember(ACME, id(T, i), T);
        }
        memory.flush();
        assertThat(store.entries().values()).extracting(v -> v.length)
                .containsExactly(65_536, 65_536, 16 * (10_000 - 2 * 4_096));
    }

    @Test void small_commits_share_a_chunk_also_after_a_restart() {
        for (int i = 0; i < 100; i++) {
            memory.remember(ACME, id(T, i), T);
            memory.flush();
            memory.forget();
        }
        assertThat(store.entries().values()).extracting(v -> v.length)
                .containsExactly(256, 256, 256, 256, 256, 256, 64);
    }

    /** With ten commits a second, and an hour's ids at most. */
    @ParameterizedTest
    @CsvSource({"1, 18, 49", "10, 17, 144", "100, 17, 25", "1000, 17, 17", "20000, 17, 17"})
    void a_stored_id_takes_little_more_than_16_bytes(
            int rate, long keptBytes, long writtenBytes) {
        int ids = Math.min(200_000, rate * 3_600);
        int ofACommit = Math.max(1, rate / 10);
        for (int i = 0; i < ids; i++) {
            long now = T + i * 1_000L / rate;
            memory.remember(ACME, id(now, i), now);
            if (i % ofACommit == ofACommit - 1) {
                memory.flush();
            }
        }
        assertThat((double) store.keptBytes() / ids).isLessThanOrEqualTo(keptBytes);
        assertThat((double) store.writtenBytes() / ids).isLessThanOrEqualTo(writtenBytes);
    }

    @Test void memory_stays_within_its_bound_wherever_ids_fall() {
        long bound = 200_000;
        memory = new DuplicateMemory(store, bound);
        Random random = new Random(7);
        for (int i = 0; i < 50_000; i++) {
            long time = T - random.nextLong(MEMORY);
            memory.remember(ACME, id(time, i), T);
            assertThat(memory.bytes()).isLessThanOrEqualTo(bound);
        }
        memory.forget();
        assertThat(memory.bytes()).isZero();
    }

    @Test void two_buckets_in_turn_are_never_read_again() {
        memory = new DuplicateMemory(store, 0);
        for (int i = 0; i < 10; i++) {
            memory.remember(ACME, id(T + i % 2 * IdBucket.MILLIS, i), T);
        }
        memory.flush();
        long reads = store.reads();
        for (int i = 0; i < 10; i++) {
            assertThat(memory.contains(ACME, id(T + i % 2 * IdBucket.MILLIS, i))).isTrue();
        }
        assertThat(store.reads()).isEqualTo(reads);
    }

    private static EventId id(long time, long number) {
        return LedgerDriver.id(time, number);
    }
}
