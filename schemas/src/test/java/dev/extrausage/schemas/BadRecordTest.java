package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Seed;
import dev.extrausage.schemas.Examples.Example;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever bytes come, a {@link BadRecord} that says what is wrong is all that ever comes out. */
class BadRecordTest {
    /** Frame, the two ids, occurred_at and actor of an AccountEvent; its change comes next. */
    private static final String ACCOUNT_EVENT = "0000000002" + "0278" + "0278" + "00" + "0278";

    private final SchemaIds ids = ReleasedSchemas.load();
    private final AvroCodec<AccountEvent> events =
            new AvroCodec<>(AccountEvent.class, "account-events", ids);

    static Stream<Example<?>> examples() {
        return Examples.all();
    }

    @Test
    void a_missing_value_and_a_broken_frame_are_told_apart() {
        assertThatThrownBy(() -> events.decode(null)).isInstanceOf(BadRecord.class)
                .hasMessage("value is null, this topic holds AccountEvent");
        assertBad("", "value has 0 bytes, must have at least 5: byte 0 and the schema id "
                + "(Confluent wire format)");
        assertBad("00000000", "value has 4 bytes, must have at least 5: byte 0 and the schema id "
                + "(Confluent wire format)");
        assertBad("7b0000000200", "first byte is 123, must be 0 (Confluent wire format)");
        assertBad("000000004d00",
                "schema id 77 is unknown, the released schemas have ids 1 to 12");
        assertBad("00ffffffff00",
                "schema id -1 is unknown, the released schemas have ids 1 to 12");
        assertBad("000000000100", "schema id 1 is a dev.extrausage.schemas.UsageEvent, this topic "
                + "holds AccountEvent");
    }

