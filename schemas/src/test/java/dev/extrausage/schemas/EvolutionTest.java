package dev.extrausage.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Records of other versions of us, and of strangers with their own idea of the contract. */
class EvolutionTest {
    private static final Schema OURS = PlainSchema.of(UsageEvent.SCHEMA$);

    private Schema theirs = OURS;
    private final AvroCodec<UsageEvent> codec = new AvroCodec<>(UsageEvent.class, "usage-events",
            new SchemaIds() {
                @Override
                public int idOf(String topic, Schema schema) {
                    return 1;
                }

                @Override
                public Schema schemaOf(int id) {
                    return id == 1 ? OURS : theirs;
                }

                @Override
                public void close() { }
            });

    @Test
    void an_older_writers_missing_field_gets_its_default() throws IOException {
        theirs = changed(schema -> field(schema, "cache_write_1h_tokens", true));

        UsageEvent expected = Examples.usageEvent();
        expected.setCacheWrite1hTokens(0L);
        assertThat(codec.decode(written(event()))).isEqualTo(expected);
    }

    @Test
    void a_snapshot_before_the_cycles_anchor_reads_as_null() throws IOException {
        byte[] old = HexFormat.of().parseHex(AvroCodecTest.golden("Balance.v1"));

        Balance expected = Examples.balance();
        expected.setCycleAnchor(null);
        expected.setCustomAllowanceNanos(null);
        expected.setLateAllowanceNanos(0L);
        withoutVersion3(expected);
        assertThat(new AvroCodec<>(Balance.class, "balances", ReleasedSchemas.load()).decode(old))
                .isEqualTo(expected);
    }

    @Test
    void records_of_rules_1_read_without_the_later_fields() throws IOException {
        UsageEvent usage = Examples.usageEvent();
        usage.setServiceTier(null);
        usage.setUnits(null);
        assertThat(old(UsageEvent.class, "UsageEvent.v1")).isEqualTo(usage);

        AccountEvent event = Examples.accountEvent(Examples.granted());
        event.setNote(null);
        assertThat(old(AccountEvent.class, "AccountEvent.v1")).isEqualTo(event);

        BalanceChange entry = Examples.balanceChange();
        entry.setCause(usage);
        assertThat(old(BalanceChange.class, "BalanceChange.v1")).isEqualTo(entry);

        Balance balance = Examples.balance();
        withoutVersion3(balance);
        assertThat(old(Balance.class, "Balance.v2")).isEqualTo(balance);

        assertThat(old(Notice.class, "Notice.v1"))
                .returns("TOP_UP_DUE", Notice::getKind).returns(null, Notice::getRefundId);
    }

    @Test
    void rules_1_readers_pass_over_what_came_later() throws IOException {
        Schema first = ReleasedSchemas.load().schemaOf(2);
        byte[] bytes = new AvroCodec<>(AccountEvent.class, "credit-events", ReleasedSchemas.load())
                .encode(Examples.laterEvent(new CreditVoided("gift")));

        GenericRecord read = new GenericDatumReader<GenericRecord>(
                PlainSchema.of(AccountEvent.SCHEMA$), first).read(null,
                DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));

