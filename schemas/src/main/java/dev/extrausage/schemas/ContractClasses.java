package dev.extrausage.schemas;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.specific.SpecificData;

/**
 * The generated class for each record of one contract. Avro would load any class that a
 * schema names, and so refuses all that its process-wide list does not allow. Here only the names
 * inside our own contract mean a class, whatever a stranger's schema says, and that list stays as
 * the process set it.
 */
final class ContractClasses extends SpecificData {
    private final Map<String, Class<?>> byName = new HashMap<>();

    /** The classes of {@code contract}, a generated class's own schema. */
    ContractClasses(Schema contract, ClassLoader loader) {
        super(loader);
        addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        collect(contract);
    }

    private void collect(Schema schema) {
        switch (schema.getType()) {
            case RECORD -> {
                add(schema);
                schema.getFields().forEach(field -> collect(field.schema()));
            }
            case FIXED -> add(schema);
            case UNION -> schema.getTypes().forEach(this::collect);
            case ARRAY -> collect(schema.getElementType());
            default -> { }
        }
    }

    private void add(Schema named) {
        String name = named.getFullName();
        try {
            byName.put(name, Class.forName(name, true, getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("no class was generated for " + name, e);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Avro declares it
    public Class getClass(Schema schema) {
        return switch (schema.getType()) {
            case RECORD, FIXED, ENUM -> byName.get(schema.getFullName());
            default -> super.getClass(schema);
        };
    }
}
