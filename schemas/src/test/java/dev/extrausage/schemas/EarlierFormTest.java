package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** A value that uses nothing new is written so that programs of the version before can read it. */
class EarlierFormTest {
    private static final ReleasedSchemas IDS = ReleasedSchemas.load();

    private final AvroCodec<UsageEvent> usage =
            new AvroCodec<>(UsageEvent.class, "usage-events", IDS);
    private final AvroCodec<AccountEvent> changes =
            new AvroCodec<>(AccountEvent.class, "account-events", IDS);
    private final AvroCodec<Balance> balances = new AvroCodec<>(Balance.class, "balances", IDS);
    private final AvroCodec<Notice> notices = new AvroCodec<>(Notice.class, "notices", IDS);

    @Test
    void usage_without_tier_and_units_is_of_the_first_version() {
        UsageEvent event = Examples.usageEvent();
        assertThat(idOf(usage, event)).isEqualTo(8);
        event.setUnits(null);
        assertThat(idOf(usage, event)).isEqualTo(8);
        event.setServiceTier(null);
        assertThat(idOf(usage, event)).isEqualTo(1);
        assertThat(usage.hasEarlierForm(usage.encode(event))).isTrue();
        assertThat(usage.hasOwnForm(usage.encode(event))).isFalse();
        event.setServiceTier("batch");
        assertThat(idOf(usage, event)).isEqualTo(8);
    }

    @Test
    void changes_of_the_first_kinds_are_of_the_first_version() {
        Examples.changes().forEach(change -> {
            AccountEvent event = Examples.accountEvent(change);
            assertThat(idOf(changes, event)).as("a note on %s", change).isEqualTo(9);
            event.setNote(null);
            boolean anchored = change instanceof PlanStarted p && p.getCycleAnchor() != null;
            assertThat(idOf(changes, event)).as("%s", change).isEqualTo(anchored ? 9 : 2);
        });
        Examples.laterChanges().forEach(change ->
                assertThat(idOf(changes, Examples.laterEvent(change))).isEqualTo(9));
    }

    @Test
    void values_without_later_fields_are_of_the_earlier_version() {
        Balance balance = Examples.balance();
        assertThat(idOf(balances, balance)).isEqualTo(11);
        balance.setFirstCycle(false);
        balance.setNextPlan(null);
        balance.setStarterCredit(null);
        assertThat(idOf(balances, balance)).isEqualTo(7);

        Notice notice = new Notice("acct-1", 2L, "TOP_UP_DUE", Instant.EPOCH, 5L, "auto:acct-1:2",
                "text", null, null);
        assertThat(idOf(notices, notice)).isEqualTo(6);
        notice.setRefundId("refund-1");
        assertThat(idOf(notices, notice)).isEqualTo(12);
    }

    @Test
    void a_program_of_the_version_before_reads_them_whole() throws Exception {
        UsageEvent event = Examples.usageEvent();
        event.setUnits(null);
        event.setServiceTier(null);
        byte[] bytes = usage.encode(event);
        Schema first = IDS.schemaOf(1);

        GenericRecord read = new GenericDatumReader<GenericRecord>(first).read(null,
                DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));

        assertThat(read.get("cache_read_tokens")).isEqualTo(64L);
        assertThat(usage.decode(bytes)).isEqualTo(event);
    }

    private static <T extends SpecificRecord> int idOf(AvroCodec<T> codec, T value) {
        byte[] bytes = codec.encode(value);
        assertThat(codec.decode(bytes)).isEqualTo(value);
        return ByteBuffer.wrap(bytes).getInt(1);
    }
}
