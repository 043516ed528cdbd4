package dev.extrausage.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * The place where a page of a list begins, opaque to callers: base64url of its parts. It holds only
 * what they have been shown, so nothing is gained by making one up.
 */
public record Cursor(List<String> parts) {
    private static final String BETWEEN = "\n";

    /** Copies the list. */
    public Cursor {
        parts = List.copyOf(parts);
    }

    /** A cursor of those parts. */
    public static Cursor of(String... parts) {
        return new Cursor(List.of(parts));
    }

    static Cursor parse(String text) {
        try {
            String inside = new String(
                    Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            if (!inside.chars().allMatch(c -> c == '\n' || c >= '!' && c <= '~')) {
                throw bad(text);
            }
            return new Cursor(List.of(inside.split(BETWEEN, -1)));
        } catch (IllegalArgumentException e) {
            throw bad(text);
        }
    }

    /** The number in that part. */
    public long number(int part) {
        String text = text(part);
        if (!text.matches("-?[0-9]{1,18}")) {
            throw bad(toString());
        }
        return Long.parseLong(text);
    }

    /** The text in that part. */
    public String text(int part) {
        if (part >= parts.size()) {
            throw bad(toString());
        }
        return parts.get(part);
    }

    private static Problem bad(String text) {
        return Problem.badValue("cursor", text, "a cursor as an answer's \"next\" gave it");
    }

    /** As it stands in an answer's {@code next} and in {@code cursor}. */
    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(
                String.join(BETWEEN, parts).getBytes(StandardCharsets.UTF_8));
    }
}
