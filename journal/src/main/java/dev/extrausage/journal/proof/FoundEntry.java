package dev.extrausage.journal.proof;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.wire.HashChain;
import java.util.Arrays;

/** A record of the journal as it was found: its bytes, and the entry read from them. */
final class FoundEntry {
    /** A framed value cannot be shorter: the frame and two hashes. */
    private static final int LEAST_BYTES = AvroCodec.FRAME_BYTES + 2 * HashChain.HASH_LENGTH;

    final long offset;
    final byte[] bytes;
    /** The entry; null when the bytes cannot be read. */
    final BalanceChange entry;
    /** The reason why they cannot; null when they can. */
    final String unreadable;
    final byte[] hash;
    private final byte[] previousHash;

    private FoundEntry(long offset, byte[] bytes, BalanceChange entry, String unreadable) {
        this.offset = offset;
        this.bytes = bytes;
        this.entry = entry;
        this.unreadable = unreadable;
        int end = bytes.length - HashChain.HASH_LENGTH;
        hash = Arrays.copyOfRange(bytes, end, bytes.length);
        // Read from its place, not from the entry: links are checked on raw bytes (J2).
        previousHash = Arrays.copyOfRange(bytes, end - HashChain.HASH_LENGTH, end);
    }

    /** Reads a record's value; null if it is too short for any entry. */
    static FoundEntry read(long offset, byte[] bytes, AvroCodec<BalanceChange> codec) {
        if (bytes == null || bytes.length < LEAST_BYTES) {
            return null;
        }
        try {
            return new FoundEntry(offset, bytes, codec.decode(bytes), null);
        } catch (BadRecord e) {
            return new FoundEntry(offset, bytes, null, e.getMessage());
        }
    }

    boolean isReadable() {
        return entry != null;
    }

    /** The number it carries; only of a readable one. */
    long sequence() {
        return entry.getSequence();
    }

    /** True if it names {@code earlier}, which may be null, as the hash before it. */
    boolean names(byte[] earlier) {
        return earlier != null && Arrays.equals(previousHash, earlier);
    }

    /** True if it carries this hash. */
    boolean carries(byte[] other) {
        return Arrays.equals(hash, other);
    }

    /** True if its frame is as that of {@code other}, so that it has the same schema id. */
    boolean isFramedAs(byte[] other) {
        return Arrays.equals(bytes, 0, AvroCodec.FRAME_BYTES, other, 0, AvroCodec.FRAME_BYTES);
    }

    byte[] previousHash() {
        return previousHash;
    }

    /** The hash that its bytes have after the hash it names. */
    byte[] ownHash(HashChain chain) {
        return chain.hashOf(previousHash, bytes);
    }

    /** True if its bytes, with {@code earlier} in the place of the hash it names, have its hash. */
    boolean wouldFollow(byte[] earlier, HashChain chain) {
        byte[] mended = bytes.clone();
        System.arraycopy(earlier, 0, mended,
                bytes.length - 2 * HashChain.HASH_LENGTH, HashChain.HASH_LENGTH);
        return Arrays.equals(chain.hashOf(earlier, mended), hash);
    }
}
