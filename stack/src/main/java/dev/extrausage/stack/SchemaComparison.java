package dev.extrausage.stack;

import dev.extrausage.schemas.ReleasedSchemas.Release;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.Incompatibility;

/**
 * Confluent's level FULL_TRANSITIVE: a schema and every earlier one can each read what the other
 * has written.
 */
final class SchemaComparison {
    static final String LEVEL = "FULL_TRANSITIVE";

    private SchemaComparison() {}

    /**
     * Compares {@code schema} with each of {@code earlier}, the newest first, up to the first that
     * does not go with it.
     *
     * @param earlier the oldest first
     * @return a sentence for each fault; none if it goes with all of them
     */
    static List<String> faults(Schema schema, List<Release> earlier) {
        for (int i = earlier.size() - 1; i >= 0; i--) {
            List<String> faults = faults(schema, earlier.get(i));
            if (!faults.isEmpty()) {
                faults.add("{compatibility: '" + LEVEL + "'}");
                return faults;
            }
        }
        return List.of();
    }

    private static List<String> faults(Schema schema, Release earlier) {
        List<String> faults = new ArrayList<>();
        String old = "version " + earlier.version();
        incompatibilities(earlier.schema(), schema).forEach(
                i -> faults.add(sentence(old + " cannot read what the new schema writes", i)));
        incompatibilities(schema, earlier.schema()).forEach(
                i -> faults.add(sentence("the new schema cannot read what " + old + " wrote", i)));
        return faults;
    }

    private static List<Incompatibility> incompatibilities(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getResult()
                .getIncompatibilities();
    }

    private static String sentence(String what, Incompatibility found) {
        return what + ": " + found.getType() + " at " + found.getLocation() + ": "
                + found.getMessage();
    }
}
