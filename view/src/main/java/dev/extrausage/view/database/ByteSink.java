package dev.extrausage.view.database;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: numbers in as few as they need (zigzag, base 128). Belongs to one thread. */
final class ByteSink {
    private byte[] bytes = new byte[256];
    private int at;

    ByteSink number(long value) {
        long rest = value << 1 ^ value >> 63;
        room(10);
        while ((rest & ~0x7FL) != 0) {
            bytes[at++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return this;
    }

    ByteSink fixed(long value) {
        room(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[at++] = (byte) (value >>> shift);
        }
        return this;
    }

    ByteSink text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    ByteSink bytes(byte[] more) {
        number(more.length);
        room(more.length);
        System.arraycopy(more, 0, bytes, at, more.length);
        at += more.length;
        return this;
    }

    private void room(int more) {
        if (bytes.length - at < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, at + more));
        }
    }

    /** Returns the bytes written since the last call. */
    byte[] take() {
        byte[] taken = Arrays.copyOf(bytes, at);
        at = 0;
        return taken;
    }
}