    @Test
    void a_cut_is_named_by_its_field() {
        assertBad("0000000002" + "0278" + "0278" + "00" + "02", "AccountEvent of schema id 2: "
                + "field actor: string claims 1 byte, 0 bytes are left");
        assertBad(ACCOUNT_EVENT, "AccountEvent of schema id 2: "
                + "field change: cut short: int needs 1 byte, 0 bytes are left");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1a               | change: union branch is 13, must be 0 to 12
            01               | change: union branch is -1, must be 0 to 12
            ffffffff1f       | change: int does not fit 32 bits
            ffffffffffff     | change: int does not fit 32 bits
            00f0ffffff0f     | change.plan: string claims 2147483640 bytes, 0 bytes are left
            00ffffffffffffffffff01 | change.plan: string claims a length of -9223372036854775808, \
            must be 0 or more
            00ffffffffffffffffff02 | change.plan: long does not fit 64 bits
            0002ff           | change.plan: string of 1 byte is not UTF-8
            0004c3c3         | change.plan: string of 2 bytes is not UTF-8
            0002700204       | change.allowance_nanos: union branch is 2, must be 0 to 1
            0a02             | change.enabled: boolean byte is 2, must be 0 or 1
            0e00             | 1 byte follows the last field, must be 0
            0e000000         | 3 bytes follow the last field, must be 0
            """)
    void mangled_changes_are_named_by_field_value_and_bound(String change, String message) {
        String where = message.contains("last field") ? "" : "field ";
        assertBad(ACCOUNT_EVENT + change, "AccountEvent of schema id 2: " + where
                + message);
    }

    @Test
    void a_list_with_an_impossible_count_costs_no_memory() throws IOException {
        AvroCodec<Balance> balances = new AvroCodec<>(Balance.class, "balances", ids);
        // account_id x, sequence 0, five nulls with closed among them, three amounts; then grants.
        String upToGrants = "0000000004" + "0278" + "00" + "000000" + "00" + "0000" + "000000";
        byte[] bomb = HexFormat.of().parseHex(upToGrants + "eeffffff0f");
        assertThatThrownBy(() -> balances.decode(bomb)).isInstanceOf(BadRecord.class)
                .hasMessage("Balance of schema id 4: field grants: list claims 2147483639 items, "
                        + "0 bytes are left");

        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> balances.decode(bomb)).isInstanceOf(BadRecord.class);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000_000);
    }

    @Test
    void a_snapshot_with_very_many_grants_is_none_of_that() {
        AvroCodec<Balance> balances = new AvroCodec<>(Balance.class, "balances", ids);
        Balance rich = Examples.balance();
        rich.setGrants(IntStream.range(0, 80_000).mapToObj(i ->
                new LiveGrant("grant-" + i, "PURCHASE", 1L, Examples.TIME, null)).toList());

        assertThat(balances.decode(balances.encode(rich))).isEqualTo(rich);
    }

    @Test
    void overlong_and_non_ascii_text_is_read_unchanged() {
        AccountEvent odd = Examples.accountEvent(new AccountClosed());
        odd.setActor("\uFFFD \u20AC \uD83D\uDE00 " + "x".repeat(100_000));

        assertThat(events.decode(events.encode(odd))).isEqualTo(odd);
    }

    @ParameterizedTest
    @MethodSource("examples")
    <T extends SpecificRecord> void every_cut_of_a_good_record_is_bad(Example<T> example) {
        AvroCodec<T> codec = example.codec(ids);
        byte[] good = codec.encode(example.value());
        for (int length = 0; length < good.length; length++) {
            byte[] cut = Arrays.copyOf(good, length);
            assertThatThrownBy(() -> codec.decode(cut)).as("cut to %d bytes", length)
                    .isInstanceOf(BadRecord.class);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    <T extends SpecificRecord> void mangled_bytes_give_a_value_or_bad_record(
            Example<T> example, @Seed long seed) {
        AvroCodec<T> codec = example.codec(ids);
        byte[] good = codec.encode(example.value());
        Random random = new Random(seed);
        int bad = 0;
        for (int run = 0; run < 20_000; run++) {
            byte[] mangled = mangle(good, random);
            try {
                codec.decode(mangled);
            } catch (BadRecord e) {
                bad++;
                assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1_000);
            } catch (Throwable e) {
                throw new AssertionError(HexFormat.of().formatHex(mangled), e);
            }
            if (run % 1_000 == 0) {
                assertThat(codec.decode(good)).isEqualTo(example.value());
            }
        }
        assertThat(bad).isGreaterThan(1_000);
    }

    /** One to four random edits: a byte changed, a part cut out, repeated, or made of noise. */
    private static byte[] mangle(byte[] good, Random random) {
        byte[] bytes = good;
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            List<byte[]> parts = switch (random.nextInt(4)) {
                case 0 -> List.of(head(bytes, from), noise(random, 1), tail(bytes, from + 1));
                case 1 -> List.of(head(bytes, from), tail(bytes, to));
                case 2 -> List.of(head(bytes, to), tail(bytes, from));
                default -> List.of(head(bytes, from), noise(random, 20), tail(bytes, to));
            };
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            parts.forEach(joined::writeBytes);
            bytes = joined.toByteArray();
        }
        return bytes;
    }

    private static byte[] head(byte[] bytes, int to) {
        return Arrays.copyOf(bytes, to);
    }

    private static byte[] tail(byte[] bytes, int from) {
        return Arrays.copyOfRange(bytes, Math.min(from, bytes.length), bytes.length);
    }

    private static byte[] noise(Random random, int most) {
        byte[] noise = new byte[1 + random.nextInt(most)];
        random.nextBytes(noise);
        return noise;
    }

    @Test
    void json_instead_of_avro_is_told_at_the_first_byte() {
        byte[] json = "{\"event_id\":1}".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> events.decode(json)).isInstanceOf(BadRecord.class)
                .hasMessageStartingWith("first byte is 123");
    }

    private void assertBad(String hex, String message) {
        assertThatThrownBy(() -> events.decode(HexFormat.of().parseHex(hex)))
                .isInstanceOf(BadRecord.class).hasMessage(message);
    }
}
