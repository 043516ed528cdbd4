package dev.extrausage.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.ReleasedSchemas.Release;
import dev.extrausage.schemas.Topics;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * What a Confluent schema registry that holds the released contracts, and takes no others, would
 * answer: so that {@code kafka-avro-serializer} and its like work against a stack without a
 * registry of its own. Subjects follow TopicNameStrategy, {@code <topic>-value}.
 *
 * <p>"Registering" a released schema is answered with its id, as a registry answers for what it has
 * already. A schema is recognised by what it writes: documentation, and what only one language
 * reads, make no difference.
 */
final class RegistryAnswers {
    private static final String VALUE = "-value";

    private final ObjectMapper json = new ObjectMapper();
    private final ReleasedSchemas released;
    /** By subject, the oldest first. */
    private final Map<String, List<Release>> subjects = new TreeMap<>();
    private final List<Route> routes = routes();

    /** An answer: the HTTP status and the body. */
    record Answer(int status, JsonNode body) { }

    /** What is answered to a method on a path, whose stars the answer is given in their order. */
    private record Route(
            String method, Pattern path, BiFunction<List<String>, byte[], Answer> answer) { }

    RegistryAnswers(ReleasedSchemas released) {
        this.released = released;
        for (Topics topic : Topics.values()) {
            topic.valueSchema().ifPresent(schema -> subjects.put(topic.topicName() + VALUE,
                    released.all().stream()
                            .filter(r -> r.schema().getFullName().equals(schema.getFullName()))
                            .sorted(Comparator.comparingInt(Release::version)).toList()));
        }
    }

    private List<Route> routes() {
        return List.of(
                get("/", path -> new Answer(200, json.createObjectNode())),
                get("/schemas/types", path -> new Answer(200, json.createArrayNode().add("AVRO"))),
                get("/schemas/ids/*", path -> schema(path.get(0))),
                get("/schemas/ids/*/schema", path -> text(path.get(0))),
                get("/schemas/ids/*/versions", path -> users(path.get(0), true)),
                get("/schemas/ids/*/subjects", path -> users(path.get(0), false)),
                get("/subjects", path -> new Answer(200, names(subjects.keySet()))),
                get("/subjects/*/versions", path -> versions(path.get(0))),
                get("/subjects/*/versions/*", path -> version(path.get(0), path.get(1))),
                get("/config", path -> compatibility()),
                get("/config/*", path -> compatibility()),
                get("/mode", path -> mode()),
                get("/mode/*", path -> mode()),
                new Route("POST", pattern("/subjects/*"),
                        (path, body) -> lookUp(path.get(0), body, false)),
                new Route("POST", pattern("/subjects/*/versions"),
                        (path, body) -> lookUp(path.get(0), body, true)));
    }

