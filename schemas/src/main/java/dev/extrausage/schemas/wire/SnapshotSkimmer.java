package dev.extrausage.schemas.wire;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;

/**
 * Reads of a snapshot which entry it is of, and walks over the rest of it, without Avro's objects.
 * It only ever says yes, as {@link UsageEventReader} does. Not safe for use by several threads.
 */
public final class SnapshotSkimmer extends AvroReader {
    private final AvroCodec<Balance> codec;

    /** A skimmer of values of the topic of {@code codec}. */
    public SnapshotSkimmer(AvroCodec<Balance> codec) {
        this.codec = codec;
    }

    /**
     * The number of the snapshot's entry; -1 if that, or whether the snapshot can be read, takes
     * decoding it. Any other number is that of a snapshot which {@link AvroCodec#decode} reads.
     *
     * @param value a record's value; anything at all, null included
     * @throws dev.extrausage.schemas.SchemaIds.WaitEnded as {@link AvroCodec#decode} does
     */
    public long sequenceOf(byte[] value) {
        if (!codec.isSurelyReadable(value)) {
            return -1;
        }
        begin(value);
        skip(); // account_id
        long sequence = number();
        return isUnusual() || sequence < 0 ? -1 : sequence;
    }
}
