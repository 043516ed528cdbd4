package dev.extrausage.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * The values of one topic, between a generated class and the Confluent wire format (SPEC 4): byte
 * 0, the schema's id in four bytes, Avro binary. Safe for use by several threads.
 *
 * <p>A writer's schema is resolved against ours once per schema id. A record costs only the reading
 * of its fields, also when an older or newer version wrote it. A value that uses nothing of the
 * newest version is written in the form before it ({@link EarlierForm}), so that programs of both
 * versions can read it.
 */
public final class AvroCodec<T extends SpecificRecord> {
    /** The length of the wire format's frame, which comes before the value, in bytes. */
    public static final int FRAME_BYTES = 5;

    private static final byte MAGIC = 0;
    private static final int MOST_WRITER_SCHEMAS = 1_000;

    private final String topic;
    private final SchemaIds ids;
    private final Schema schema;
    private final SpecificData model;
    private final DatumWriter<T> writer;
    private final int[] lists;
    private final ThreadLocal<Output> outputs = ThreadLocal.withInitial(Output::new);
    private final LruCache<WriterSchema<T>> resolved = new LruCache<>(MOST_WRITER_SCHEMAS);
    private volatile WriterSchema<T> latest;
    private volatile Integer ownId;
    private final EarlierForm earlier;
    private final DatumWriter<T> earlierWriter;
    private volatile Integer earlierId;

    /** A writer's schema resolved against ours: how to read it, or why that is impossible. */
    private record WriterSchema<T>(
            int id, Schema schema, boolean own, boolean earlier, DatumReader<T> reader,
            AvroSkimmer skimmer, String unfit) { }

    /** A buffer to encode in, one per thread. */
    private static final class Output {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    }

    /** A codec for the values of {@code topic}, which are of the generated class {@code type}. */
    public AvroCodec(Class<T> type, String topic, SchemaIds ids) {
        this.topic = topic;
        this.ids = ids;
        this.schema = SpecificData.get().getSchema(type);
        this.model = new ContractClasses(schema, type.getClassLoader());
        this.writer = new SpecificDatumWriter<>(schema, model);
        this.earlier = EarlierForm.of(type);
        this.earlierWriter = earlier == null ? null
                : new SpecificDatumWriter<>(earlier.schema(), model);
        this.lists = schema.getFields().stream()
                .filter(f -> f.schema().getType() == Schema.Type.ARRAY)
                .mapToInt(Schema.Field::pos).toArray();
    }

    /**
     * Asks now for the id under which {@link #encode} writes, so that a schema that is refused
     * stops the start and not the first record.
     *
     * @throws SchemaIds.SchemaRefused if the schema may not be written to the topic
     * @throws SchemaIds.WaitEnded if waiting for the id was given up
     */
    public void announce() {
        if (ownId == null) {
            earlierId = earlier == null ? null : ids.idOf(topic, earlier.schema());
            ownId = ids.idOf(topic, PlainSchema.of(schema));
        }
    }

    /**
     * The id of the newest form: for whoever writes it by hand.
     *
     * @throws SchemaIds.SchemaRefused as {@link #announce} does
     * @throws SchemaIds.WaitEnded as {@link #announce} does
     */
    public int schemaId() {
        announce();
        return ownId;
    }

    /**
     * The id of the form before the newest, in which {@link #encode} writes values that use nothing
     * of the newest: for whoever writes it by hand. Only for contracts that have such a form.
     *
     * @throws SchemaIds.SchemaRefused as {@link #announce} does
     * @throws SchemaIds.WaitEnded as {@link #announce} does
     */
    public int earlierSchemaId() {
        announce();
        return earlierId;
    }

