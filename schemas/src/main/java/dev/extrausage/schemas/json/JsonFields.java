package dev.extrausage.schemas.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of one JSON object, all read before anybody asks what they mean: so what is accepted
 * cannot depend on the order in which they were written. Whoever knows a field takes it by its
 * name, and {@link #end} refuses what nobody took. Null and absent are the same.
 */
final class JsonFields {
    /** No object of the contract has as many; past it, some field is unknown or repeated. */
    private static final int MAX_FIELDS = 32;
    private static final int MAX_DIGITS = 40;
    /** The one object whose names are the sender's own. */
    private static final String UNITS = "units";

    private final String where;
    private final String[] names = new String[MAX_FIELDS];
    private final Object[] values = new Object[MAX_FIELDS];
    private int size;
    private int taken;

    private JsonFields(String where) {
        this.where = where;
    }

    /** Reads the object whose opening brace {@code parser} stands at, up to its closing one. */
    static JsonFields read(String where, JsonParser parser) throws IOException {
        JsonFields fields = new JsonFields(where);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.add(name, value(name, parser));
        }
        return fields;
    }

    private void add(String name, Object value) {
        if (size == MAX_FIELDS) {
            throw tooMany();
        }
        if (indexOf(name) >= 0) {
            throw new BadInput(where + " has the field " + BadInput.shown(name) + " twice");
        }
        names[size] = name;
        values[size++] = value;
    }

    private BadInput tooMany() {
        String count = where + " has more than " + MAX_FIELDS;
        return new BadInput(where.equals(UNITS)
                ? count + " names: must have at most " + Bounds.MAX_UNIT_NAMES
                : count + " fields");
    }

    /** A String, Long, NoLong, Boolean, JsonFields or null: the contract has nothing else. */
    private static Object value(String name, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> number(parser);
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case START_OBJECT -> read(name, parser);
            case VALUE_NUMBER_FLOAT -> new NoLong(parser.getText(), false);
            default -> throw new BadInput(BadInput.shown(name) + " is an array: no field is one");
        };
    }

    private static Object number(JsonParser parser) throws IOException {
        try {
            return parser.getLongValue();
        } catch (InputCoercionException e) {
            return new NoLong(parser.getText(), true);
        }
    }

    /** A number that no {@code long} holds, as written: too large, or no integer at all. */
    private record NoLong(String written, boolean integer) {
        /** The number in a message: it may have many digits. */
        @Override
        public String toString() {
            return written.length() <= MAX_DIGITS
                    ? written : written.substring(0, MAX_DIGITS) + "…";
        }
    }

    /** The object of this name; null when absent. */
    JsonFields object(String name) {
        Object value = take(name);
        if (value != null && !(value instanceof JsonFields)) {
            throw BadInput.of(name, value, "an object");
        }
        return (JsonFields) value;
    }

    /** The string of this name; null when absent. */
    String text(String name) {
        Object value = take(name);
        if (value != null && !(value instanceof String)) {
            throw BadInput.of(name, value, "a string");
        }
        return (String) value;
    }

    /** The integer of this name; null when absent. */
    Long optionalInteger(String name) {
        Object value = take(name);
        if (value != null && !(value instanceof Long)) {
            throw BadInput.of(name, value, integerBound(value, Bounds.integerBound(name)));
        }
        return (Long) value;
    }

    private static String integerBound(Object value, String bound) {
        if (value instanceof NoLong number) {
            return number.integer ? bound : "an integer without fraction or exponent";
        }
        return "an integer";
    }

    long integer(String name) {
        return required(name, optionalInteger(name));
    }

    long integerOr(String name, long absent) {
        Long value = optionalInteger(name);
        return value == null ? absent : value;
    }

    /** Takes every field, each an integer within {@code bound}; names are the sender's own. */
    Map<String, Long> integers(String bound) {
        Map<String, Long> all = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            if (!(values[i] instanceof Long)) {
                String value = values[i] == null ? "no number" : BadInput.shown(values[i]);
                throw new BadInput(where + " has " + value + " for " + BadInput.shown(names[i])
                        + ": must be " + integerBound(values[i], bound));
            }
            all.put(names[i], optionalInteger(names[i]));
        }
        return all;
    }

    boolean flag(String name) {
        Object value = required(name, take(name));
        if (!(value instanceof Boolean)) {
            throw BadInput.of(name, value, "true or false");
        }
        return (Boolean) value;
    }

    /** The time of this name, within its bounds, in milliseconds since 1970; null when absent. */
    Long optionalTime(String name) {
        String value = text(name);
        return value == null ? null : (Long) Bounds.time(name, value);
    }

    long time(String name) {
        return Bounds.time(name, required(name, text(name)));
    }

    /** {@code value}, unless it is absent. */
    <T> T required(String name, T value) {
        if (value == null) {
            throw new BadInput(name + " is missing");
        }
        return value;
    }

    /** Refuses the fields that nobody took: a misspelt one must not be lost (section 12). */
    void end() {
        for (int i = 0; i < size; i++) {
            if ((taken & 1 << i) == 0) {
                throw new BadInput(where + " has a field that is not known: "
                        + BadInput.shown(names[i]));
            }
        }
    }

    @Override
    public String toString() {
        return "an object";
    }

    private Object take(String name) {
        int i = indexOf(name);
        if (i < 0) {
            return null;
        }
        taken |= 1 << i;
        return values[i];
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
