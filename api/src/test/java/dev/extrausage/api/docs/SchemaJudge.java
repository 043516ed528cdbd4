package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds JSON to the schemas of a description (JSON Schema 2020-12), formats included. An answer is
 * held more strictly than a caller would: an object that lists its fields may have no other, so
 * that a field which nobody has described is found.
 */
final class SchemaJudge {
    private final SchemaRegistry registry =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
    private final ObjectNode components;
    private final ObjectNode closedComponents;
    private final Map<JsonNode, Schema> asSent = new HashMap<>();
    private final Map<JsonNode, Schema> asAnswered = new HashMap<>();

    SchemaJudge(OpenApi api) {
        components = api.root().at("/components").deepCopy();
        components.retain("schemas");
        closedComponents = components.deepCopy();
        close(closedComponents);
    }

    /** The faults of what a caller sends; there are none. */
    List<String> ofSent(JsonNode schema, String json) {
        return faults(asSent.computeIfAbsent(schema, s -> compile(s.deepCopy(), components)), json);
    }

    /** The faults of an answer. */
    List<String> ofAnswered(JsonNode schema, String json) {
        return faults(asAnswered.computeIfAbsent(schema, s -> {
            ObjectNode copy = s.deepCopy();
            close(copy);
            return compile(copy, closedComponents);
        }), json);
    }

    private static List<String> faults(Schema schema, String json) {
        return schema.validate(json, InputFormat.JSON, context -> context.executionConfig(
                config -> config.formatAssertionsEnabled(true))).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage()).toList();
    }

    private Schema compile(ObjectNode schema, ObjectNode beside) {
        schema.set("components", beside);
        return registry.getSchema(schema.toString(), InputFormat.JSON);
    }

    /** Forbids other fields wherever a schema lists some and does not say anything else. */
    private static void close(JsonNode node) {
        node.forEach(SchemaJudge::close);
        if (node instanceof ObjectNode object && object.path("properties").isObject()
                && object.path("type").asText().equals("object")
                && !object.has("additionalProperties")) {
            object.set("additionalProperties", BooleanNode.FALSE);
        }
    }
}
