package dev.extrausage.stream.duplicates;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.encode;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.purchase;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.topology.LedgerDriver;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** M4 and M5 as the record's timestamp, the broker's append time, makes them. */
class DuplicatesTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");
    private static final long MEMORY = Duration.ofDays(35).toMillis();
    private static final long AHEAD = Duration.ofMinutes(5).toMillis();
    private static final String ACME = "acme";

    private LedgerDriver ledger;

    @BeforeEach void openAnAccount() {
        ledger = new LedgerDriver(Catalogs.example());
        ledger.pipe(new Input(change(id(T, 0), ACME, T, planStarted("pro")), T));
        ledger.entries();
    }

    @AfterEach void close() {
        ledger.close();
    }

    @Test void a_repeated_id_makes_no_entry_for_35_days() {
        ledger.pipe(new Input(usage(id(T, 1), ACME, T), T));
        assertThat(ledger.outcomes()).containsExactly("APPLIED");
        ledger.pipe(new Input(usage(id(T, 1), ACME, T), T));
        ledger.pipe(new Input(usage(id(T, 1), ACME, T), T + MEMORY));
        assertThat(ledger.outcomes()).isEmpty();
        assertThat(ledger.balances()).hasSize(2);
        assertThat(ledger.counted("duplicates-total")).isEqualTo(2);
        ledger.pipe(new Input(usage(id(T, 1), ACME, T), T + MEMORY + 1));
        assertThat(ledger.outcomes()).containsExactly("REFUSED TOO_OLD");
    }

    @Test void an_id_is_remembered_across_topics_and_whatever_it_carries() {
        ledger.pipe(new Input(usage(id(T, 1), ACME, T), T));
        ledger.pipe(new Input(change(id(T, 1), ACME, T, purchase("g", 5)), T));
        ledger.pipe(new Input(change(id(T, 1), ACME, T, planStarted("team")), T));
        assertThat(ledger.outcomes()).containsExactly("APPLIED");
    }

    @Test void another_account_may_use_the_same_id() {
        ledger.pipe(new Input(change(id(T, 0), "other", T, planStarted("pro")), T));
        assertThat(ledger.outcomes()).containsExactly("APPLIED");
    }

    @Test void each_delivery_of_a_refused_input_is_an_entry() {
        Event early = usage(id(T, 1), "stranger", T);
        ledger.pipe(new Input(early, T));
        ledger.pipe(new Input(early, T));
        assertThat(ledger.outcomes()).containsExactly(
                "REFUSED UNKNOWN_ACCOUNT", "REFUSED UNKNOWN_ACCOUNT");
        ledger.pipe(new Input(change(id(T, 2), "stranger", T, planStarted("pro")), T));
        ledger.pipe(new Input(early, T));
        ledger.pipe(new Input(early, T));
        assertThat(ledger.outcomes()).containsExactly("APPLIED", "APPLIED");
    }

    @Test void inputs_may_be_five_minutes_ahead_and_no_more() {
        ledger.pipe(new Input(usage(id(T + AHEAD, 1), ACME, T + AHEAD), T));
        ledger.pipe(new Input(usage(id(T + AHEAD + 1, 2), ACME, T), T));
        ledger.pipe(new Input(usage(id(T, 3), ACME, T + AHEAD + 1), T));
        assertThat(ledger.outcomes()).containsExactly(
                "APPLIED", "REFUSED IN_THE_FUTURE", "REFUSED IN_THE_FUTURE");
    }

    @Test void time_passed_older_than_the_memory_is_decided_anew() {
        Event late = change(id(T, 1), ACME, T, new Change.TimePassed(T));
        ledger.pipe(new Input(late, T + MEMORY));
        ledger.pipe(new Input(late, T + MEMORY));
        ledger.pipe(new Input(late, T + MEMORY + 1));
        ledger.pipe(new Input(late, T + MEMORY + 1));
        assertThat(ledger.outcomes()).hasSize(3);
    }

    @Test void the_id_counts_and_not_how_it_is_written() {
        byte[] lower = encode(usage(id(T, 0xabc), ACME, T));
        byte[] upper = lower.clone();
        String text = id(T, 0xabc).toString();
        byte[] capitals = text.toUpperCase().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        System.arraycopy(capitals, 0, upper, 6, capitals.length);
        ledger.pipe(Topics.USAGE_EVENTS, ACME, upper, T);
        ledger.pipe(Topics.USAGE_EVENTS, ACME, lower, T);
        assertThat(ledger.entries()).hasSize(1);
    }

    @Test void ids_are_forgotten_36_days_after_their_bucket_not_before() {
        int old = 3_000;
        for (int i = 1; i <= old; i++) {
            ledger.pipe(new Input(usage(id(T, i), ACME, T), T));
        }
        int bucket = IdBucket.numberOf(T);
        assertThat(remembered(bucket)).isEqualTo(old + 1);
        long end = (BucketIndex.startOfWord(bucket) + 64) * IdBucket.MILLIS
                + BucketExpiry.KEPT_MILLIS;
        receive(10, end - 1);
        assertThat(remembered(bucket)).isEqualTo(old + 1);
        receive(10, end);
        assertThat(remembered(bucket)).isZero();
    }

    @Test void the_changelog_forgets_what_the_store_forgets() {
        Set<String> kept = new HashSet<>();
        for (int i = 1; i <= 2_000; i++) {
            ledger.pipe(new Input(usage(id(T, i), ACME, T), T));
        }
        receive(320, T + Duration.ofDays(37).toMillis());
        for (TestRecord<byte[], byte[]> change : ledger.changelog(DuplicateMemory.STORE)) {
            String key = Arrays.toString(change.key());
            if (change.value() == null) {
                kept.remove(key);
            } else {
                kept.add(key);
            }
        }
        Set<String> stored = new HashSet<>();
        try (KeyValueIterator<byte[], byte[]> all = ledger.decidedIds().all()) {
            all.forEachRemaining(e -> stored.add(Arrays.toString(e.key)));
        }
        // Twenty chunks of 16 ids, and how far forgetting has come.
        assertThat(kept).isEqualTo(stored).hasSize(20 + 1);
    }

    private int next = 1_000_000;

    private void receive(int count, long at) {
        for (int i = 0; i < count; i++) {
            EventId id = id(at, next++);
            ledger.pipe(new Input(usage(id, ACME, at), at));
        }
    }

    private int remembered(int bucket) {
        int bytes = 0;
        try (KeyValueIterator<byte[], byte[]> chunks = ledger.decidedIds().range(
                IdBucket.key(bucket, 0), IdBucket.key(bucket, -1))) {
            while (chunks.hasNext()) {
                bytes += chunks.next().value.length;
            }
        }
        return bytes / 16;
    }
}
