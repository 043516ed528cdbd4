package dev.extrausage.schemas.wire;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads Avro's binary form straight into the core's values, field by field in the contract's order.
 * It only ever says yes: whatever is unusual, be it a number longer than it must be or an end that
 * comes too soon, is noted in {@link #isUnusual}, and what was read is then not to be used. Not
 * safe for use by several threads.
 */
abstract class AvroReader {
    private static final int ID_LENGTH = 36;
    private static final byte[] DIGITS = digits();

    private final NameCache names = new NameCache();
    private byte[] bytes;
    private int at;
    private boolean unusual;

    /** Begins with what follows the frame of {@code value}. */
    final void begin(byte[] value) {
        bytes = value;
        at = AvroCodec.FRAME_BYTES;
        unusual = false;
    }

    /** True if something was not as it usually is. */
    final boolean isUnusual() {
        return unusual;
    }

    /** True if nothing is left. */
    final boolean isAtEnd() {
        return at == bytes.length;
    }

    /**
     * A request; {@code hasTier}: in the newest form of its contract, not in the one before.
     *
     * @throws BadInput naming the first field that is out of its bounds
     */
    final UsageEvent usage(boolean hasTier) {
        return new UsageEvent(id(), name(), optionalName(), number(), repeated(), optionalName(),
                repeated(), number(), number(), number(), number(), number(),
                hasTier ? optionalRepeated() : null, hasTier ? units() : Map.of());
    }

    /** As {@link #name}, one that few values bring for the first time. */
    final String repeated() {
        int length = length();
        at += length;
        return names.of(bytes, at - length, length);
    }

    /** The same of a string that has no bounds to say that it is ASCII. */
    final String repeatedText() {
        String text = repeated();
        for (int i = 0; i < text.length(); i++) {
            unusual |= text.charAt(i) >= 0x80;
        }
        return text;
    }

    /** A string that is ASCII if its bounds say so; if not, it is noticed by them. */
    final String name() {
        int length = length();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
    }

    /** Goes past a string. */
    final void skip() {
        int length = length();
        at += length;
    }

    private String optionalName() {
        return present() ? name() : null;
    }

    private String optionalRepeated() {
        return present() ? repeated() : null;
    }

    private boolean present() {
        byte kind = at < bytes.length ? bytes[at++] : -1;
        unusual |= kind != 0 && kind != 2; // As Avro writes 1, the place in the union.
        return kind == 2;
    }

    /** Units are rare: an event that has any is left to the codec. */
    private Map<String, Long> units() {
        unusual |= at >= bytes.length || bytes[at++] != 0;
        return Map.of();
    }

    private int length() {
        long length = number();
        if (length < 0 || length > bytes.length - at) {
            unusual = true;
            return 0;
        }
        return (int) length;
    }

    /** A number of up to nine bytes; no value within its bounds needs the tenth. */
    final long number() {
        long value = 0;
        for (int shift = 0; shift < 63 && at < bytes.length; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value >>> 1 ^ -(value & 1);
            }
        }
        unusual = true;
        return 0;
    }

    private EventId id() {
        int from = at + 1;
        at = from + ID_LENGTH;
        if (at > bytes.length || bytes[from - 1] != 2 * ID_LENGTH || bytes[from + 8] != '-'
                || bytes[from + 13] != '-' || bytes[from + 18] != '-' || bytes[from + 23] != '-') {
            throw new BadInput("event_id is unusual");
        }
        long high = hex(from, 8) << 32 | hex(from + 9, 4) << 16 | hex(from + 14, 4);
        return new EventId(high, hex(from + 19, 4) << 48 | hex(from + 24, 12));
    }

    private long hex(int from, int count) {
        long value = 0;
        int all = 0;
        for (int i = from; i < from + count; i++) {
            int digit = DIGITS[bytes[i] & 0xFF];
            all |= digit;
            value = value << 4 | digit & 0xF;
        }
        unusual |= all < 0;
        return value;
    }

    /** The value of each byte as a hexadecimal digit; -1 for all that are none. */
    private static byte[] digits() {
        byte[] digits = new byte[256];
        Arrays.fill(digits, (byte) -1);
        for (int i = 0; i < 16; i++) {
            digits[Character.forDigit(i, 16)] = (byte) i;
            digits[Character.toUpperCase(Character.forDigit(i, 16))] = (byte) i;
        }
        return digits;
    }
}
