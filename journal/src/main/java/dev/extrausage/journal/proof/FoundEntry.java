package dev.extrausage.journal.proof;

import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BadRecord;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.wire.EntryHead;
import dev.extrausage.schemas.wire.EntryHeadReader;
import dev.extrausage.schemas.wire.HashChain;
import java.util.Arrays;

/**
 * A record of the journal as it was found: its bytes, and the entry read from them. They are read
 * only as far as somebody asks.
 */
final class FoundEntry {
    /** A framed value cannot be shorter: the frame and two hashes. */
    private static final int LEAST_BYTES = AvroCodec.FRAME_BYTES + 2 * HashChain.HASH_LENGTH;

    final long offset;
    final byte[] bytes;
    final byte[] hash;
    private final byte[] previousHash;
    private final AvroCodec<BalanceChange> codec;
    private final EntryHead head;
    private BalanceChange entry;
    private String unreadable;

    private FoundEntry(
            long offset, byte[] bytes, AvroCodec<BalanceChange> codec, EntryHead head) {
        this.offset = offset;
        this.bytes = bytes;
        this.codec = codec;
        this.head = head;
        int end = bytes.length - HashChain.HASH_LENGTH;
        hash = Arrays.copyOfRange(bytes, end, bytes.length);
        // Read from its place, not from the entry: links are checked on raw bytes (J2).
        previousHash = Arrays.copyOfRange(bytes, end - HashChain.HASH_LENGTH, end);
    }

    /** A record whose value is decoded when it is asked for; null if too short for any entry. */
    static FoundEntry of(long offset, byte[] bytes, AvroCodec<BalanceChange> codec) {
        return isTooShort(bytes) ? null : new FoundEntry(offset, bytes, codec, null);
    }

    /** The same, with its head where {@code heads} can read it. */
    static FoundEntry of(long offset, byte[] bytes, AvroCodec<BalanceChange> codec,
            EntryHeadReader heads) {
        return isTooShort(bytes) ? null : new FoundEntry(offset, bytes, codec, heads.read(bytes));
    }

    private static boolean isTooShort(byte[] bytes) {
        return bytes == null || bytes.length < LEAST_BYTES;
    }

    /** The entry's head, if it was read without the rest; else null. */
    EntryHead head() {
        return head;
    }

    /** The entry; null when the bytes cannot be read. */
    BalanceChange entry() {
        if (entry == null && unreadable == null) {
            try {
                entry = codec.decode(bytes);
            } catch (BadRecord e) {
                unreadable = String.valueOf(e.getMessage());
            }
        }
        return entry;
    }

    /** The reason why the bytes cannot be read; null when they can. */
    String unreadable() {
        return entry() == null ? unreadable : null;
    }

    boolean isReadable() {
        return entry() != null;
    }

    /** The content, decoded; null when the bytes cannot be read. */
    EntryContent content() {
        return entry() == null ? null : new EntryContent.Decoded(entry);
    }

    /** The number it carries; only of a readable one. */
    long sequence() {
        return entry().getSequence();
    }

    /** True unless it can be read and has another number. */
    boolean mayBeNumbered(long sequence) {
        return head != null && head.sequence() == sequence
                || !isReadable() || sequence() == sequence;
    }

    /** True unless it can be read and names another account. */
    boolean mayBeOf(String account) {
        return head != null && head.accountId().equals(account)
                || !isReadable() || entry.getAccountId().equals(account);
    }

    /** True if it names {@code earlier}, which may be null, as the hash before it. */
    boolean names(byte[] earlier) {
        return earlier != null && Arrays.equals(previousHash, earlier);
    }

    /** True if it carries this hash. */
    boolean carries(byte[] other) {
        return Arrays.equals(hash, other);
    }

    /** True if its bytes are {@code written}, but for the hash in their last 32. */
    boolean isWrittenAs(byte[] written) {
        return Arrays.equals(written, 0, written.length - HashChain.HASH_LENGTH,
                bytes, 0, bytes.length - HashChain.HASH_LENGTH);
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
