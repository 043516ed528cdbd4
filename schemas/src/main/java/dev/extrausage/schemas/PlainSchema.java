package dev.extrausage.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;

/**
 * A schema as strangers should see it: without {@code avro.java.string}, which Avro's compiler
 * adds to every string for Java alone.
 */
final class PlainSchema {
    private static final String JAVA_STRING = "avro.java.string";

    private PlainSchema() { }

    /** The same schema without what only Java reads; it writes the same bytes. */
    static Schema of(Schema schema) {
        try {
            JsonNode tree = new ObjectMapper().readTree(schema.toString());
            return new Schema.Parser().parse(plain(tree).toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                list.set(i, plain(list.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            object.remove(JAVA_STRING);
            object.properties().forEach(e -> e.setValue(plain(e.getValue())));
            boolean bare = object.size() == 1 && object.path("type").isTextual();
            return bare ? object.get("type") : object;
        }
        return node;
    }
}
