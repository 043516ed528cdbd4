package dev.extrausage.api.writes;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.RequestHead;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The preference {@code wait} of the header {@code Prefer} (RFC 7240): for how many seconds a
 * caller waits for an answer before {@code 202 Accepted} will do.
 */
final class WaitPreference {
    private static final String HEADER = "Prefer";
    private static final String NAME = "wait";
    private static final Duration USUAL = Duration.ofSeconds(5);
    private static final int MOST_SECONDS = 30;

    private WaitPreference() {}

    /**
     * The wait that is preferred, else five seconds. Other preferences are passed over, as the
     * standard wants.
     *
     * @throws Problem bad_request: no whole number of seconds from 0 to 30, or two of them
     */
    static Duration of(Map<String, List<String>> headers) {
        String found = null;
        for (String line : headers.getOrDefault(HEADER.toLowerCase(Locale.ROOT), List.of())) {
            for (String preference : line.split(",")) {
                String[] parts = preference.split(";", 2)[0].split("=", 2);
                if (parts[0].strip().equalsIgnoreCase(NAME)) {
                    if (found != null) {
                        throw bad(line);
                    }
                    found = parts.length == 1 ? "" : unquoted(parts[1].strip());
                }
            }
        }
        return found == null ? USUAL : seconds(found);
    }

    /** The wait that a request prefers. */
    static Duration of(RequestHead head) {
        return of(head.headers());
    }

    private static Duration seconds(String text) {
        if (!text.matches("[0-9]{1,2}") || Integer.parseInt(text) > MOST_SECONDS) {
            throw bad(NAME + "=" + text);
        }
        return Duration.ofSeconds(Integer.parseInt(text));
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static Problem bad(String value) {
        return Problem.badValue(HEADER, value,
                "wait=N once, N a whole number of seconds from 0 to " + MOST_SECONDS);
    }
}
