package dev.extrausage.backup;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.wire.HashChain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Entries with all their fields, in the form in which they were written, whatever version of the
 * contract that was. Belongs to one thread.
 */
final class EntryForm {
    private static final String SOURCE = "source";
    private static final String PREVIOUS_HASH = "previous_hash";

    private final SchemaIds ids;
    private final Map<Integer, Schema> schemas = new HashMap<>();
    private final HashChain chain = new HashChain();
    private BinaryEncoder encoder;

    EntryForm(SchemaIds ids) {
        this.ids = ids;
    }

    /**
     * An entry that was read.
     *
     * @param schemaId the id of the schema that it was written by
     * @param fields all of it
     */
    record Form(int schemaId, GenericRecord fields) {
        String account() {
            return fields.get("account_id").toString();
        }

        long sequence() {
            return (Long) fields.get("sequence");
        }

        String sourceTopic() {
            return source().get("topic").toString();
        }

        int sourcePartition() {
            return (Integer) source().get("partition");
        }

        long sourceOffset() {
            return (Long) source().get("offset");
        }

        private GenericRecord source() {
            return (GenericRecord) fields.get(SOURCE);
        }
    }

    /**
     * Reads an entry.
     *
     * @throws BackupProblem it is none, or its bytes are not those that its fields are written as
     */
    Form read(byte[] value) {
        try {
            int id = ByteBuffer.wrap(value).getInt(1);
            Schema schema = schemas.computeIfAbsent(id, ids::schemaOf);
            Form form = new Form(id, new GenericDatumReader<GenericRecord>(schema).read(null,
                    DecoderFactory.get().binaryDecoder(value, AvroCodec.FRAME_BYTES,
                            value.length - AvroCodec.FRAME_BYTES, null)));
            if (!Arrays.equals(write(form), value)) {
                throw new BackupProblem("entry " + form.sequence() + " of account "
                        + form.account() + " is written in a form that nobody can write again");
            }
            return form;
        } catch (IOException | AvroRuntimeException | BadRecord | IndexOutOfBoundsException e) {
            throw new BackupProblem("a record of the journal is no entry: " + e.getMessage(), e);
        }
    }

    /** The entry's bytes with another place of its input, and sealed after another entry. */
    byte[] moved(Form entry, MovedPlaces.NewPlace source, byte[] previousHash) {
        place(entry, source.partition(), source.offset(), previousHash);
        byte[] bytes = write(entry);
        chain.seal(previousHash, bytes);
        return bytes;
    }

    /** The entry's bytes without the place of its input, and so without hashes. */
    byte[] withoutPlace(Form entry) {
        place(entry, 0, 0, HashChain.start());
        byte[] bytes = write(entry);
        return Arrays.copyOf(bytes, bytes.length - HashChain.HASH_LENGTH);
    }

    private static void place(Form entry, int partition, long offset, byte[] previousHash) {
        entry.source().put("partition", partition);
        entry.source().put("offset", offset);
        Schema hash = entry.fields.getSchema().getField(PREVIOUS_HASH).schema();
        entry.fields.put(PREVIOUS_HASH, new GenericData.Fixed(hash, previousHash));
    }

    private byte[] write(Form entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(entry.schemaId).array());
        encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
        try {
            new GenericDatumWriter<GenericRecord>(entry.fields.getSchema())
                    .write(entry.fields, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("memory is always written", e);
        }
        return bytes.toByteArray();
    }
}
