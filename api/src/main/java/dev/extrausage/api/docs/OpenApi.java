package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The description of the API, {@code openapi.yaml}: its text as it is served, and the tree of what
 * it says. Nobody may change the tree.
 */
public final class OpenApi {
    /** The methods that an operation may have, in the order in which they are shown. */
    static final List<String> METHODS = List.of("get", "put", "post", "delete");

    private static final String RESOURCE = "/dev/extrausage/api/openapi.yaml";
    private static final Set<String> PARAMETER_PLACES = Set.of("path", "query", "header");

    private final byte[] text;
    private final JsonNode root;

    /**
     * One method of one path.
     *
     * @param method in capitals
     * @param path as it is written, with the names of its parameters in braces
     * @param node what the file says of it
     * @param parameters those of the path and its own, each resolved
     */
    public record Operation(
            String method, String path, JsonNode node, List<JsonNode> parameters) {
        /** Copies the list. */
        public Operation {
            parameters = List.copyOf(parameters);
        }

        /** Its name, the same for ever. */
        public String id() {
            return node.path("operationId").asText();
        }

        /** The first of its groups. */
        public String tag() {
            return node.path("tags").path(0).asText();
        }

        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    private OpenApi(byte[] text, JsonNode root) {
        this.text = text;
        this.root = root;
    }

    /** The description that this program serves and is held to. */
    public static OpenApi ours() {
        try (InputStream in = OpenApi.class.getResourceAsStream(RESOURCE)) {
            return parse(in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException("openapi.yaml cannot be read", e);
        }
    }

    /** A description from its text, YAML without a repeated key. */
    static OpenApi parse(byte[] yaml) {
        LoadSettings settings = LoadSettings.builder().setLabel("openapi.yaml").build();
        Object tree = new Load(settings).loadFromInputStream(new ByteArrayInputStream(yaml));
        return new OpenApi(yaml.clone(), new ObjectMapper().valueToTree(tree));
    }

    /** The text, in UTF-8. */
    public byte[] text() {
        return text.clone();
    }

    /** The whole tree. */
    public JsonNode root() {
        return root;
    }

    /** The target of the reference in {@code node}, with what stands beside it laid over. */
    public JsonNode resolve(JsonNode node) {
        if (!node.has("$ref")) {
            return node;
        }
        JsonNode target = resolve(target(node.get("$ref").asText()));
        if (node.size() == 1) {
            return target;
        }
        ObjectNode both = target.deepCopy();
        for (Map.Entry<String, JsonNode> beside : node.properties()) {
            if (!beside.getKey().equals("$ref")) {
                both.set(beside.getKey(), beside.getValue());
            }
        }
        return both;
    }

    private JsonNode target(String reference) {
        JsonNode target = reference.startsWith("#/")
                ? root.at(reference.substring(1)) : root.path("nowhere");
        if (target.isMissingNode()) {
            throw new IllegalStateException("openapi.yaml has no " + reference);
        }
        return target;
    }

    /** Every operation, in the order of the file. */
    public List<Operation> operations() {
        List<Operation> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (String method : METHODS) {
                JsonNode node = path.getValue().get(method);
                if (node != null) {
                    all.add(new Operation(method.toUpperCase(Locale.ROOT), path.getKey(), node,
                            parameters(path.getValue(), node)));
                }
            }
        }
        return all;
    }

    private List<JsonNode> parameters(JsonNode path, JsonNode operation) {
        List<JsonNode> all = new ArrayList<>();
        for (JsonNode of : List.of(path, operation)) {
            of.path("parameters").forEach(parameter -> all.add(resolve(parameter)));
        }
        for (JsonNode parameter : all) {
            if (!PARAMETER_PLACES.contains(parameter.path("in").asText())) {
                throw new IllegalStateException("openapi.yaml has a parameter in no known place: "
                        + parameter);
            }
        }
        return all;
    }
}
