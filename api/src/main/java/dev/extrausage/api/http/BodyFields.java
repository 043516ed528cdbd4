package dev.extrausage.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.core.UtcTime;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The fields of a JSON object, each read with its bound: a {@link Problem} names the field, its
 * value and the bound. A field that nobody knows is refused at once; null and absent are the same.
 */
public final class BodyFields {
    private static final long FIRST_TIME = UtcTime.parse("", "2000-01-01T00:00:00Z");
    private static final long LAST_TIME = UtcTime.parse("", "2100-01-01T00:00:00Z");

    private final String prefix;
    private final JsonNode object;

    private BodyFields(String prefix, JsonNode object) {
        this.prefix = prefix;
        this.object = object;
    }

    /**
     * The fields of {@code node}.
     *
     * @param what names the object in problems, such as {@code the body} or {@code events[3]}
     * @throws Problem bad_request: no object, or a field that is not among {@code known}
     */
    public static BodyFields of(String what, JsonNode node, String... known) {
        return of(what, node, Set.of(known));
    }

    /** The same, with a set that was made before. */
    public static BodyFields of(String what, JsonNode node, Set<String> known) {
        String prefix = what.startsWith("the ") ? "" : what + ".";
        if (!node.isObject()) {
            Problem problem = Problem.of(ProblemCode.BAD_REQUEST, capital(what) + " is "
                    + kind(node) + ": must be a JSON object.").with("bound", "a JSON object");
            throw prefix.isEmpty() ? problem
                    : problem.with("field", what).with("value", kind(node));
        }
        for (Iterator<String> all = node.fieldNames(); all.hasNext();) {
            String name = all.next();
            if (!known.contains(name)) {
                String near = known.stream().sorted().collect(Collectors.joining(", "));
                throw Problem.of(ProblemCode.BAD_REQUEST, capital(what) + " has the unknown field "
                        + BadInput.shown(name) + ": known are " + near + ".")
                        .with("field", prefix + unquoted(name));
            }
        }
        return new BodyFields(prefix, node);
    }

    private static String unquoted(String name) {
        String shown = BadInput.shown(name);
        return shown.substring(1, shown.length() - 1);
    }

