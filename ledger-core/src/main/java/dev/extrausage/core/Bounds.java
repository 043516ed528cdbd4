package dev.extrausage.core;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bounds of SPEC section 4. Records check them in their constructors, so no rule checks again.
 */
public final class Bounds {
    /** The longest {@code account_id}, in characters. */
    public static final int MAX_ACCOUNT_ID_LENGTH = 64;
    /** The longest other id or name, in characters. */
    public static final int MAX_NAME_LENGTH = 128;
    /** The most tokens of one sort in one request. */
    public static final long MAX_TOKENS = 1_000_000_000L;
    /** The most seats of a plan. */
    public static final long MAX_SEATS = 1_000_000L;
    /** The most names of units in one request. */
    public static final int MAX_UNIT_NAMES = 16;
    /** The most of one unit in one request. */
    public static final long MAX_UNIT_COUNT = 1_000_000_000L;
    /** The longest note, in Unicode characters. */
    public static final int MAX_NOTE_LENGTH = 500;
    /** The earliest time: the start of 2000 in UTC, inclusive. */
    public static final long MIN_TIME = 946_684_800_000L;
    /** The end of time: the start of 2100 in UTC, exclusive. */
    public static final long TIME_END = 4_102_444_800_000L;

    private static final String TIME_BOUND = "from 2000 to before 2100";
    private static final int MIN_SURROGATE = 0xD800;
    private static final int MAX_SURROGATE = 0xDFFF;
    private static final String AMOUNT_BOUND = " to " + Money.MAX_AMOUNT_NANOS;

    private Bounds() {}

    /** Returns a valid {@code account_id}; throws {@link BadInput} otherwise. */
    public static String accountId(String value) {
        return visible("account_id", value, MAX_ACCOUNT_ID_LENGTH);
    }

    /** Returns a valid id or name; throws {@link BadInput} naming {@code field} otherwise. */
    public static String name(String field, String value) {
        return visible(field, value, MAX_NAME_LENGTH);
    }

    /** Returns a valid id or name, or null where the field is absent. */
    public static String optionalName(String field, String value) {
        return value == null ? null : name(field, value);
    }

    /** Returns a time from 2000 to before 2100; throws {@link BadInput} otherwise. */
    public static long time(String field, long millis) {
        if (!isTime(millis)) {
            throw BadInput.of(field, UtcTime.format(millis), TIME_BOUND);
        }
        return millis;
    }

    /**
     * Parses a time from 2000 to before 2100 to milliseconds since 1970; throws {@link BadInput}
     * showing it as it was written otherwise.
     */
    public static long time(String field, String written) {
        long millis = UtcTime.parse(field, written);
        if (!isTime(millis)) {
            throw BadInput.of(field, written, TIME_BOUND);
        }
        return millis;
    }

    private static boolean isTime(long millis) {
        return millis >= MIN_TIME && millis < TIME_END;
    }

    /**
     * Returns the note of why something was done, or null where it is absent; throws {@link
     * BadInput} otherwise.
     */
    public static String optionalNote(String value) {
        if (value == null) {
            return null;
        }
        boolean good = !value.isEmpty()
                && value.codePointCount(0, value.length()) <= MAX_NOTE_LENGTH
                && value.codePoints().noneMatch(c ->
                        Character.isISOControl(c) || c >= MIN_SURROGATE && c <= MAX_SURROGATE);
        if (!good) {
            throw BadInput.of("note", value, "1 to " + MAX_NOTE_LENGTH
                    + " Unicode characters, none a control character or an unpaired surrogate");
        }
        return value;
    }

    /** Returns an unmodifiable copy of the counts of units, sorted by name. */
    static Map<String, Long> units(Map<String, Long> units) {
        if (units == null || units.isEmpty()) {
            return Map.of();
        }
        if (units.size() > MAX_UNIT_NAMES) {
            throw new BadInput("units has " + units.size() + " names: must have at most "
                    + MAX_UNIT_NAMES);
        }
        TreeMap<String, Long> sorted = new TreeMap<>();
        units.forEach((name, count) -> {
            visible("a name in units", name, MAX_NAME_LENGTH);
            if (count == null) {
                throw new BadInput("units." + name + " is null: must be 0 to " + MAX_UNIT_COUNT);
            }
            sorted.put(name, between("units." + name, count, 0, MAX_UNIT_COUNT));
        });
        return Collections.unmodifiableSortedMap(sorted);
    }

    /** Returns an amount of whole cents that moves money, or null where it is absent. */
    static Long optionalWholeCents(String field, Long nanos) {
        if (nanos == null) {
            return null;
        }
        if (!Money.isWholeCents(positiveAmount(field, nanos))) {
            throw BadInput.of(field, nanos, "a multiple of " + Money.NANOS_PER_CENT
                    + " (whole cents)");
        }
        return nanos;
    }

    static long tokens(String field, long value) {
        return between(field, value, 0, MAX_TOKENS);
    }

    static long seats(long value) {
        return between("seats", value, 1, MAX_SEATS);
    }

    /** Returns an amount that moves money: more than nothing, at most $10,000,000. */
    static long positiveAmount(String field, long nanos) {
        if (nanos <= 0 || nanos > Money.MAX_AMOUNT_NANOS) {
            throw BadInput.of(field, nanos, "1" + AMOUNT_BOUND);
        }
        return nanos;
    }

    /** Returns a limit or threshold: nothing or more, at most $10,000,000. */
    static long amount(String field, long nanos) {
        if (nanos < 0 || nanos > Money.MAX_AMOUNT_NANOS) {
            throw BadInput.of(field, nanos, "0" + AMOUNT_BOUND);
        }
        return nanos;
    }

    static Long optionalAmount(String field, Long nanos) {
        return nanos == null ? null : (Long) amount(field, nanos);
    }

    /** The bound of an integer field, in words, for a number that no {@code long} can hold. */
    public static String integerBound(String field) {
        if (field.endsWith("_tokens")) {
            return "0 to " + MAX_TOKENS;
        }
        return switch (field) {
            case "seats" -> "1 to " + MAX_SEATS;
            case "amount_nanos" -> "1" + AMOUNT_BOUND;
            default -> "0" + AMOUNT_BOUND;
        };
    }

    private static long between(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw BadInput.of(field, value, least + " to " + most);
        }
        return value;
    }

    private static String visible(String field, String value, int most) {
        if (value == null) {
            throw new BadInput(field + " is missing");
        }
        boolean good = !value.isEmpty() && value.length() <= most;
        for (int i = 0; good && i < value.length(); i++) {
            good = value.charAt(i) >= '!' && value.charAt(i) <= '~';
        }
        if (!good) {
            throw BadInput.of(field, value,
                    "1 to " + most + " visible ASCII characters ('!' to '~')");
        }
        return value;
    }
}
