package dev.extrausage.core;

/**
 * A value outside its bounds (SPEC section 4): the input that carries it makes no entry. The
 * message names the field, the value and the bound, and can be shown to the sender.
 */
public final class BadInput extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_SHOWN = 140;

    private final String field;
    private final transient Object value;
    private final String bound;

    /** Takes a message that names the field, the value and the bound. */
    public BadInput(String message) {
        this(message, null, null, null);
    }

    private BadInput(String message, String field, Object value, String bound) {
        super(message);
        this.field = field;
        this.value = value;
        this.bound = bound;
    }

    /** A field whose value is not within its bound; text is shown cut short, in visible ASCII. */
    public static BadInput of(String field, Object value, String bound) {
        return new BadInput(
                field + " is " + shown(value) + ": must be " + bound, field, value, bound);
    }

    /** A field that is not there and must be, within its bound. */
    public static BadInput missing(String field, String bound) {
        return new BadInput(field + " is missing: must be " + bound, field, null, bound);
    }

    /** The field; null where only the message names it. */
    public String field() {
        return field;
    }

    /** The value; null where there is none, or where only the message names it. */
    public Object value() {
        return value;
    }

    /** The bound; null where only the message names it. */
    public String bound() {
        return bound;
    }

    /** Renders a value for a message: cut short, and in visible ASCII only. */
    public static String shown(Object value) {
        if (!(value instanceof String text)) {
            return String.valueOf(value);
        }
        return text.length() <= MAX_SHOWN
                ? '"' + escaped(text) + '"'
                : '"' + escaped(text.substring(0, MAX_SHOWN)) + "…\"";
    }

    /** Renders text in visible ASCII and spaces: each other UTF-16 unit as its escape. */
    public static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean visible = c >= ' ' && c <= '~';
            out.append(visible ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return out.toString();
    }
}
