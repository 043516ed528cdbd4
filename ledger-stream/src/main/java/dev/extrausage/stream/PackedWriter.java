package dev.extrausage.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the compact form that {@link PackedReader} reads: no names, short numbers. */
final class PackedWriter {
    private byte[] bytes = new byte[256];
    private int length;

    /** Any {@code long}, exactly; the nearer above zero the shorter, 1 to 10 bytes. */
    void number(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            octet((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        octet((int) rest);
    }

    void octet(int value) {
        room(1);
        bytes[length++] = (byte) value;
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        raw(utf8);
    }

    void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
    }

    /** A flag, and the number if there is one. */
    void optionalNumber(Long value) {
        flag(value != null);
        if (value != null) {
            number(value);
        }
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
