package dev.extrausage.core;

import java.util.HexFormat;
import java.util.UUID;

/**
 * The identity of an input: a UUID version 7, which carries its own time (SPEC M4).
 *
 * @param high the first 64 bits: 48 of time in milliseconds, the version, 12 of randomness
 * @param low the last 64 bits: the variant, 62 of randomness
 */
public record EventId(long high, long low) {
    private static final String FORM = "00000000-0000-7000-0000-000000000000";
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long MAX_MILLIS = (1L << 48) - 1;

    /** Throws {@link BadInput} when version or variant are not those of a UUID version 7. */
    public EventId {
        if ((high & 0xF000L) != VERSION_7 || (low & 0xC000_0000_0000_0000L) != VARIANT) {
            throw BadInput.of("event_id", new UUID(high, low), "a UUID version 7");
        }
    }

    /**
     * Reads the {@code event_id} in its 36-character form, in either case; throws {@link BadInput}
     * for anything else.
     */
    public static EventId parse(String text) {
        return parse("event_id", text);
    }

    /** Reads the id in another field, as {@link #parse(String)} does. */
    public static EventId parse(String field, String text) {
        if (text == null || !isOfTheForm(text)) {
            throw text == null ? new BadInput(field + " is missing")
                    : BadInput.of(field, text, "a UUID version 7 in its 36-character form");
        }
        long high = hex(text, 0, 8) << 32 | hex(text, 9, 13) << 16 | hex(text, 14, 18);
        return new EventId(high, hex(text, 19, 23) << 48 | hex(text, 24, 36));
    }

    /**
     * The id of a fact that our own consumers report: the same fact always gets the same id, so
     * that reporting it again is a duplicate (M4).
     *
     * @param time the time of the fact, in milliseconds since 1970
     * @param about the subject of the fact, complete: the random bits are a hash of it
     */
    public static EventId derived(long time, String about) {
        byte[] hash = HashedName.sha256(about);
        long random = HexFormat.fromHexDigitsToLong(HexFormat.of().formatHex(hash, 0, 8));
        long low = HexFormat.fromHexDigitsToLong(HexFormat.of().formatHex(hash, 8, 16));
        long millis = Math.max(0, Math.min(MAX_MILLIS, time));
        return new EventId(millis << 16 | VERSION_7 | random & 0xFFFL,
                VARIANT | low & 0x3FFF_FFFF_FFFF_FFFFL);
    }

    /** The id's own time, in milliseconds since 1970. */
    public long time() {
        return high >>> 16;
    }

    /** The 36-character form, in lower case. */
    @Override
    public String toString() {
        return new UUID(high, low).toString();
    }

    /** Compares by hand: every event has an id, and a regular expression takes thrice as long. */
    private static boolean isOfTheForm(String text) {
        if (text.length() != FORM.length()) {
            return false;
        }
        for (int i = 0; i < FORM.length(); i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            if (form == '0' ? !HexFormat.isHexDigit(c) : c != form) {
                return false;
            }
        }
        return "89abAB".indexOf(text.charAt(19)) >= 0;
    }

    private static long hex(String text, int from, int to) {
        return HexFormat.fromHexDigitsToLong(text, from, to);
    }
}
