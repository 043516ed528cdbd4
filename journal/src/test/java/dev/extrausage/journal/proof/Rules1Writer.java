package dev.extrausage.journal.proof;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.wire.HashChain;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Entries and snapshots in the bytes that a ledger of rules 1 wrote. */
final class Rules1Writer {
    private static final ReleasedSchemas.Release FIRST = ReleasedSchemas.load().all().stream()
            .filter(r -> r.version() == 1 && r.schema().getName().equals("BalanceChange"))
            .findAny().orElseThrow();

    private Rules1Writer() {}

    /** The entry under the first schema, naming rules version 1 and this hash before it. */
    static byte[] entry(BalanceChange entry, byte[] previousHash) {
        entry.setRulesVersion(1);
        byte[] newest = WrittenAccount.CODECS.balanceChanges().encode(entry);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            GenericRecord old = new GenericDatumReader<GenericRecord>(
                    BalanceChange.getClassSchema(), FIRST.schema()).read(null,
                            DecoderFactory.get().binaryDecoder(newest, AvroCodec.FRAME_BYTES,
                                    newest.length - AvroCodec.FRAME_BYTES, null));
            out.write(ByteBuffer.allocate(AvroCodec.FRAME_BYTES).put((byte) 0)
                    .putInt(FIRST.id()).array());
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<GenericRecord>(FIRST.schema()).write(old, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] bytes = out.toByteArray();
        System.arraycopy(previousHash, 0, bytes,
                bytes.length - 2 * HashChain.HASH_LENGTH, HashChain.HASH_LENGTH);
        new HashChain().seal(previousHash, bytes);
        return bytes;
    }

    /** The snapshot without what rules 2 added. */
    static byte[] snapshot(byte[] written) {
        Balance balance = WrittenAccount.CODECS.balances().decode(written);
        balance.setStarterCredit(null);
        balance.setFirstCycle(false);
        return WrittenAccount.CODECS.balances().encode(balance);
    }
}
