package dev.extrausage.journal.redecide;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificFixed;
import org.apache.avro.specific.SpecificRecord;

/** Compares two records field by field, by the contract's own names. */
public final class Differences {
    private static final String ABSENT = "absent";

    private final List<Difference> found = new ArrayList<>();

    private Differences() {}

    /** Where {@code found} is not as {@code expected}, but for the fields named. */
    public static List<Difference> between(SpecificRecord expected, SpecificRecord found,
            List<String> butFor) {
        Differences differences = new Differences();
        for (Schema.Field field : expected.getSchema().getFields()) {
            if (!butFor.contains(field.name())) {
                differences.compare(field.name(), expected.get(field.pos()),
                        found.get(field.pos()));
            }
        }
        return differences.found;
    }

    private void compare(String way, Object expected, Object found) {
        if (Objects.equals(expected, found)) {
            return;
        }
        if (expected instanceof SpecificRecord e && found instanceof SpecificRecord f
                && e.getSchema().equals(f.getSchema())) {
            for (Schema.Field field : e.getSchema().getFields()) {
                compare(way + "." + field.name(), e.get(field.pos()), f.get(field.pos()));
            }
        } else if (expected instanceof List<?> e && found instanceof List<?> f) {
            for (int i = 0; i < Math.max(e.size(), f.size()); i++) {
                compare(way + "[" + i + "]", i < e.size() ? e.get(i) : null,
                        i < f.size() ? f.get(i) : null);
            }
        } else {
            this.found.add(new Difference(way, shown(expected), shown(found)));
        }
    }

    private static String shown(Object value) {
        if (value == null) {
            return ABSENT;
        }
        return value instanceof SpecificFixed fixed
                ? java.util.HexFormat.of().formatHex(fixed.bytes()) : value.toString();
    }
}
