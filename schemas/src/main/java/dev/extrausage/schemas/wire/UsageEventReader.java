package dev.extrausage.schemas.wire;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.AvroCodec;

/**
 * Reads usage, nearly all of what the ledger reads, from a record's bytes into the core's record,
 * without the object of Avro's between. Not safe for use by several threads.
 *
 * <p>It knows the newest form of the contract and the one before. It only ever says yes. Whatever
 * is unusual, be it another version of the contract, a number
 * longer than it must be, or a value out of its bounds, is left to the codec, which accepts it or
 * knows what is to be said of it.
 */
public final class UsageEventReader extends AvroReader {
    private final AvroCodec<dev.extrausage.schemas.UsageEvent> codec;

    /** A reader of values of the topic of {@code codec}. */
    public UsageEventReader(AvroCodec<dev.extrausage.schemas.UsageEvent> codec) {
        this.codec = codec;
    }

    /**
     * The event that a record's value holds.
     *
     * @throws BadInput naming the first field that is out of its bounds
     * @throws dev.extrausage.schemas.BadRecord as {@link AvroCodec#decode} does
     * @throws dev.extrausage.schemas.SchemaIds.WaitEnded as {@link AvroCodec#decode} does
     */
    public UsageEvent read(byte[] value) {
        UsageEvent usual = codec.hasEarlierForm(value) ? usual(value, false)
                : codec.hasOwnForm(value) ? usual(value, true) : null;
        return usual != null ? usual : EventCodec.toCore(codec.decode(value));
    }

    private UsageEvent usual(byte[] value, boolean hasTier) {
        begin(value);
        try {
            UsageEvent event = usage(hasTier);
            return isUnusual() || !isAtEnd() ? null : event;
        } catch (BadInput e) {
            return null;
        }
    }
}
