package dev.extrausage.schemas.wire;

import dev.extrausage.core.EventId;
import java.nio.charset.StandardCharsets;

/**
 * Writes Avro's binary form straight from the core's values, in the Confluent wire format: no
 * object of Avro's is built, and a value is copied once. Whoever calls it writes the fields in the
 * contract's order; laws hold the bytes to those of the generated classes.
 */
final class AvroWriter extends ReusableBuffer {
    /** Begins a value: byte 0, and the id of the schema it is written under (SPEC section 4). */
    void begin(int schemaId) {
        clear();
        octet(0);
        for (int shift = 24; shift >= 0; shift -= 8) {
            octet(schemaId >>> shift);
        }
    }

    /** An int, a long, a time in milliseconds, or the place of a kind in its union. */
    void number(long value) {
        varint(value << 1 ^ value >> 63);
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /** A string that is ASCII by its bounds. */
    void name(String value) {
        number(value.length());
        ascii(value);
    }

    /** Any string; nearly all are ASCII, and need no array between. */
    void text(String value) {
        if (isAscii(value)) {
            name(value);
        } else {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            number(utf8.length);
            raw(utf8);
        }
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    /** The 36-character form of an event's id. */
    void id(EventId id) {
        number(36);
        hex(id.high() >>> 32, 8);
        octet('-');
        hex(id.high() >>> 16, 4);
        octet('-');
        hex(id.high(), 4);
        octet('-');
        hex(id.low() >>> 48, 4);
        octet('-');
        hex(id.low(), 12);
    }

    /** Says of a field that may be null whether it is there; if so, its value comes next. */
    boolean present(Object value) {
        number(value == null ? 0 : 1);
        return value != null;
    }

    void optionalNumber(Long value) {
        if (present(value)) {
            number(value);
        }
    }

    void optionalName(String value) {
        if (present(value)) {
            name(value);
        }
    }

    void optionalText(String value) {
        if (present(value)) {
            text(value);
        }
    }

    void optionalName(Enum<?> value) {
        optionalName(value == null ? null : value.name());
    }

    /** Begins a list; the items come next, and after them {@link #endList}. */
    void beginList(int items) {
        number(items);
    }

    /** A list ends with an empty block, which is the whole of an empty list. */
    void endList(int items) {
        if (items > 0) {
            number(0);
        }
    }
}
