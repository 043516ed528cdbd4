package dev.extrausage.stream.topology;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.encode;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.purchase;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Input;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SPEC section 4: bad inputs make no entry, lose no byte they need not, and stop nothing. */
class RejectionTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");
    private static final String ACME = "acme";

    private LedgerDriver ledger;

    @BeforeEach void openAnAccount() {
        ledger = new LedgerDriver(Catalogs.example());
        ledger.pipe(new Input(change(id(T, 1), ACME, T, planStarted("pro")), T));
        ledger.entries();
    }

    @AfterEach void close() {
        ledger.close();
    }

    @Test void a_null_or_empty_key_is_rejected() {
        ledger.pipe(Topics.USAGE_EVENTS, null, good(2), T);
        assertRejected("key is null: must be the account_id, as UTF-8 bytes", good(2));
        ledger.pipe(Topics.USAGE_EVENTS, "", good(2), T);
        assertRejected("key is empty: must be the account_id, as UTF-8 bytes", good(2));
    }

    @Test void a_key_that_is_not_the_account_is_rejected() {
        ledger.pipe(Topics.USAGE_EVENTS, "other", good(2), T);
        assertRejected("key is \"other\": must be the value's account_id, \"acme\","
                + " as UTF-8 bytes", good(2));
    }

    @Test void a_null_value_is_rejected_and_stays_null() {
        ledger.pipe(Topics.USAGE_EVENTS, ACME, null, T);
        TestRecord<byte[], byte[]> rejected = assertRejected(null, null);
        assertThat(header(rejected, Rejection.REASON)).startsWith("value is null")
                .contains("UsageEvent");
        assertThat(header(rejected, Rejection.LENGTH)).isEqualTo("0");
    }

    @Test void bytes_that_cannot_be_decoded_are_rejected_as_they_came() {
        byte[] good = good(2);
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            ledger.pipe(Topics.USAGE_EVENTS, ACME, cut, T);
            assertRejected(null, cut);
        }
        byte[] wrongMagic = good.clone();
        wrongMagic[0] = 1;
        ledger.pipe(Topics.USAGE_EVENTS, ACME, wrongMagic, T);
        assertRejected("first byte is 1, must be 0 (Confluent wire format)", wrongMagic);
        byte[] unknownId = good.clone();
        unknownId[1] = 1;
        ledger.pipe(Topics.USAGE_EVENTS, ACME, unknownId, T);
        assertThat(assertRejected(null, unknownId)).satisfies(r -> assertThat(
                header(r, Rejection.REASON)).startsWith("schema id 16777217 is unknown"));
    }

    @Test void a_value_out_of_its_bounds_is_rejected() {
        byte[] value = LedgerDriver.CODECS.usageEvents().encode(new UsageEvent(
                id(T, 2).toString(), ACME, null, Instant.ofEpochMilli(T), "cursor", null,
                "claude-opus-4-5", 1_000_000_001L, 0L, 0L, 0L, 0L, null, null));
        ledger.pipe(Topics.USAGE_EVENTS, ACME, value, T);
        assertRejected("input_tokens is 1000000001: must be 0 to 1000000000", value);
    }

    @Test void a_change_on_the_wrong_topic_is_rejected() {
        byte[] credit = encode(change(id(T, 2), ACME, T, purchase("g", 5)));
        ledger.pipe(Topics.ACCOUNT_EVENTS, ACME, credit, T);
        assertRejected("topic is \"account-events\": must be credit-events"
                + " for the change CreditGranted", credit);
        byte[] plan = encode(change(id(T, 3), ACME, T, planStarted("team")));
        ledger.pipe(Topics.CREDIT_EVENTS, ACME, plan, T);
        assertRejected("topic is \"credit-events\": must be account-events"
                + " for the change PlanStarted", plan);
        ledger.pipe(Topics.USAGE_EVENTS, ACME, plan, T);
        assertRejected(null, plan);
    }

    @Test void a_record_over_256_kib_is_rejected_cut_and_hashed() {
        byte[] zeros = new byte[Inbox.MAX_RECORD_BYTES - ACME.length() + 1];
        ledger.pipe(Topics.USAGE_EVENTS, ACME, zeros, T);
        TestRecord<byte[], byte[]> rejected = assertRejected("record has 262145 bytes: must be at"
                + " most 262144 (256 KiB), key, value and headers together", zeros);
        assertThat(rejected.value()).hasSize(64 * 1024);
        byte[] allowed = new byte[Inbox.MAX_RECORD_BYTES - ACME.length()];
        ledger.pipe(Topics.USAGE_EVENTS, ACME, allowed, T);
        assertThat(header(assertRejected(null, allowed), Rejection.REASON))
                .doesNotStartWith("record has");
    }

    @Test void headers_count_as_part_of_a_record() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("trace", new byte[Inbox.MAX_RECORD_BYTES]);
        ledger.pipe(Topics.USAGE_EVENTS, new TestRecord<>(
                ACME.getBytes(StandardCharsets.UTF_8), good(2), headers, T));
        assertThat(header(assertRejected(null, good(2)), Rejection.REASON))
                .startsWith("record has ");
    }

    @Test void a_huge_key_is_cut_as_well() {
        ledger.pipe(Topics.USAGE_EVENTS, "k".repeat(300_000), good(2), T);
        assertThat(assertRejected(null, good(2)).key()).hasSize(64 * 1024);
    }

    @Test void a_record_on_a_foreign_partition_names_the_partitioner() {
        try (LedgerDriver first = new LedgerDriver(Catalogs.example(), 4)) {
            String account = "globex";
            assertThat(BuiltInPartitioner.partitionForKey(
                    account.getBytes(StandardCharsets.UTF_8), 4)).isEqualTo(3);
            byte[] value = encode(usage(id(T, 2), account, T));
            first.pipe(Topics.USAGE_EVENTS, account, value, T);
            assertThat(header(first.written(Topics.REJECTED_EVENTS).get(0), Rejection.REASON))
                    .isEqualTo("partition is 0: must be 3 for this key among 4 partitions:"
                            + " set the producer's partitioner to murmur2, which is Java's default"
                            + " and librdkafka's partitioner=murmur2_random");
            assertThat(first.entries()).isEmpty();
        }
    }

    /** One rejected record and no entry; then the next good input is decided. */
    private TestRecord<byte[], byte[]> assertRejected(String reason, byte[] original) {
        List<TestRecord<byte[], byte[]>> rejected = ledger.written(Topics.REJECTED_EVENTS);
        assertThat(rejected).hasSize(1);
        assertThat(ledger.entries()).isEmpty();
        TestRecord<byte[], byte[]> one = rejected.get(0);
        byte[] whole = original == null ? new byte[0] : original;
        if (reason != null) {
            assertThat(header(one, Rejection.REASON)).isEqualTo(reason);
        }
        assertThat(header(one, Rejection.REASON)).isNotBlank();
        assertThat(Topics.named(header(one, Rejection.TOPIC))).isPresent();
        assertThat(header(one, Rejection.PARTITION)).isEqualTo("0");
        assertThat(Long.parseLong(header(one, Rejection.OFFSET))).isNotNegative();
        assertThat(header(one, Rejection.LENGTH)).isEqualTo(Integer.toString(whole.length));
        assertThat(header(one, Rejection.SHA_256)).isEqualTo(sha256(whole));
        assertThat(one.value()).isEqualTo(original == null ? null
                : Arrays.copyOf(original, Math.min(original.length, Rejection.MAX_KEPT_BYTES)));
        ledger.pipe(new Input(usage(id(T, 1_000 + counter++), ACME, T), T));
        assertThat(ledger.outcomes()).containsExactly("APPLIED");
        return one;
    }

    private int counter;

    private static byte[] good(int number) {
        return encode(usage(id(T, number), ACME, T));
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(HashChain.sha256().digest(bytes));
    }
}
