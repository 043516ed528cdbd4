package dev.extrausage.schemas.wire;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.EventId;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.schemas.AvroCodec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * Reads usage, nearly all of what the ledger reads, from a record's bytes into the core's record,
 * without the object of Avro's between. Not safe for use by several threads.
 *
 * <p>It knows the newest form of the contract and the one before. It only ever says yes. Whatever
 * is unusual, be it another version of the contract, a number
 * longer than it must be, or a value out of its bounds, is left to the codec, which accepts it or
 * knows what is to be said of it.
 */
public final class UsageEventReader {
    private static final int ID_LENGTH = 36;
    private static final byte[] DIGITS = digits();

    private final AvroCodec<dev.extrausage.schemas.UsageEvent> codec;
    private final NameCache names = new NameCache();
    private byte[] bytes;
    private int at;
    private boolean unusual;

    /** A reader of values of the topic of {@code codec}. */
    public UsageEventReader(AvroCodec<dev.extrausage.schemas.UsageEvent> codec) {
        this.codec = codec;
    }

    /**
     * The event that a record's value holds.
     *
     * @throws BadInput naming the first field that is out of its bounds
     * @throws dev.extrausage.schemas.BadRecord as {@link AvroCodec#decode} does
     * @throws dev.extrausage.schemas.SchemaIds.WaitEnded as {@link AvroCodec#decode} does
     */
    public UsageEvent read(byte[] value) {
        UsageEvent usual = codec.hasEarlierForm(value) ? usual(value, false)
                : codec.hasOwnForm(value) ? usual(value, true) : null;
        return usual != null ? usual : EventCodec.toCore(codec.decode(value));
    }

    private UsageEvent usual(byte[] value, boolean hasTier) {
        bytes = value;
        at = AvroCodec.FRAME_BYTES;
        unusual = false;
        try {
            UsageEvent event = new UsageEvent(id(), name(), optionalName(), number(), repeated(),
                    optionalName(), repeated(), number(), number(), number(), number(), number(),
                    hasTier ? optionalRepeated() : null, hasTier ? units() : Map.of());
            return unusual || at != bytes.length ? null : event;
        } catch (BadInput e) {
            return null;
        }
    }

    /** A name that few events bring for the first time. */
    private String repeated() {
        int length = length();
        at += length;
        return names.of(bytes, at - length, length);
    }

    /** Its bounds tell whether it is ASCII, without which one byte is not one character. */
    private String name() {
        int length = length();
        at += length;
        return new String(bytes, at - length, length, StandardCharsets.ISO_8859_1);
    }

    private String optionalName() {
        byte kind = at < bytes.length ? bytes[at++] : -1;
        if (kind == 2) { // As Avro writes 1, the place of the string in the union.
            return name();
        }
        unusual |= kind != 0;
        return null;
    }

    private String optionalRepeated() {
        byte kind = at < bytes.length ? bytes[at++] : -1;
        if (kind == 2) {
            return repeated();
        }
        unusual |= kind != 0;
        return null;
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
    private long number() {
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
