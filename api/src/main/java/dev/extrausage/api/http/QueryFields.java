package dev.extrausage.api.http;

import dev.extrausage.core.BadInput;
import dev.extrausage.core.UtcTime;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The parameters of a query, each at most once, read with their bounds. */
public final class QueryFields {
    private static final int MOST_PER_PAGE = 200;
    private static final int USUAL_PER_PAGE = 50;
    private static final int LONGEST_CURSOR = 512;

    private final Map<String, String> values;

    private QueryFields(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a raw query, as it stands behind the question mark; null is none.
     *
     * @throws Problem bad_request: a parameter twice, or a wrong percent-encoding
     */
    public static QueryFields parse(String raw) {
        Map<String, String> values = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals), true);
                String value = equals < 0 ? "" : decoded(pair.substring(equals + 1), true);
                if (!name.isEmpty() && values.put(name, value) != null) {
                    throw Problem.of(ProblemCode.BAD_REQUEST, "The parameter "
                            + BadInput.shown(name) + " is given twice.").with("field", name);
                }
            }
        }
        return new QueryFields(values);
    }

    /** {@code raw} without its percent-encoding, which must be that of valid UTF-8. */
    static String decoded(String raw, boolean plusIsSpace) {
        if (isPlain(raw)) {
            return raw;
        }
        try {
            String text = plusIsSpace ? raw : raw.replace("+", "%2B");
            byte[] bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
                    .getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw Problem.of(ProblemCode.BAD_REQUEST, "The address has a part that is not"
                    + " percent-encoded UTF-8: " + BadInput.shown(raw) + ".");
        }
    }

    /** True for ASCII in which nothing is encoded, as most parts are. */
    private static boolean isPlain(String raw) {
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%' || c == '+' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** Refuses every parameter that is not among {@code known}. */
    public void allowOnly(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw Problem.of(ProblemCode.BAD_REQUEST, "The parameter " + BadInput.shown(name)
                        + " is not known here" + (known.isEmpty() ? "." : ": known are "
                        + String.join(", ", known.stream().sorted().toList()) + "."))
                        .with("field", BadInput.shown(name).replace("\"", ""));
            }
        }
    }

    /** The text of that parameter; null where there is none. */
    public String text(String name) {
        return values.get(name);
    }

    /** An id or a name of at most {@code longest} visible ASCII characters; null without one. */
    public String name(String name, int longest) {
        String text = values.get(name);
        if (text != null && (text.isEmpty() || text.length() > longest
                || !text.chars().allMatch(c -> c >= '!' && c <= '~'))) {
            throw Problem.badValue(name, text, "1 to " + longest + " visible ASCII characters");
        }
        return text;
    }

    /** One of {@code choices}; {@code otherwise} where there is none. */
    public String choice(String name, List<String> choices, String otherwise) {
        String text = values.getOrDefault(name, otherwise);
        if (text != null && !choices.contains(text)) {
            throw Problem.badValue(name, text, "one of " + String.join(", ", choices));
        }
        return text;
    }

    /** Several of {@code choices}, with commas between, in the order given, none twice. */
    public List<String> choices(String name, List<String> choices) {
        String text = values.get(name);
        List<String> chosen = new ArrayList<>();
        if (text != null && !text.isEmpty()) {
            for (String one : text.split(",", -1)) {
                if (!choices.contains(one) || chosen.contains(one)) {
                    throw Problem.badValue(name, text,
                            "some of " + String.join(",", choices) + ", none twice");
                }
                chosen.add(one);
            }
        }
        return chosen;
    }

    /** Milliseconds since 1970 of a time in UTC; null where there is none. */
    public Long time(String name) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        try {
            return UtcTime.parse(name, text);
        } catch (BadInput e) {
            throw Problem.badValue(name, text, "a time in UTC, YYYY-MM-DDThh:mm:ss[.f]Z");
        }
    }

    /** Nano-USD of a decimal string of dollars, 0 or more; null where there is none. */
    public Long usd(String name) {
        String text = values.get(name);
        return text == null ? null : UsdText.parse(name, text, 0);
    }

    /** The time zone in which days are cut, {@code tz}: an IANA name; UTC where there is none. */
    public ZoneId zone() {
        String text = values.get("tz");
        if (text == null) {
            return ZoneId.of("UTC");
        }
        String bound = "the name of an IANA time zone, such as Europe/Berlin";
        try {
            if (text.equals("UTC") || ZoneId.getAvailableZoneIds().contains(text)) {
                return ZoneId.of(text);
            }
        } catch (DateTimeException e) {
            // said below, with the bound
        }
        throw Problem.badValue("tz", text, bound);
    }

    /** The number of items on a page, {@code limit}: 1 to 200, else 50. */
    public int limit() {
        String text = values.get("limit");
        if (text == null) {
            return USUAL_PER_PAGE;
        }
        if (text.matches("[0-9]{1,3}") && Integer.parseInt(text) >= 1
                && Integer.parseInt(text) <= MOST_PER_PAGE) {
            return Integer.parseInt(text);
        }
        throw Problem.badValue("limit", text, "an integer from 1 to " + MOST_PER_PAGE);
    }

    /** The place where a page begins, as {@code next} gave it; null at the beginning. */
    public Cursor cursor() {
        String text = values.get("cursor");
        if (text != null && (text.isEmpty() || text.length() > LONGEST_CURSOR)) {
            throw Problem.badValue("cursor", text, "a cursor as an answer's \"next\" gave it");
        }
        return text == null ? null : Cursor.parse(text);
    }

    /** The names that are given. */
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public String toString() {
        return "query of " + Arrays.toString(values.keySet().toArray());
    }
}
