package dev.extrausage.stream.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.EventId;
import dev.extrausage.stream.stores.SortedStore;
import dev.extrausage.stream.topology.LedgerDriver;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Buckets that have passed are deleted: not too early, all, a few at a time, and once. */
class BucketExpiryTest {
    /** The beginning of the last bucket of those that are forgotten together. */
    private static final long T = IdBucket.MILLIS * (64 * 6_744_547L + 63);
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final AccountMark ACME = AccountMark.of("acme");

    private final SortedStore store = new SortedStore();
    private final DuplicateMemory memory = new DuplicateMemory(store);

    @Test void a_bucket_expires_36_days_after_its_end() {
        receive(T, T);
        long end = T + IdBucket.MILLIS + BucketExpiry.KEPT_MILLIS;
        receive(end - 1, end - 1);
        assertThat(chunks()).isEqualTo(2);
        assertThat(memory.contains(ACME, id(T))).isTrue();
        receive(end, end);
        assertThat(chunks()).isEqualTo(2);
        assertThat(memory.contains(ACME, id(T))).isFalse();
    }

    @Test void a_year_without_receipts_is_expired_in_steps() {
        int old = 5_000;
        for (int i = 0; i < old; i++) {
            receive(T + i * IdBucket.MILLIS, T + i * IdBucket.MILLIS);
        }
        long later = T + 365 * DAY;
        for (int flushes = 1; chunks() > flushes; flushes++) {
            long before = store.deletes();
            receive(later + flushes * IdBucket.MILLIS, later);
            assertThat(store.deletes() - before).isLessThanOrEqualTo(DuplicateMemory.STEP + 2);
            assertThat(flushes).isLessThanOrEqualTo(old / DuplicateMemory.STEP + 1);
        }
        assertThat(store.deletes()).isEqualTo(old);
    }

    @Test void expiry_keeps_ahead_of_the_writes() {
        Random random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            memory.remember(ACME, new EventId(T + random.nextLong(DAY) << 16 | 0x7000L,
                    Long.MIN_VALUE | i), T + DAY);
        }
        memory.flush();
        long before = store.entries().size();
        long later = T + 60 * DAY;
        for (int i = 0; i < 1_000; i++) {
            memory.remember(ACME, id(later + i * IdBucket.MILLIS), later);
        }
        memory.flush();
        assertThat((long) store.entries().size()).isLessThan(before);
    }

    @Test void a_restart_goes_on_where_forgetting_was() {
        int old = 1_000;
        for (int i = 0; i < old; i++) {
            receive(T + i * IdBucket.MILLIS, T + i * IdBucket.MILLIS);
        }
        long later = T + 60 * DAY;
        receive(later, later);
        byte[] cursor = store.entries().get(BucketExpiry.cursorKey());
        // All before the cursor are gone, so that nobody need look there again.
        assertThat(store.entries().lowerKey(cursor)).isNull();
        memory.forget();
        while (chunks() > 1) {
            receive(later, later);
        }
        assertThat(store.deletes()).isEqualTo(old);
        assertThat(IdBucket.numberIn(store.entries().get(BucketExpiry.cursorKey())))
                .isEqualTo(BucketIndex.startOfWord(
                        IdBucket.numberOf(later - BucketExpiry.KEPT_MILLIS)));
    }

    @Test void where_nothing_is_deleted_no_progress_is_written() {
        receive(T, T);
        long writes = store.writes();
        for (int i = 1; i <= 100; i++) {
            receive(T + i * IdBucket.MILLIS, T + i * IdBucket.MILLIS);
        }
        assertThat(store.writes() - writes).isEqualTo(100);
    }

    @Test void ids_of_a_topic_that_lags_are_remembered() {
        receive(T, T);
        long later = T + 40 * DAY;
        receive(later, later);
        assertThat(memory.contains(ACME, id(T))).isFalse();
        receive(T, T + DAY); // its topic lags by 39 days
        assertThat(memory.contains(ACME, id(T))).isTrue();
        receive(later + DAY, later + DAY);
        memory.forget();
        assertThat(memory.contains(ACME, id(T))).isTrue();
    }

    private void receive(long time, long receivedAt) {
        memory.remember(ACME, id(time), receivedAt);
        memory.flush();
    }

    private long chunks() {
        return store.entries().keySet().stream().filter(k -> k.length == 8).count();
    }

    private static EventId id(long time) {
        return LedgerDriver.id(time, 1);
    }
}
