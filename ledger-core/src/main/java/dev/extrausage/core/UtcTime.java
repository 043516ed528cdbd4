package dev.extrausage.core;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Reads and writes times as text: reads {@code YYYY-MM-DDThh:mm:ss[.f]Z}, writes to the millisecond
 * (section 12).
 *
 * <p>Every line of a replay reads one or two and writes two or more, so both ways are written out
 * digit by digit: with a pattern and a formatter they took a quarter of its time.
 */
public final class UtcTime {
    private static final DateTimeFormatter ANY_YEAR =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String SHAPE = "0000-00-00T00:00:00.000Z";
    private static final int SHORTEST = "0000-00-00T00:00:00Z".length();
    private static final int MOST_DECIMALS = 9;
    private static final long DAY_MILLIS = 86_400_000L;
    /** The first day, counted from 1970, of the years with more than four digits. */
    private static final long FIVE_DIGITS = LocalDate.of(10_000, 1, 1).toEpochDay();

    private UtcTime() {}

    /**
     * Parses {@code text} to milliseconds since 1970; digits past the millisecond are cut. Throws
     * {@link BadInput} naming {@code field} when the form or the date is wrong.
     */
    public static long parse(String field, String text) {
        if (text == null || !isOfTheForm(text)) {
            throw BadInput.of(field, text, "a time in UTC, YYYY-MM-DDThh:mm:ss[.f]Z");
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59) {
            throw BadInput.of(field, text, "a time that exists");
        }
        return day(field, text) * DAY_MILLIS
                + ((hour * 60 + minute) * 60 + second) * 1000L + millis(text);
    }

    /** Formats {@code millis} in ISO-8601, UTC: {@code 2026-01-31T09:00:00.000Z}. */
    public static String format(long millis) {
        long day = Math.floorDiv(millis, DAY_MILLIS);
        if (millis < 0 || day >= FIVE_DIGITS) {
            return ANY_YEAR.format(Instant.ofEpochMilli(millis));
        }
        LocalDate date = LocalDate.ofEpochDay(day);
        int ofDay = (int) (millis - day * DAY_MILLIS);
        byte[] out = SHAPE.getBytes(StandardCharsets.ISO_8859_1);
        put(out, 0, 4, date.getYear());
        put(out, 5, 7, date.getMonthValue());
        put(out, 8, 10, date.getDayOfMonth());
        put(out, 11, 13, ofDay / 3_600_000);
        put(out, 14, 16, ofDay / 60_000 % 60);
        put(out, 17, 19, ofDay / 1000 % 60);
        put(out, 20, 23, ofDay % 1000);
        return new String(out, StandardCharsets.ISO_8859_1);
    }

    private static boolean isOfTheForm(String text) {
        int length = text.length();
        int decimals = length - SHORTEST - 1;
        if (length < SHORTEST || decimals == 0 || decimals > MOST_DECIMALS
                || text.charAt(length - 1) != 'Z') {
            return false;
        }
        for (int i = 0; i < length - 1; i++) {
            char shape = i < SHAPE.length() - 1 ? SHAPE.charAt(i) : '0';
            char c = text.charAt(i);
            if (shape == '0' ? c < '0' || c > '9' : c != shape) {
                return false;
            }
        }
        return true;
    }

    private static long day(String field, String text) {
        try {
            return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                    .toEpochDay();
        } catch (DateTimeException e) {
            throw BadInput.of(field, text, "a time that exists");
        }
    }

    /** The fraction's first three digits; missing ones are 0. */
    private static int millis(String text) {
        int millis = 0;
        for (int i = SHORTEST; i < SHORTEST + 3; i++) {
            millis = millis * 10 + (i < text.length() - 1 ? text.charAt(i) - '0' : 0);
        }
        return millis;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static void put(byte[] out, int from, int to, int number) {
        int rest = number;
        for (int i = to - 1; i >= from; i--) {
            out[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