    private static String capital(String what) {
        return what.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + what.substring(1);
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case ARRAY -> "an array";
            case STRING -> "a string";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case OBJECT -> "an object";
            default -> "null";
        };
    }

    /** True if the field is there and not null. */
    public boolean has(String name) {
        return object.hasNonNull(name);
    }

    private JsonNode required(String name, Supplier<String> wanted) {
        JsonNode node = object.get(name);
        if (node == null || node.isNull()) {
            String bound = wanted.get();
            throw Problem.of(ProblemCode.BAD_REQUEST, prefix + name + " is missing: must be "
                    + bound + ".").with("field", prefix + name).with("bound", bound);
        }
        return node;
    }

    private Problem bad(String name, JsonNode node, String bound) {
        Object value = node.isTextual() ? node.textValue()
                : node.isValueNode() ? BadInput.shown(node.asText()).replace("\"", "") : kind(node);
        return Problem.badValue(prefix + name, value, bound);
    }

    /** The bound is written only where it is missed: it costs more than the check. */
    private String string(String name, Supplier<String> bound) {
        JsonNode node = required(name, bound);
        if (!node.isTextual()) {
            throw bad(name, node, bound.get());
        }
        return node.textValue();
    }

    /** An id or a name: 1 to {@code longest} characters from ! to ~ (SPEC 4). */
    public String name(String name, int longest) {
        Supplier<String> bound =
                () -> "a string of 1 to " + longest + " visible ASCII characters";
        String text = string(name, bound);
        if (text.isEmpty() || text.length() > longest || !isVisible(text)) {
            throw Problem.badValue(prefix + name, text, bound.get());
        }
        return text;
    }

    private static boolean isVisible(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '!' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** The same, or null where there is none. */
    public String optionalName(String name, int longest) {
        return has(name) ? name(name, longest) : null;
    }

    /** One of {@code choices}. */
    public String choice(String name, Collection<String> choices) {
        Supplier<String> bound = () -> "one of " + String.join(", ", choices);
        String text = string(name, bound);
        if (!choices.contains(text)) {
            throw Problem.badValue(prefix + name, text, bound.get());
        }
        return text;
    }

    /** A reason for people: 1 to 500 characters, none a control character (SPEC 4). */
    public String note(String name) {
        String bound = "a string of 1 to " + Bounds.MAX_NOTE_LENGTH
                + " Unicode characters, none a control character or an unpaired surrogate";
        String text = string(name, () -> bound);
        try {
            return Bounds.optionalNote(text);
        } catch (BadInput e) {
            throw Problem.badValue(prefix + name, text, bound);
        }
    }

    /** Nano-USD of a decimal string of dollars, from {@code least} nano-USD to 10,000,000 USD. */
    public long usd(String name, long least) {
        String bound = "US dollars as a decimal string such as \"4.17\"";
        return UsdText.parse(prefix + name, string(name, () -> bound), least);
    }

    /** The same, or null where there is none. */
    public Long optionalUsd(String name, long least) {
        return has(name) ? usd(name, least) : null;
    }

    /** Milliseconds since 1970 of a time of 2000 to 2099 (SPEC 4). */
    public long time(String name) {
        String bound = "a time in UTC of 2000 to 2099, YYYY-MM-DDThh:mm:ss[.f]Z";
        String text = string(name, () -> bound);
        try {
            long millis = UtcTime.parse(prefix + name, text);
            if (millis >= FIRST_TIME && millis < LAST_TIME) {
                return millis;
            }
        } catch (BadInput e) {
            // said below, with the bound
        }
        throw Problem.badValue(prefix + name, text, bound);
    }

    /** The same, or null where there is none. */
    public Long optionalTime(String name) {
        return has(name) ? time(name) : null;
    }

    /** An integer from {@code least} to {@code most}, written without fraction or exponent. */
    public long integer(String name, long least, long most) {
        Supplier<String> bound = () -> "an integer from " + least + " to " + most;
        JsonNode node = required(name, bound);
        if (node.isIntegralNumber()) {
            BigInteger value = node.bigIntegerValue();
            if (value.bitLength() < Long.SIZE && value.longValue() >= least
                    && value.longValue() <= most) {
                return value.longValue();
            }
        }
        throw bad(name, node, bound.get());
    }

    /** The same, or {@code otherwise} where there is none. */
    public long integer(String name, long least, long most, long otherwise) {
        return has(name) ? integer(name, least, most) : otherwise;
    }

    /** True or false. */
    public boolean truth(String name) {
        JsonNode node = required(name, () -> "true or false");
        if (!node.isBoolean()) {
            throw bad(name, node, "true or false");
        }
        return node.booleanValue();
    }

    /** The fields of an object inside; empty where there is none. */
    public Optional<BodyFields> object(String name, String... known) {
        return object(name, Set.of(known));
    }

    /** The same, with a set that was made before. */
    public Optional<BodyFields> object(String name, Set<String> known) {
        return has(name) ? Optional.of(of(prefix + name, object.get(name), known))
                : Optional.empty();
    }

    /** The names and values of an object whose names are data; empty where there is none. */
    public Optional<JsonNode> map(String name) {
        if (has(name) && !object.get(name).isObject()) {
            throw bad(name, object.get(name), "a JSON object");
        }
        return Optional.ofNullable(has(name) ? object.get(name) : null);
    }

    /** The items of an array of {@code least} to {@code most}. */
    public List<JsonNode> array(String name, int least, int most) {
        String bound = "an array of " + least + " to " + most + " items";
        JsonNode node = required(name, () -> bound);
        if (!node.isArray() || node.size() < least || node.size() > most) {
            throw node.isArray() ? Problem.badValue(prefix + name, node.size() + " items", bound)
                    : bad(name, node, bound);
        }
        List<JsonNode> items = new ArrayList<>(node.size());
        node.forEach(items::add);
        return items;
    }
}
