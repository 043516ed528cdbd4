package dev.extrausage.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.apache.avro.Schema;

/** The schema in a posted body, {@code {"schema": "<Avro>"}}, or the refusal that it earns. */
final class PostedSchema {
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private PostedSchema() {}

    /**
     * Parses the schema in {@code body}.
     *
     * @throws RegistryRefusal the body is no JSON object, or holds no Avro schema
     */
    static Schema in(byte[] body) {
        JsonNode text = request(body);
        try {
            return new Schema.Parser().parse(text.asText());
        } catch (RuntimeException | StackOverflowError e) {
            throw RegistryRefusal.badSchema(e.getMessage());
        }
    }

    private static JsonNode request(byte[] body) {
        JsonNode request = json(body);
        if (request.isMissingNode() || request.isNull()) {
            throw RegistryRefusal.noBody();
        }
        JsonNode schema = request.path("schema");
        if (!request.isObject() || schema.isContainerNode()) {
            throw RegistryRefusal.noJson("the body must be {\"schema\": \"<Avro>\"}");
        }
        if (!request.path("schemaType").asText("AVRO").equals("AVRO")) {
            throw RegistryRefusal.badSchema(
                    "schemaType is " + request.path("schemaType") + ", and must be AVRO");
        }
        if (schema.asText("").isBlank()) {
            throw RegistryRefusal.badSchema("it is empty");
        }
        return schema;
    }

    private static JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw RegistryRefusal.noJson(e.getOriginalMessage());
        } catch (IOException e) {
            throw RegistryRefusal.noJson(e.getMessage());
        }
    }
}