    private static Route get(String path, Function<List<String>, Answer> answer) {
        return new Route("GET", pattern(path), (stars, body) -> answer.apply(stars));
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace("*", "([^/]+)") + "/?");
    }

    /**
     * The answer to a request.
     *
     * @param path as it was asked, still encoded, without the query
     * @param body what was posted; empty for a GET
     */
    Answer to(String method, String path, byte[] body) {
        for (Route route : routes) {
            Matcher match = route.path().matcher(path);
            if (route.method().equals(method) && match.matches()) {
                List<String> stars = IntStream.rangeClosed(1, match.groupCount())
                        .mapToObj(i -> URLDecoder.decode(match.group(i), StandardCharsets.UTF_8))
                        .toList();
                return route.answer().apply(stars, body);
            }
        }
        return method.equals("GET") ? error(404, 404, "HTTP 404 Not Found")
                : error(422, 42205, "This registry is read-only: it holds the released schemas of"
                        + " the ledger's topics.");
    }

    private Answer compatibility() {
        return new Answer(200,
                json.createObjectNode().put("compatibilityLevel", "FULL_TRANSITIVE"));
    }

    private Answer mode() {
        return new Answer(200, json.createObjectNode().put("mode", "READONLY"));
    }

    private Answer schema(String id) {
        return byId(id).map(r -> new Answer(200,
                json.createObjectNode().put("schema", r.schema().toString())))
                .orElseGet(this::noSuchSchema);
    }

    private Answer text(String id) {
        return byId(id).map(r -> new Answer(200, tree(r.schema()))).orElseGet(this::noSuchSchema);
    }

    private Answer users(String id, boolean withVersion) {
        Optional<Release> wanted = byId(id);
        if (wanted.isEmpty()) {
            return noSuchSchema();
        }
        ArrayNode users = json.createArrayNode();
        subjects.forEach((subject, releases) -> {
            if (releases.contains(wanted.get())) {
                users.add(withVersion ? json.createObjectNode().put("subject", subject)
                        .put("version", wanted.get().version())
                        : json.getNodeFactory().textNode(subject));
            }
        });
        return new Answer(200, users);
    }

    private Answer versions(String subject) {
        ArrayNode numbers = json.createArrayNode();
        releases(subject).forEach(r -> numbers.add(r.version()));
        return numbers.isEmpty() ? noSuchSubject(subject) : new Answer(200, numbers);
    }

    private Answer version(String subject, String version) {
        List<Release> releases = releases(subject);
        if (releases.isEmpty()) {
            return noSuchSubject(subject);
        }
        if (version.equals("latest") || version.equals("-1")) {
            return new Answer(200, described(subject, releases.get(releases.size() - 1)));
        }
        if (!version.matches("[1-9][0-9]{0,8}")) {
            return error(422, 42202, "The specified version '" + version + "' is not a valid"
                    + " version id. Allowed values are between 1 and 2^31-1 and the string"
                    + " \"latest\"");
        }
        return releases.stream().filter(r -> r.version() == Integer.parseInt(version)).findAny()
                .map(r -> new Answer(200, described(subject, r)))
                .orElseGet(() -> error(404, 40402, "Version " + version + " not found."));
    }

    private Answer lookUp(String subject, byte[] body, boolean register) {
        Schema posted;
        try {
            JsonNode request = json.readTree(body);
            String type = request.path("schemaType").asText("AVRO");
            if (!type.equals("AVRO") || !request.path("schema").isTextual()) {
                return error(422, 42201, "Invalid schema: must be {\"schema\": \"<Avro>\"}");
            }
            posted = new Schema.Parser().parse(request.path("schema").textValue());
        } catch (IOException | RuntimeException | StackOverflowError e) {
            return error(422, 42201, "Invalid schema: " + e.getMessage());
        }
        if (releases(subject).isEmpty() && !register) {
            return noSuchSubject(subject);
        }
        Optional<Release> known = releases(subject).stream()
                .filter(r -> form(r.schema()).equals(form(posted))).findAny();
        if (known.isEmpty()) {
            return register ? error(422, 42205, "Subject " + subject + " is in read-only mode: it"
                    + " takes the released schemas of the ledger, and this is none of them.")
                    : noSuchSchema();
        }
        return new Answer(200, register ? json.createObjectNode().put("id", known.get().id())
                : described(subject, known.get()));
    }

    private static String form(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    private ObjectNode described(String subject, Release release) {
        return json.createObjectNode().put("subject", subject).put("version", release.version())
                .put("id", release.id()).put("schema", release.schema().toString());
    }

    private List<Release> releases(String subject) {
        return subjects.getOrDefault(subject, List.of());
    }

    private Optional<Release> byId(String id) {
        return released.all().stream().filter(r -> String.valueOf(r.id()).equals(id)).findAny();
    }

    private JsonNode tree(Schema schema) {
        try {
            return json.readTree(schema.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }

    private ArrayNode names(Set<String> texts) {
        ArrayNode names = json.createArrayNode();
        texts.forEach(names::add);
        return names;
    }

    private Answer noSuchSchema() {
        return error(404, 40403, "Schema not found");
    }

    private Answer noSuchSubject(String subject) {
        return error(404, 40401, "Subject '" + subject + "' not found.");
    }

    Answer error(int status, int code, String message) {
        return new Answer(status,
                json.createObjectNode().put("error_code", code).put("message", message));
    }
}
