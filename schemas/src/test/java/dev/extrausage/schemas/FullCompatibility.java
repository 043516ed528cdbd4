package dev.extrausage.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * Checks that readers and writers of two contract versions understand each other, both ways. To
 * Avro's own rules it adds those of a journal that is kept for ever: no field goes away, not even
 * an optional one, and none changes its default or its logical type.
 */
final class FullCompatibility {
    private FullCompatibility() { }

    /** The differences between the two versions, in words; none if they are compatible. */
    static List<String> problems(Schema older, Schema newer) {
        List<String> problems = new ArrayList<>();
        problems.addAll(unreadable("new readers, old records", newer, older));
        problems.addAll(unreadable("old readers, new records", older, newer));
        Map<String, Schema.Field> newFields = fields(newer);
        fields(older).forEach((name, old) -> {
            Schema.Field now = newFields.get(name);
            if (now == null) {
                problems.add(name + ": removed");
            } else {
                problems.addAll(changed(name, old, now));
            }
        });
        return problems;
    }

    private static List<String> unreadable(String who, Schema reader, Schema writer) {
        var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult();
        return result.getCompatibility() == SchemaCompatibilityType.COMPATIBLE ? List.of()
                : result.getIncompatibilities().stream()
                        .map(i -> who + ": " + i.getLocation() + ": " + i.getMessage()).toList();
    }

    private static List<String> changed(String name, Schema.Field old, Schema.Field now) {
        List<String> problems = new ArrayList<>();
        if (old.hasDefaultValue() != now.hasDefaultValue()
                || !Objects.equals(old.defaultVal(), now.defaultVal())) {
            problems.add(name + ": another default");
        }
        if (!Objects.equals(logicalType(old.schema()), logicalType(now.schema()))) {
            problems.add(name + ": another logical type");
        }
        return problems;
    }

    private static String logicalType(Schema schema) {
        Schema present = schema.getType() != Schema.Type.UNION ? schema
                : schema.getTypes().stream().filter(s -> s.getType() != Schema.Type.NULL)
                        .findFirst().orElse(schema);
        return present.getLogicalType() == null ? null : present.getLogicalType().getName();
    }

    /** All fields of all records in the schema, by record and name. */
    private static Map<String, Schema.Field> fields(Schema schema) {
        Map<String, Schema.Field> found = new TreeMap<>();
        collect(schema, found);
        return found;
    }

    private static void collect(Schema schema, Map<String, Schema.Field> found) {
        switch (schema.getType()) {
            case RECORD -> schema.getFields().forEach(field -> {
                if (found.put(schema.getName() + "." + field.name(), field) == null) {
                    collect(field.schema(), found);
                }
            });
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, found));
            case ARRAY -> collect(schema.getElementType(), found);
            case MAP -> collect(schema.getValueType(), found);
            default -> { }
        }
    }
}