        assertThat(read.get("change")).hasToString("{\"cycle_start\": 0}");
    }

    private static void withoutVersion3(Balance balance) {
        balance.setFirstCycle(false);
        balance.setNextPlan(null);
        balance.setStarterCredit(null);
    }

    private static <T extends SpecificRecord> T old(Class<T> type, String golden)
            throws IOException {
        return new AvroCodec<>(type, "some-topic", ReleasedSchemas.load())
                .decode(HexFormat.of().parseHex(AvroCodecTest.golden(golden)));
    }

    @Test
    void a_newer_writers_additional_field_is_passed_over() throws IOException {
        theirs = changed(schema -> fields(schema).insertObject(3)
                .put("name", "colour").put("type", "string"));
        GenericRecord event = event();
        event.put("colour", "blue");

        assertThat(codec.decode(written(event))).isEqualTo(Examples.usageEvent());
    }

    @Test
    void a_strangers_namespace_order_and_narrower_counts_are_read() throws IOException {
        theirs = changed(schema -> {
            schema.put("namespace", "com.example.inference");
            field(schema, "input_tokens", false).put("type", "int");
            fields(schema).add(fields(schema).remove(0));
        });
        GenericRecord event = event();
        event.put("input_tokens", 1_000);

        assertThat(codec.decode(written(event))).isEqualTo(Examples.usageEvent());
    }

    @Test
    void optional_fields_of_a_stranger_read_while_present()
            throws IOException {
        theirs = changed(schema -> {
            ObjectNode model = field(schema, "model", false);
            model.set("type", model.arrayNode().add("null").add("string"));
        });
        assertThat(codec.decode(written(event()))).isEqualTo(Examples.usageEvent());

        GenericRecord event = event();
        event.put("model", null);
        byte[] bytes = written(event);
        assertThatThrownBy(() -> codec.decode(bytes)).isInstanceOf(BadRecord.class)
                .hasMessageStartingWith("UsageEvent of schema id 2: cannot be read as ours: ")
                .hasMessageContaining("null");
    }

    @Test
    void an_incompatible_shape_names_the_field() {
        theirs = changed(schema -> field(schema, "model", true));
        GenericRecord event = event();

        assertThatThrownBy(() -> codec.decode(written(event))).isInstanceOf(BadRecord.class)
                .hasMessageContaining("missing required field model");

        codec.decode(codec.encode(Examples.usageEvent()));
    }

    @Test
    void a_field_of_another_type_is_a_bad_record() {
        theirs = changed(schema -> field(schema, "input_tokens", false).put("type", "string"));
        GenericRecord event = event();
        event.put("input_tokens", "1000");

        assertThatThrownBy(() -> codec.decode(written(event))).isInstanceOf(BadRecord.class)
                .hasMessageContaining("string").hasMessageContaining("long");
    }

    @Test
    void a_cut_record_of_another_version_names_its_field() {
        theirs = changed(schema -> fields(schema).insertObject(0)
                .put("name", "colour").put("type", "string"));

        assertThatThrownBy(() -> codec.decode(new byte[] {0, 0, 0, 0, 2, 20}))
                .isInstanceOf(BadRecord.class)
                .hasMessage("UsageEvent of schema id 2: field colour: string claims 10 bytes, "
                        + "0 bytes are left");
    }

    @Test
    void values_nested_a_hundred_thousand_deep_are_a_bad_record() {
        theirs = changed(schema -> {
            ObjectNode node = schema.objectNode().put("type", "record").put("name", "Node");
            node.putArray("fields").addObject().put("name", "next")
                    .putArray("type").add("null").add("Node");
            fields(schema).insertObject(0).put("name", "chain").set("type", node);
        });
        byte[] deep = new byte[250_000];
        Arrays.fill(deep, (byte) 2);
        deep[0] = deep[1] = deep[2] = deep[3] = 0;

        assertThatThrownBy(() -> codec.decode(deep)).isInstanceOf(BadRecord.class)
                .hasMessageEndingWith("values are nested too deep");
    }

    @Test
    void a_list_of_empty_elements_is_refused_at_once() {
        theirs = changed(schema -> {
            ObjectNode list = schema.objectNode().put("type", "array").put("items", "null");
            fields(schema).insertObject(0).put("name", "nothings").set("type", list);
        });
        byte[] bomb = {0, 0, 0, 0, 2, -2, -1, -1, -1, 15};

        assertThatThrownBy(() -> codec.decode(bomb)).isInstanceOf(BadRecord.class)
                .hasMessageContaining("field nothings: list claims 2147483647 items");
    }

    private GenericRecord event() {
        GenericRecord event = new GenericData.Record(theirs);
        UsageEvent from = Examples.usageEvent();
        for (Schema.Field field : OURS.getFields()) {
            if (theirs.getField(field.name()) != null) {
                Object value = from.get(field.pos());
                event.put(field.name(), value instanceof Instant at
                        ? Long.valueOf(at.toEpochMilli()) : value);
            }
        }
        return event;
    }

    private byte[] written(GenericRecord event) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {0, 0, 0, 0, 2});
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(theirs).write(event, encoder);
        encoder.flush();
        return out.toByteArray();
    }

    private static Schema changed(Consumer<ObjectNode> change) {
        try {
            ObjectNode schema = (ObjectNode) new ObjectMapper().readTree(OURS.toString());
            change.accept(schema);
            return new Schema.Parser().parse(schema.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static ArrayNode fields(ObjectNode schema) {
        return (ArrayNode) schema.get("fields");
    }

    private static ObjectNode field(ObjectNode schema, String name, boolean remove) {
        for (Iterator<JsonNode> all = fields(schema).iterator(); all.hasNext();) {
            JsonNode field = all.next();
            if (field.path("name").asText().equals(name)) {
                if (remove) {
                    all.remove();
                }
                return (ObjectNode) field;
            }
        }
        throw new AssertionError("no field " + name);
    }
}
