package dev.extrausage.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A buffer that is written from its beginning again and again, and grows to the largest value it
 * ever held. Not safe for use by several threads.
 */
public class ReusableBuffer {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[256];
    private int length;

    /** Begins anew, keeping the memory. */
    public final void clear() {
        length = 0;
    }

    /** Appends the low eight bits. */
    public final void octet(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    /**
     * Appends a varint, seven bits a byte, the lowest first: 1 to 10 bytes, as many as {@code bits}
     * needs.
     */
    public final void varint(long bits) {
        room(10);
        byte[] to = bytes;
        int at = length;
        long rest = bits;
        while ((rest & ~0x7FL) != 0) {
            to[at++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        length = at;
    }

    /** Appends the bytes as they are. */
    public final void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /**
     * Appends the characters of a string that is known to be ASCII, as all ids and names are by
     * their bounds.
     */
    @SuppressWarnings("deprecation") // The one way to copy characters without an array between.
    public final void ascii(String value) {
        room(value.length());
        value.getBytes(0, value.length(), bytes, length);
        length += value.length();
    }

    /** Appends the low {@code digits} hexadecimal digits of {@code bits}, in lower case. */
    public final void hex(long bits, int digits) {
        room(digits);
        byte[] to = bytes;
        int at = length;
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            to[at++] = HEX[(int) (bits >>> shift) & 0xF];
        }
        length = at;
    }

    /** A copy of what was written since {@link #clear}. */
    public final byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /**
     * Tells whether what was written since {@link #clear} is {@code other}, but for its last bytes.
     *
     * @param last the number of bytes at the end that may differ
     */
    public final boolean equalsExceptLast(int last, byte[] other) {
        return length == other.length
                && Arrays.equals(bytes, 0, length - last, other, 0, length - last);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
