package dev.extrausage.api.docs;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page as it is written, element by element. Every text and every value of an attribute is
 * escaped here, so no caller can forget it. Scripts and styles do not belong here: the pages'
 * policy forbids them.
 */
final class Html {
    private static final Pattern MARK = Pattern.compile(
            "`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\[([^]]+)]\\(((?:https?://|/|#)[^)\\s]*)\\)");

    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; {@code attributes} are names and values in turn. */
    Html begin(String tag, String... attributes) {
        write(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Ends the element that was begun last. */
    Html end() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element without content, such as {@code meta}. */
    Html empty(String tag, String... attributes) {
        write(tag, attributes);
        return this;
    }

    /** An element with a text. */
    Html element(String tag, String text, String... attributes) {
        return begin(tag, attributes).text(text).end();
    }

    Html text(String text) {
        out.append(escaped(text));
        return this;
    }

    /** A line's end, for those who read the page's source. */
    Html line() {
        out.append('\n');
        return this;
    }

    /** The paragraphs of a description, which blank lines part. */
    Html paragraphs(String description) {
        for (String paragraph : description.strip().split("\\n\\s*\\n")) {
            if (!paragraph.isBlank()) {
                begin("p").marked(paragraph.strip()).end().line();
            }
        }
        return this;
    }

    /** A text with the marks that descriptions use: code, strong, and links. */
    Html marked(String description) {
        Matcher mark = MARK.matcher(description);
        int from = 0;
        while (mark.find()) {
            text(description.substring(from, mark.start()));
            if (mark.group(1) != null) {
                element("code", mark.group(1));
            } else if (mark.group(2) != null) {
                element("strong", mark.group(2));
            } else {
                element("a", mark.group(3), "href", mark.group(4));
            }
            from = mark.end();
        }
        return text(description.substring(from));
    }

    private void write(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"")
                    .append(escaped(attributes[i + 1])).append('"');
        }
        out.append('>');
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    /** The page; every element must have ended. */
    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("not ended: " + open);
        }
        return out.toString();
    }
}
