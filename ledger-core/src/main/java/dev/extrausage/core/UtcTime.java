package dev.extrausage.core;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as text: read {@code YYYY-MM-DDThh:mm:ss[.f]Z}, written to the millisecond (section 12). */
public final class UtcTime {
    private static final Pattern FORM = Pattern.compile(
            "([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\\.([0-9]{1,9}))?Z");
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private UtcTime() {}

    /**
     * Milliseconds since 1970 of {@code text}; digits past the millisecond are cut. Throws
     * {@link BadInput} naming {@code field} when the form or the date is wrong.
     */
    public static long parse(String field, String text) {
        Matcher m = text == null ? null : FORM.matcher(text);
        if (m == null || !m.matches()) {
            throw BadInput.of(field, text, "a time in UTC, YYYY-MM-DDThh:mm:ss[.f]Z");
        }
        try {
            LocalDateTime seconds = LocalDateTime.of(number(m, 1), number(m, 2), number(m, 3),
                    number(m, 4), number(m, 5), number(m, 6));
            return seconds.toEpochSecond(ZoneOffset.UTC) * 1000 + millis(m.group(7));
        } catch (DateTimeException e) {
            throw BadInput.of(field, text, "a time that exists");
        }
    }

    /** {@code millis} in ISO-8601, UTC, to the millisecond: {@code 2026-01-31T09:00:00.000Z}. */
    public static String format(long millis) {
        return WRITTEN.format(Instant.ofEpochMilli(millis));
    }

    private static int number(Matcher m, int group) {
        return Integer.parseInt(m.group(group));
    }

    private static int millis(String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "00").substring(0, 3));
    }
}
