package dev.extrausage.view.project;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.view.database.ByteSource;

/**
 * Reads of a snapshot only by what accounts are searched. The fields up to there are the same in
 * every form that this program knows; any other form is left to the codec.
 */
final class SnapshotReader {
    private final AvroCodec<Balance> codec;

    /** The fields by which accounts are searched. */
    record Head(long sequence, String plan, long extraUsageNanos) { }

    SnapshotReader(AvroCodec<Balance> codec) {
        this.codec = codec;
    }

    /**
     * The head of a snapshot.
     *
     * @throws dev.extrausage.schemas.BadRecord if it cannot be read
     */
    Head read(byte[] value) {
        if (!codec.hasOwnForm(value) && !codec.hasEarlierForm(value)) {
            Balance balance = codec.decode(value);
            return new Head(balance.getSequence(), balance.getPlan(), balance.getExtraUsageNanos());
        }
        ByteSource in = new ByteSource(value, AvroCodec.FRAME_BYTES);
        in.skip(in.count()); // account_id
        long sequence = in.number();
        skipOptional(in); // clock
        String plan = in.number() == 0 ? null : in.text();
        skipOptional(in); // seats
        in.skip(1); // closed
        skipOptional(in); // cycle_start
        skipOptional(in); // cycle_end
        in.number(); // allowance_nanos
        in.number(); // allowance_left_nanos
        return new Head(sequence, plan, in.number());
    }

    private static void skipOptional(ByteSource in) {
        if (in.number() != 0) {
            in.number();
        }
    }
}
