package dev.extrausage.schemas.wire;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * A key, value or header that is longer than a record may be, cut to what is kept of it: its first
 * bytes, its length and its SHA-256. A few bytes on the wire can unpack to hundreds of millions, so
 * it is cut where it is unpacked, before anything else holds it.
 *
 * <p>What is cut is again an array of bytes: the beginning, a mark, the length and the hash. The
 * mark is drawn at random by each process and never leaves it, so no sender can write it.
 */
public final class CutBytes {
    /** The most bytes that are kept as they came: what a whole record may have (SPEC section 4). */
    public static final int MOST_WHOLE = 256 * 1024;

    private static final int MARK_BYTES = 16;
    private static final int CUT_BYTES = Rejection.MAX_KEPT_BYTES + MARK_BYTES + Long.BYTES
            + HashChain.HASH_LENGTH;
    private static final byte[] MARK = new byte[MARK_BYTES];

    static {
        new SecureRandom().nextBytes(MARK);
    }

    private CutBytes() {}

    /** The bytes as they came, or cut if they are more than {@link #MOST_WHOLE}; null of null. */
    public static byte[] of(ByteBuffer bytes) {
        return of(bytes, MOST_WHOLE);
    }

    /** The bytes as they came, or cut if they are more than {@code mostWhole}; null of null. */
    public static byte[] of(ByteBuffer bytes, int mostWhole) {
        if (bytes == null) {
            return null;
        }
        int length = bytes.remaining();
        if (length <= mostWhole) {
            byte[] whole = new byte[length];
            bytes.duplicate().get(whole);
            return whole;
        }
        byte[] kept = new byte[Rejection.MAX_KEPT_BYTES];
        bytes.duplicate().get(kept);
        MessageDigest sha256 = HashChain.sha256();
        sha256.update(bytes.duplicate());
        return cut(kept, length, sha256.digest());
    }

    /** A stand-in for that many bytes of which nothing is kept; its hash is no hash. */
    public static byte[] standIn(long length) {
        return cut(new byte[Rejection.MAX_KEPT_BYTES], length, new byte[HashChain.HASH_LENGTH]);
    }

    private static byte[] cut(byte[] kept, long length, byte[] hash) {
        return ByteBuffer.allocate(CUT_BYTES).put(kept).put(MARK).putLong(length).put(hash).array();
    }

    /** The number of bytes that came, whether or not they were cut; 0 of null. */
    public static long length(byte[] bytes) {
        return bytes == null ? 0 : isCut(bytes)
                ? ByteBuffer.wrap(bytes).getLong(Rejection.MAX_KEPT_BYTES + MARK_BYTES)
                : bytes.length;
    }

    /** The SHA-256 of all that came, whether or not it was cut; of nothing for null. */
    public static byte[] sha256(byte[] bytes) {
        return bytes != null && isCut(bytes)
                ? Arrays.copyOfRange(bytes, CUT_BYTES - HashChain.HASH_LENGTH, CUT_BYTES)
                : HashChain.sha256().digest(bytes == null ? new byte[0] : bytes);
    }

    /** Tells whether an array is what {@link #of} made of a longer one. */
    public static boolean isCut(byte[] bytes) {
        return bytes.length == CUT_BYTES && Arrays.equals(
                bytes, Rejection.MAX_KEPT_BYTES, Rejection.MAX_KEPT_BYTES + MARK_BYTES,
                MARK, 0, MARK_BYTES);
    }
}