    /**
     * The value in the wire format.
     *
     * @throws IllegalArgumentException if a field that must be there is null or of another type
     * @throws SchemaIds.SchemaRefused if the schema may not be written to the topic
     * @throws SchemaIds.WaitEnded if waiting for the id was given up
     */
    public byte[] encode(T value) {
        Objects.requireNonNull(value, "value");
        announce();
        boolean asEarlier = earlier != null && earlier.saysAll().test(value);
        Output out = outputs.get();
        out.bytes.reset();
        out.bytes.write(MAGIC);
        out.bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .putInt(asEarlier ? earlierId : ownId).array());
        try {
            (asEarlier ? earlierWriter : writer).write(value, out.encoder);
            out.encoder.flush();
        } catch (IOException | AvroRuntimeException | NullPointerException | ClassCastException e) {
            // The encoder may hold half a value: it is not used again.
            outputs.remove();
            throw new IllegalArgumentException(
                    "topic " + topic + ": cannot be written: " + e.getMessage(), e);
        }
        return out.bytes.toByteArray();
    }

    /**
     * The value that the bytes hold.
     *
     * @param bytes a record's value; anything at all, null included
     * @throws BadRecord if they are not one whole value of this topic's type, and nothing else
     * @throws SchemaIds.WaitEnded if waiting for the schema was given up
     */
    public T decode(byte[] bytes) {
        WriterSchema<T> theirs = writerSchema(idIn(bytes));
        if (theirs.unfit() != null) {
            throw new BadRecord(theirs.unfit());
        }
        return read(theirs, bytes);
    }

    /**
     * Tells whether the bytes are framed and under a schema of just our form: then a reader that
     * knows the contract can read them by hand. Says nothing of what follows the frame.
     *
     * @param bytes a record's value; anything at all, null included
     * @throws BadRecord if the schema is unknown, as {@link #decode} does
     * @throws SchemaIds.WaitEnded if waiting for the schema was given up
     */
    public boolean hasOwnForm(byte[] bytes) {
        return isFramed(bytes) && writerSchema(idIn(bytes)).own();
    }

    /**
     * Tells whether the bytes are framed and under the form before the newest, as {@link
     * #hasOwnForm} tells it of the newest.
     *
     * @throws BadRecord if the schema is unknown, as {@link #decode} does
     * @throws SchemaIds.WaitEnded if waiting for the schema was given up
     */
    public boolean hasEarlierForm(byte[] bytes) {
        return isFramed(bytes) && writerSchema(idIn(bytes)).earlier();
    }

    /**
     * Tells, without building the value, that {@link #decode} reads the bytes. False says nothing:
     * they may be of a version before the last two, or unusual in another way.
     *
     * @throws SchemaIds.WaitEnded if waiting for the schema was given up
     */
    public boolean isSurelyReadable(byte[] bytes) {
        if (!isFramed(bytes)) {
            return false;
        }
        try {
            AvroSkimmer skimmer = writerSchema(idIn(bytes)).skimmer();
            return skimmer != null && skimmer.isOver(bytes, FRAME_BYTES);
        } catch (BadRecord e) {
            return false; // an unknown schema
        }
    }

    private static boolean isFramed(byte[] bytes) {
        return bytes != null && bytes.length >= FRAME_BYTES && bytes[0] == MAGIC;
    }

    /** The schema id in the frame; where there is no frame, the reason is the message. */
    private int idIn(byte[] bytes) {
        if (bytes == null) {
            throw new BadRecord("value is null, this topic holds " + schema.getName());
        }
        if (bytes.length < FRAME_BYTES) {
            throw new BadRecord("value has " + FrameDecoder.count(bytes.length)
                    + ", must have at least " + FRAME_BYTES
                    + ": byte 0 and the schema id (Confluent wire format)");
        }
        if (bytes[0] != MAGIC) {
            throw new BadRecord("first byte is " + (bytes[0] & 0xFF)
                    + ", must be 0 (Confluent wire format)");
        }
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    private T read(WriterSchema<T> theirs, byte[] bytes) {
        FrameDecoder in = new FrameDecoder(bytes, FRAME_BYTES);
        try {
            T value = theirs.reader().read(null, in);
            if (in.remainingBytes() == 0) {
                return withPlainLists(value);
            }
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new BadRecord(
                    fault(theirs, bytes, "cannot be read as ours: " + firstLine(e)), e);
        }
        throw new BadRecord(fault(theirs, bytes, "bytes are left over"));
    }

    private String fault(WriterSchema<T> theirs, byte[] bytes, String otherwise) {
        return theirs.schema().getName() + " of schema id " + theirs.id() + ": "
                + FaultFinder.find(theirs.schema(), bytes, FRAME_BYTES).orElse(otherwise);
    }

    /** Avro's own lists throw when they compare records that hold a time which may be absent. */
    private T withPlainLists(T value) {
        for (int list : lists) {
            value.put(list, new ArrayList<>((List<?>) value.get(list)));
        }
        return value;
    }

    private WriterSchema<T> writerSchema(int id) {
        WriterSchema<T> last = latest;
        return last != null && last.id() == id ? last : cached(id);
    }

    private WriterSchema<T> cached(int id) {
        WriterSchema<T> theirs = resolved.get(id).orElseGet(() -> {
            WriterSchema<T> made = resolve(id, ids.schemaOf(id));
            resolved.put(id, made);
            return made;
        });
        latest = theirs;
        return theirs;
    }

    private WriterSchema<T> resolve(int id, Schema theirs) {
        if (theirs.getType() != Schema.Type.RECORD || !theirs.getName().equals(schema.getName())) {
            return unfit(id, "is a " + theirs.getFullName() + ", this topic holds "
                    + schema.getName());
        }
        boolean same = isSameForm(theirs, schema);
        boolean before = earlier != null && isSameForm(theirs, earlier.schema());
        try {
            DatumReader<T> reader =
                    new FastReaderBuilder(model).createDatumReader(same ? schema : theirs, schema);
            return new WriterSchema<>(id, theirs, same, before, reader,
                    same || before ? AvroSkimmer.of(theirs) : null, null);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return unfit(id, "cannot be read as our " + schema.getName() + ": " + firstLine(e));
        }
    }

    private static boolean isSameForm(Schema a, Schema b) {
        return SchemaNormalization.toParsingForm(a).equals(SchemaNormalization.toParsingForm(b));
    }

    private static <T> WriterSchema<T> unfit(int id, String why) {
        return new WriterSchema<>(
                id, null, false, false, null, null, "schema id " + id + " " + why);
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** For Kafka's producers: {@link #encode}; null, a tombstone, stays null. */
    public Serializer<T> serializer() {
        return (ignored, value) -> value == null ? null : encode(value);
    }

    /** For Kafka's consumers: {@link #decode}; null, a tombstone, stays null. */
    public Deserializer<T> deserializer() {
        return (ignored, bytes) -> bytes == null ? null : decode(bytes);
    }

    /** Both for Kafka Streams. */
    public Serde<T> serde() {
        return Serdes.serdeFrom(serializer(), deserializer());
    }
}
