package dev.extrausage.schemas.packed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link PackedWriter} wrote. Our own stores hold nothing else, so bytes of any other
 * form mean a damaged store or a bug: an {@link IllegalStateException}, never a value that looks
 * right.
 */
final class PackedReader {
    private final byte[] bytes;
    private int at;

    PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalStateException("a number of more than 10 bytes before byte " + at);
    }

    int smallNumber() {
        return Math.toIntExact(number());
    }

    int octet() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    boolean flag() {
        int octet = octet();
        if (octet > 1) {
            throw new IllegalStateException("byte " + (at - 1) + " is no flag: " + octet);
        }
        return octet == 1;
    }

    String text() {
        int length = smallNumber();
        need(length);
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    byte[] raw(int length) {
        need(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    Long optionalNumber() {
        return flag() ? (Long) number() : null;
    }

    /** Throws unless everything was read. */
    void end() {
        if (at != bytes.length) {
            throw new IllegalStateException((bytes.length - at) + " bytes after the end");
        }
    }

    private void need(int more) {
        if (more < 0 || more > bytes.length - at) {
            throw new IllegalStateException("cut off at byte " + at + " of " + bytes.length);
        }
    }
}
