package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.memory.Snapshot;
import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.client.gate.memory.SnapshotSlots;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Money;
import dev.extrausage.core.UtcTime;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gate of this version beside a ledger of an earlier one, and the other way round. */
class SnapshotVersionsTest {
    private static final Catalog CATALOG = Catalogs.example();
    private static final long NOW = UtcTime.parse("at", "2026-03-10T00:00:00Z");
    private static final long NEXT_CYCLE = UtcTime.parse("at", "2026-04-10T00:00:00Z");
    private static final ReleasedSchemas RELEASED = ReleasedSchemas.load();
    private static final int FRAME = AvroCodec.FRAME_BYTES;

    private final AvroCodec<Balance> codec =
            new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(), RELEASED);

    @Test
    void the_gate_before_reads_what_a_snapshot_says_now() throws IOException {
        byte[] now = SnapshotMaker.bytes(account(new Change.PlanChangeScheduled("free", 1, null)),
                7L, CATALOG);
        assertThat(ByteBuffer.wrap(now).getInt(1)).isEqualTo(idOf(3));
        Balance ours = codec.decode(now);

        GenericRecord read = read(now, release(3), release(2));

        assertThat(read.get("plan")).hasToString(ours.getPlan());
        assertThat(read.get("allowance_left_nanos")).isEqualTo(ours.getAllowanceLeftNanos());
        assertThat(read.get("extra_usage_nanos")).isEqualTo(ours.getExtraUsageNanos());
        assertThat(read.get("spent_nanos")).isEqualTo(ours.getSpentNanos());
        assertThat(read.get("cycle_end")).isEqualTo(ours.getCycleEnd().toEpochMilli());
        assertThat(read.get("cycle_anchor")).isEqualTo(ours.getCycleAnchor().toEpochMilli());
        assertThat(read.get("usage_offset")).isEqualTo(7L);
        assertThat(read.getSchema().getField("next_plan")).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void snapshots_of_earlier_ledgers_are_answered_from(int version) throws IOException {
        Account account = account(new Change.SpendLimitSet(Money.NANOS_PER_USD));
        byte[] now = SnapshotMaker.bytes(account, 7L, CATALOG);
        Schema written = release(ByteBuffer.wrap(now).getInt(1) == idOf(3) ? 3 : 2);

        BalanceBook book = bookOf(write(read(now, written, release(version)), version));

        GateAnswer answer = book.check(book.question("ada", "cursor", 0, NOW), book.find("ada"));
        assertThat(answer.payableNanos()).isEqualTo(Money.NANOS_PER_USD);
        assertThat(answer.allowanceLeftNanos()).isEqualTo(20 * Money.NANOS_PER_USD);
        assertThat(answer.usageOffset()).hasValue(7);
        assertThat(book.check(book.question("ada", "claude.ai", 0, NEXT_CYCLE), book.find("ada"))
                .allowanceLeftNanos()).as("after the roll").isEqualTo(20 * Money.NANOS_PER_USD);
    }

    private static Account account(Change last) {
        Account account = Account.unknown("ada");
        Change[] changes = {new Change.PlanStarted("pro", 1, null), new Change.CreditGranted("c",
                GrantKind.PURCHASE, 5 * Money.NANOS_PER_USD, null, "p", null), last};
        for (Change change : changes) {
            account = Ledger.decide(account, new Input(new AccountEvent(EventId.derived(NOW,
                    change.toString()), "ada", NOW, "test", change), NOW), CATALOG).account();
        }
        return account;
    }

    private BalanceBook bookOf(byte[] snapshot) {
        BalanceBook book = new BalanceBook(() -> CATALOG, new GatePolicies(GatePolicy.FAIL_CLOSED,
                GatePolicy.FAIL_CLOSED, Long.MAX_VALUE - 1, GatePolicy.FAIL_CLOSED,
                GatePolicy.FAIL_CLOSED, GatePolicy.FAIL_CLOSED), 1, 1, 1);
        book.watermarks.begin(1);
        book.watermarks.advance(0, NOW);
        SnapshotSlots slots = book.snapshots();
        book.apply(Snapshot.of(new ConsumerRecord<>(Topics.BALANCES.topicName(), 0, 0,
                "ada".getBytes(StandardCharsets.UTF_8), snapshot), codec, slots));
        return book;
    }

    private static GenericRecord read(byte[] framed, Schema writer, Schema reader)
            throws IOException {
        return new GenericDatumReader<GenericRecord>(writer, reader).read(null,
                DecoderFactory.get().binaryDecoder(framed, FRAME, framed.length - FRAME, null));
    }

    private static byte[] write(GenericRecord value, int version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(FRAME).put((byte) 0).putInt(idOf(version)).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(release(version)).write(value, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Schema release(int version) {
        return RELEASED.schemaOf(idOf(version));
    }

    private static int idOf(int version) {
        return RELEASED.all().stream().filter(r -> r.version() == version
                && r.schema().getName().equals("Balance")).findAny().orElseThrow().id();
    }
}
