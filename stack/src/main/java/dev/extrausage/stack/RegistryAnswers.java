package dev.extrausage.stack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.ReleasedSchemas.Release;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * The answers of a Confluent schema registry that holds the released contracts and takes no others:
 * so that {@code kafka-avro-serializer} and its like work against a stack without a registry of its
 * own. Which request gets which answer is in {@link RegistryRoutes}.
 *
 * <p>"Registering" a released schema is answered with its id, as a registry answers for what it has
 * already. A schema is recognised by what it writes: documentation, and what only one language
 * reads, make no difference.
 */
final class RegistryAnswers {
    private static final String LATEST = "latest";
    /** The one context that a registry has which nobody gave another. */
    private static final String CONTEXT = ".";

    private final ObjectMapper json = new ObjectMapper();
    private final ReleasedSubjects subjects;

    RegistryAnswers(ReleasedSchemas released) {
        subjects = new ReleasedSubjects(released);
    }

    JsonNode nothing() {
        return json.createObjectNode();
    }

    JsonNode types() {
        return json.createArrayNode().add("AVRO");
    }

    JsonNode contexts() {
        return json.createArrayNode().add(CONTEXT);
    }

    JsonNode compatibilityLevel() {
        return json.createObjectNode().put("compatibilityLevel", SchemaComparison.LEVEL);
    }

    JsonNode mode() {
        return json.createObjectNode().put("mode", "READONLY");
    }

    JsonNode subjects() {
        ArrayNode names = json.createArrayNode();
        subjects.all().keySet().forEach(names::add);
        return names;
    }

    JsonNode schema(String id) {
        return schema(withId(id));
    }

    JsonNode textOf(String id) {
        return text(withId(id));
    }

    JsonNode versionsOf(String id) {
        Release release = withId(id);
        ArrayNode uses = json.createArrayNode();
        users(release).forEach(subject -> uses.addObject().put("subject", subject)
                .put("version", release.version()));
        return uses;
    }

    JsonNode subjectsOf(String id) {
        ArrayNode names = json.createArrayNode();
        users(withId(id)).forEach(names::add);
        return names;
    }

    JsonNode schemaOfGuid(String guid) {
        return withGuid(guid).map(this::schema)
                .orElseThrow(() -> RegistryRefusal.noSuchSchema(guid));
    }

    /** Empty for an unknown GUID, as a registry answers it. */
    JsonNode idsOfGuid(String guid) {
        ArrayNode ids = json.createArrayNode();
        withGuid(guid).ifPresent(r -> ids.addObject().put("context", CONTEXT).put("id", r.id()));
        return ids;
    }

    JsonNode versions(String subject) {
        ArrayNode numbers = json.createArrayNode();
        known(subject).forEach(r -> numbers.add(r.version()));
        return numbers;
    }

    JsonNode version(String subject, String version) {
        return described(subject, release(subject, version));
    }

    JsonNode textOf(String subject, String version) {
        return text(release(subject, version));
    }

    /** No released schema refers to another: each holds all that it needs. */
    JsonNode referencesTo(String subject, String version) {
        release(subject, version);
        return json.createArrayNode();
    }

    JsonNode lookUp(String subject, byte[] body) {
        Schema posted = PostedSchema.in(body);
        known(subject);
        return described(subject,
                recognised(subject, posted).orElseThrow(RegistryRefusal::noSuchSchema));
    }

    JsonNode register(String subject, byte[] body) {
        Release known = recognised(subject, PostedSchema.in(body))
                .orElseThrow(() -> RegistryRefusal.readOnly(subject));
        return json.createObjectNode().put("id", known.id());
    }

    /** Compares with all versions of the subject. A subject without any takes every schema. */
    JsonNode compatibility(String subject, boolean verbose, byte[] body) {
        return compared(subjects.of(subject), verbose, body);
    }

    /**
     * Compares with one version. A registry says of an unknown subject that it has no such version,
     * and that every schema goes with its latest.
     */
    JsonNode compatibility(String subject, String version, boolean verbose, byte[] body) {
        int number = number(version);
        List<Release> releases = subjects.of(subject);
        int latest = releases.isEmpty() ? -1 : releases.get(releases.size() - 1).version();
        int wanted = number == -1 ? latest : number;
        List<Release> compared = releases.stream().filter(r -> r.version() == wanted).toList();
        if (compared.isEmpty() && number != -1) {
            throw RegistryRefusal.noSuchVersion(number);
        }
        return compared(compared, verbose, body);
    }

    private JsonNode compared(List<Release> earlier, boolean verbose, byte[] body) {
        List<String> faults;
        try {
            faults = SchemaComparison.faults(PostedSchema.in(body), earlier);
        } catch (RegistryRefusal e) {
            if (!verbose || e.code() != RegistryRefusal.BAD_SCHEMA) {
                throw e;
            }
            faults = List.of(e.getMessage());
        }
        ObjectNode answer = json.createObjectNode().put("is_compatible", faults.isEmpty());
        if (verbose) {
            faults.forEach(answer.putArray("messages")::add);
        }
        return answer;
    }

    JsonNode refused(RegistryRefusal refusal) {
        return json.createObjectNode().put("error_code", refusal.code())
                .put("message", refusal.getMessage());
    }

    private Release withId(String id) {
        int number = integer(id).orElseThrow(RegistryRefusal::noSuchPath);
        return subjects.withId(number).orElseThrow(() -> RegistryRefusal.noSuchSchema(id));
    }

    private Optional<Release> withGuid(String guid) {
        try {
            return subjects.withGuid(UUID.fromString(guid));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Release release(String subject, String version) {
        int number = number(version);
        List<Release> releases = known(subject);
        if (number == -1) {
            return releases.get(releases.size() - 1);
        }
        return releases.stream().filter(r -> r.version() == number).findAny()
                .orElseThrow(() -> RegistryRefusal.noSuchVersion(number));
    }

    /** The number of a version, or -1 for the latest. */
    private static int number(String version) {
        String text = version.strip();
        int number = integer(text.equalsIgnoreCase(LATEST) ? "-1" : text).orElse(0);
        if (number < -1 || number == 0) {
            throw RegistryRefusal.badVersion(version);
        }
        return number;
    }

    private static OptionalInt integer(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private List<Release> known(String subject) {
        List<Release> releases = subjects.of(subject);
        if (releases.isEmpty()) {
            throw RegistryRefusal.noSuchSubject(subject);
        }
        return releases;
    }

    private Optional<Release> recognised(String subject, Schema posted) {
        return subjects.of(subject).stream()
                .filter(r -> form(r.schema()).equals(form(posted))).findAny();
    }

    private static String form(Schema schema) {
        return SchemaNormalization.toParsingForm(schema);
    }

    private List<String> users(Release release) {
        return subjects.all().keySet().stream()
                .filter(subject -> subjects.of(subject).contains(release)).toList();
    }

    private ObjectNode described(String subject, Release release) {
        return json.createObjectNode().put("subject", subject).put("version", release.version())
                .put("id", release.id()).setAll(schema(release));
    }

    private ObjectNode schema(Release release) {
        return json.createObjectNode()
                .put("guid", ReleasedSubjects.guidOf(release.schema()).toString())
                .put("schema", release.schema().toString());
    }

    private JsonNode text(Release release) {
        try {
            return json.readTree(release.schema().toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is not JSON", e);
        }
    }
}
