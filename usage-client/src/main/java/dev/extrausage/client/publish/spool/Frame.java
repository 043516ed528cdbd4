package dev.extrausage.client.publish.spool;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One record on disk: the length of its body and the body's CRC-32C, four bytes each, then the
 * body: time (8 bytes), the key's length (1 byte), key, value.
 */
final class Frame {
    private static final int HEADER = 8;
    private static final int BEFORE_KEY = Long.BYTES + 1;
    private static final int MAX_BODY = 64 * 1024;
    /** Stands for the time of a record that was given up. No time of an event is negative. */
    private static final long STRUCK_OUT = Long.MIN_VALUE;

    private Frame() { }

    static byte[] of(long time, byte[] key, byte[] value) {
        int body = BEFORE_KEY + key.length + value.length;
        if (key.length > 255 || body > MAX_BODY) {
            throw new IllegalArgumentException("a record of the spool has a key of " + key.length
                    + " bytes and a value of " + value.length + ": at most 255 and " + MAX_BODY
                    + " in all");
        }
        ByteBuffer frame = ByteBuffer.allocate(HEADER + body).putInt(body).putInt(0)
                .putLong(time).put((byte) key.length).put(key).put(value);
        return frame.putInt(Integer.BYTES, crc(frame.array(), HEADER, body)).array();
    }

    /** A frame of that length to overwrite one whose record is not to be sent. */
    static byte[] struckOut(int length) {
        return of(STRUCK_OUT, new byte[0], new byte[length - HEADER - BEFORE_KEY]);
    }

    /** True if the sound frame at that place overwrites one that was struck out. */
    static boolean isStruckOut(byte[] bytes, int at) {
        return timeAt(bytes, at) == STRUCK_OUT;
    }

    /** The length of the frame at that place; -1 if there is no sound one. */
    static int lengthAt(byte[] bytes, int at) {
        if (bytes.length - at < HEADER + BEFORE_KEY) {
            return -1;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes, at, HEADER);
        int body = header.getInt();
        boolean fits = body >= BEFORE_KEY && body <= MAX_BODY && body <= bytes.length - at - HEADER;
        return fits && header.getInt() == crc(bytes, at + HEADER, body) ? HEADER + body : -1;
    }

    /** The start of the next sound frame, from there on; -1 if there is none. */
    static int find(byte[] bytes, int from) {
        for (int at = from; at < bytes.length; at++) {
            if (lengthAt(bytes, at) > 0) {
                return at;
            }
        }
        return -1;
    }

    static long timeAt(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).getLong(at + HEADER);
    }

    static byte[] key(byte[] frame) {
        return Arrays.copyOfRange(frame, HEADER + BEFORE_KEY, valueStart(frame));
    }

    static byte[] value(byte[] frame) {
        return Arrays.copyOfRange(frame, valueStart(frame), frame.length);
    }

    private static int valueStart(byte[] frame) {
        return HEADER + BEFORE_KEY + (frame[HEADER + Long.BYTES] & 0xFF);
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
