package dev.extrausage.view.database;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what a {@link ByteSink} wrote; numbers and texts lie as Avro lays them. */
public final class ByteSource {
    private final byte[] bytes;
    private int at;

    ByteSource(byte[] bytes) {
        this(bytes, 0);
    }

    /** Reads from a place on. */
    public ByteSource(byte[] bytes, int from) {
        this.bytes = bytes;
        at = from;
    }

    /** A number of as few bytes as it needs. */
    public long number() {
        long value = 0;
        int shift = 0;
        byte next;
        do {
            next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            shift += 7;
        } while (next < 0);
        return value >>> 1 ^ -(value & 1);
    }

    /** A number that counts something. */
    public int count() {
        return (int) number();
    }

    /** The index of the next byte. */
    public int at() {
        return at;
    }

    long fixed() {
        long value = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            value = value << 8 | bytes[at++] & 0xFF;
        }
        return value;
    }

    /** A text after its length in bytes. */
    public String text() {
        int length = count();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.UTF_8);
    }

    /** Passes over so many bytes. */
    public void skip(int count) {
        at += count;
    }

    byte[] bytes() {
        int length = count();
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }
}
