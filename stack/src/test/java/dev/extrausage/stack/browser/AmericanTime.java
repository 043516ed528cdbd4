package dev.extrausage.stack.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times of the API as the page must show them to an American in UTC. */
final class AmericanTime {
    private static final DateTimeFormatter DAY = of("MMM d, uuuu");
    private static final DateTimeFormatter MOMENT = of("MMM d, uuuu, h:mm a");

    private AmericanTime() {}

    private static DateTimeFormatter of(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US).withZone(ZoneOffset.UTC);
    }

    /** {@code Nov 29, 2026}. */
    static String day(JsonNode time) {
        return DAY.format(Instant.parse(time.asText()));
    }

    /** {@code Nov 29, 2026, 11:04 AM}. */
    static String moment(JsonNode time) {
        return moment(time.asText());
    }

    /** The same of the API's text. */
    static String moment(String time) {
        return MOMENT.format(Instant.parse(time));
    }
}
