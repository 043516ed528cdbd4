package dev.extrausage.schemas.packed;

import dev.extrausage.schemas.wire.ReusableBuffer;

/** Writes the compact form that {@link PackedReader} reads: no names, short numbers. */
public final class PackedWriter extends ReusableBuffer {
    /** Any {@code long}, exactly; the nearer above zero the shorter, 1 to 10 bytes. */
    void number(long value) {
        varint(value);
    }

    void flag(boolean value) {
        octet(value ? 1 : 0);
    }

    /** A string that is ASCII by its bounds, as all of an account's are. */
    void name(String value) {
        number(value.length());
        ascii(value);
    }

    /** A flag, and the number if there is one. */
    void optionalNumber(Long value) {
        flag(value != null);
        if (value != null) {
            number(value);
        }
    }
}
