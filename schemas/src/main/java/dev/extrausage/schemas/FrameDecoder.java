package dev.extrausage.schemas;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary form, read from an array that may hold anything.
 *
 * <p>Avro's own decoder takes lengths on trust (a list of fifty bytes may claim two billion items,
 * and is given room for them), cuts overlong numbers, and turns broken UTF-8 into question marks.
 * Here nothing is allocated that the bytes at hand could not fill, and every encoding that a
 * correct writer cannot have written is a {@link BadRecord}. The messages are parts of a sentence
 * that {@link FaultFinder} completes with the field.
 */
final class FrameDecoder extends Decoder {
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private int at;
    private long itemsClaimed;

    /** Reads {@code bytes} from index {@code from} to their end. */
    FrameDecoder(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /** The number of bytes not read yet. */
    @Override
    public int remainingBytes() {
        return bytes.length - at;
    }

    @Override
    public void readNull() {
        // A null has no bytes.
    }

    @Override
    public boolean readBoolean() {
        int value = bytes[take(1, "boolean")];
        if (value != 0 && value != 1) {
            throw new BadRecord("boolean byte is " + (value & 0xFF) + ", must be 0 or 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() {
        long zigzag = readVarint(5, "int");
        if (zigzag > 0xFFFF_FFFFL) {
            throw new BadRecord("int does not fit 32 bits");
        }
        return (int) (zigzag >>> 1) ^ -(int) (zigzag & 1);
    }

    @Override
    public long readLong() {
        long zigzag = readVarint(10, "long");
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    private long readVarint(int mostBytes, String type) {
        long value = 0;
        for (int shift = 0; shift < 7 * mostBytes; shift += 7) {
            byte next = bytes[take(1, type)];
            // The tenth byte of a long has room for one bit only: another would be lost.
            if (shift == 63 && next > 1) {
                break;
            }
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new BadRecord(type + " does not fit " + (mostBytes == 5 ? 32 : 64) + " bits");
    }

    @Override
    public float readFloat() {
        return littleEndian(take(4, "float"), 4).getFloat();
    }

    @Override
    public double readDouble() {
        return littleEndian(take(8, "double"), 8).getDouble();
    }

    private ByteBuffer littleEndian(int from, int length) {
        return ByteBuffer.wrap(bytes, from, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public String readString() {
        int length = readLength("string");
        int from = take(length, "string");
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        // The JDK replaces what is not UTF-8. To look for the replacement is free for ASCII text,
        // whose compact form cannot hold it; only a hit pays for the strict decoder.
        if (text.indexOf(REPLACEMENT) >= 0) {
            refuseInvalidUtf8(from, length);
        }
        return text;
    }

    private void refuseInvalidUtf8(int from, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException e) {
            throw new BadRecord("string of " + count(length) + " is not UTF-8", e);
        }
    }

    @Override
    public Utf8 readString(Utf8 old) {
        return new Utf8(readString());
    }

    @Override
    public void skipString() {
        take(readLength("string"), "string");
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) {
        int length = readLength("bytes");
        int from = take(length, "bytes");
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public void skipBytes() {
        take(readLength("bytes"), "bytes");
    }

    @Override
    public void readFixed(byte[] into, int start, int length) {
        System.arraycopy(bytes, take(length, "fixed"), into, start, length);
    }

    @Override
    public void skipFixed(int length) {
        take(length, "fixed");
    }

    @Override
    public int readEnum() {
        return readInt();
    }

    @Override
    public int readIndex() {
        return readInt();
    }

    @Override
    public long readArrayStart() {
        return readItemCount("list");
    }

    @Override
    public long arrayNext() {
        return readItemCount("list");
    }

    @Override
    public long skipArray() {
        return readItemCount("list");
    }

    @Override
    public long readMapStart() {
        return readItemCount("map");
    }

    @Override
    public long mapNext() {
        return readItemCount("map");
    }

    @Override
    public long skipMap() {
        return readItemCount("map");
    }

    /**
     * A block's item count. A negative one is followed by the block's size, which readers do not
     * need. All lists of a record together may not claim more items than the record has bytes:
     * this also bounds the work for items that take no bytes at all.
     */
    private long readItemCount(String type) {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        if (count < 0 || count > remainingBytes() || itemsClaimed + count > bytes.length) {
            throw new BadRecord(type + " claims " + Long.toUnsignedString(count) + " items, "
                    + left());
        }
        itemsClaimed += count;
        return count;
    }

    private int readLength(String type) {
        long length = readLong();
        if (length < 0) {
            throw new BadRecord(type + " claims a length of " + length + ", must be 0 or more");
        }
        if (length > remainingBytes()) {
            throw new BadRecord(type + " claims " + count(length) + ", " + left());
        }
        return (int) length;
    }

    /** Moves past {@code length} bytes and returns where they begin. */
    private int take(int length, String type) {
        if (length > remainingBytes()) {
            throw new BadRecord("cut short: " + type + " needs " + count(length) + ", " + left());
        }
        int from = at;
        at += length;
        return from;
    }

    private String left() {
        int left = remainingBytes();
        return count(left) + (left == 1 ? " is left" : " are left");
    }

    /** {@code 1 byte}, {@code 2 bytes}. */
    static String count(long bytes) {
        return bytes + (bytes == 1 ? " byte" : " bytes");
    }
}
