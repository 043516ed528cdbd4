package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.Examples.Example;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroCodecTest {
    private final SchemaIds ids = ReleasedSchemas.load();

    static Stream<Example<?>> examples() {
        return Examples.all();
    }

    @ParameterizedTest
    @MethodSource("examples")
    <T extends SpecificRecord> void a_value_is_written_as_the_golden_bytes(Example<T> example)
            throws IOException {
        assertThat(HexFormat.of().formatHex(example.codec(ids).encode(example.value())))
                .isEqualTo(golden(example.toString()));
    }

    @ParameterizedTest
    @MethodSource("examples")
    <T extends SpecificRecord> void the_golden_bytes_are_read_as_the_value(Example<T> example)
            throws IOException {
        byte[] golden = HexFormat.of().parseHex(golden(example.toString()));

        assertThat(example.codec(ids).decode(golden)).isEqualTo(example.value());
    }

    @Test
    void every_change_comes_back_as_it_was_written() {
        AvroCodec<AccountEvent> codec = new AvroCodec<>(AccountEvent.class, "account-events", ids);

        assertThat(Examples.changes().map(Object::getClass).distinct()).hasSize(13);
        assertThat(Examples.changes().map(Examples::accountEvent))
                .allSatisfy(e -> assertThat(codec.decode(codec.encode(e))).isEqualTo(e));
        assertThat(Examples.laterChanges().map(Object::getClass).distinct()).hasSize(6);
        assertThat(Examples.laterChanges().map(Examples::laterEvent))
                .allSatisfy(e -> assertThat(codec.decode(codec.encode(e))).isEqualTo(e));
    }

    @Test
    void an_account_event_is_a_cause_too() {
        AvroCodec<BalanceChange> codec =
                new AvroCodec<>(BalanceChange.class, "balance-changes", ids);
        BalanceChange entry = Examples.balanceChange();
        entry.setCause(Examples.accountEvent(new AccountClosed()));
        entry.setClock(null);
        entry.setReason(null);
        entry.setTopUpDue(null);

        assertThat(codec.decode(codec.encode(entry))).isEqualTo(entry);
    }

    @Test
    void an_unopened_accounts_snapshot_survives_the_round_trip() {
        AvroCodec<Balance> codec = new AvroCodec<>(Balance.class, "balances", ids);

        assertThat(codec.decode(codec.encode(Examples.unopened()))).isEqualTo(Examples.unopened());
    }

    @Test
    void the_last_32_bytes_of_an_entry_are_its_hash() {
        byte[] entry = new AvroCodec<>(BalanceChange.class, "balance-changes", ids)
                .encode(Examples.balanceChange());

        assertThat(Arrays.copyOfRange(entry, entry.length - 32, entry.length))
                .isEqualTo(Examples.balanceChange().getHash().bytes());
    }

    @Test
    void for_kafka_a_null_is_a_tombstone_and_stays_null() {
        var serde = new AvroCodec<>(Balance.class, "balances", ids).serde();

        assertThat(serde.serializer().serialize("balances", null)).isNull();
        assertThat(serde.deserializer().deserialize("balances", null)).isNull();
        byte[] bytes = serde.serializer().serialize("balances", Examples.balance());
        assertThat(serde.deserializer().deserialize("balances", bytes))
                .isEqualTo(Examples.balance());
    }

    @Test
    void an_incomplete_value_is_refused_and_harms_no_later_one() {
        AvroCodec<UsageEvent> codec = new AvroCodec<>(UsageEvent.class, "usage-events", ids);
        UsageEvent nameless = Examples.usageEvent();
        nameless.setModel(null);
        byte[] good = codec.encode(Examples.usageEvent());

        assertThatThrownBy(() -> codec.encode(nameless))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("model");
        assertThat(codec.encode(Examples.usageEvent())).isEqualTo(good);
    }

    /** The digits of a golden file: what stands before the comment on each of its lines. */
    static String golden(String name) throws IOException {
        try (InputStream in = AvroCodecTest.class.getResourceAsStream("golden/" + name + ".hex")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .collect(Collectors.joining());
        }
    }
}
