package dev.extrausage.schemas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.schemas.RegistryConnection.Answer;
import dev.extrausage.schemas.RegistryConnection.NoAnswer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/**
 * Schema ids from a registry that speaks the Confluent REST API, for clusters that already have
 * one. Subjects follow TopicNameStrategy: {@code <topic>-value}.
 *
 * <p>A registry that does not answer is waited for, with growing pauses, for as long as it takes
 * (SPEC 4): no record is judged by a registry that is ill. What counts as no answer: silence, a
 * refused connection, 401, 403, 408, 429, every 5xx, and anything that a registry would not say,
 * such as the page of a proxy. An id is unknown when the registry says so with error code 40403,
 * or with a bare 404 from an address that has given a registry's answer before: from any other,
 * a 404 is a wrong address, and must not turn good records into bad ones.
 */
public final class SchemaRegistry implements SchemaIds {
    private static final int SCHEMA_NOT_FOUND = 40403;
    private static final String MEND = ": mend the registry before anything is written under that"
            + " id, and start again";
    private static final int MOST_IDS = 1_000;
    private static final int MOST_BAD_IDS = 10_000;

    private final Settings settings;
    private final RegistryConnection connection;
    private final ObjectMapper json = new ObjectMapper();
    private final LruCache<Schema> schemas = new LruCache<>(MOST_IDS);
    private final LruCache<BadId> badIds = new LruCache<>(MOST_BAD_IDS);
    private volatile boolean proven;

    /**
     * The way the registry is reached.
     *
     * @param address where its API begins, for example {@code http://registry:8081}
     * @param login {@code user:password} for basic authentication, if it asks for that
     * @param timeout how long one answer may take, from connecting to its last byte
     * @param firstPause the pause before it is asked again; each further one is twice as long
     * @param longestPause where the pauses stop growing
     * @param badIdsFor how long an id that it did not know is not asked for again. Long enough
     *     that a stream of mangled records costs few calls, short enough that a schema which was
     *     registered after its first record is soon found
     */
    public record Settings(URI address, Optional<String> login, Duration timeout,
            Duration firstPause, Duration longestPause, Duration badIdsFor) {

        /** The settings for a registry in the same network; {@code user:password@} is a login. */
        public static Settings of(URI address) {
            return new Settings(address, Optional.ofNullable(address.getUserInfo()),
                    Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(10),
                    Duration.ofSeconds(30));
        }
    }

    /** An id that is bad input: why, and since when by the machine's monotonic clock. */
    private record BadId(String why, long sinceNanoTime) { }

    /** A client of the registry; nothing is sent yet. */
    public SchemaRegistry(Settings settings) {
        this.settings = settings;
        this.connection = new RegistryConnection(settings);
    }

    @Override
    public int idOf(String topic, Schema schema) {
        String subject = topic + "-value";
        String body = json.createObjectNode().put("schema", schema.toString()).toString();
        int id = connection.ask("the id of subject " + subject, "/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8) + "/versions",
                Optional.of(body), answer -> registeredId(subject, answer));
        confirm(subject, id, schema);
        schemas.put(id, schema);
        return id;
    }

    /**
     * Asks back what stands under the id that was given for our schema. Where it is another, as
     * after a registry was restored from an old copy or two were merged, values would be written
     * that nobody can read, and those of others be read as what they are not. A registry that does
     * not know the id yet, as one of several that lags, is asked again.
     */
    private void confirm(String subject, int id, Schema ours) {
        Schema found;
        try {
            found = connection.ask("schema id " + id, "/schemas/ids/" + id, Optional.empty(),
                    answer -> {
                        if (answer.status() == HttpURLConnection.HTTP_NOT_FOUND) {
                            throw new NoAnswer("it does not know the id that it gave");
                        }
                        return registeredSchema(id, answer);
                    });
        } catch (BadRecord e) {
            throw new SchemaRefused("the schema registry gives the id " + id + " for our schema of"
                    + " subject " + subject + ", and then says: " + e.getMessage() + MEND);
        }
        if (!SchemaNormalization.toParsingForm(found).equals(
                SchemaNormalization.toParsingForm(ours))) {
            throw new SchemaRefused("the schema registry gives the id " + id + " for our schema of"
                    + " subject " + subject + ", " + ours.getFullName() + ", and has another under"
                    + " it, " + found.getFullName() + MEND);
        }
    }

    private int registeredId(String subject, Answer answer) throws NoAnswer {
        switch (answer.status()) {
            case 200, 201 -> {
                JsonNode id = read(answer).path("id");
                if (!id.canConvertToInt() || !id.isIntegralNumber()) {
                    throw new NoAnswer("its answer has no id");
                }
                proven = true;
                return id.intValue();
            }
            case 400, 409, 422 -> throw new SchemaRefused("the schema registry refuses our schema "
                    + "for subject " + subject + " with status " + answer.status() + ": "
                    + read(answer).path("message").asText("no reason given"));
            default -> throw new NoAnswer("it answers with status " + answer.status());
        }
    }

    @Override
    public Schema schemaOf(int id) {
        Optional<Schema> known = schemas.get(id);
        if (known.isPresent()) {
            return known.get();
        }
        badIds.get(id).filter(this::stillHolds).ifPresent(bad -> {
            throw new BadRecord(bad.why());
        });
        // Registries count from 1: no call is spent on what random bytes say half of the time.
        if (id < 0) {
            throw new BadRecord("schema id " + id + " is negative, must be 0 or more");
        }
        try {
            Schema schema = connection.ask("schema id " + id, "/schemas/ids/" + id,
                    Optional.empty(), answer -> registeredSchema(id, answer));
            schemas.put(id, schema);
            return schema;
        } catch (BadRecord e) {
            badIds.put(id, new BadId(e.getMessage(), System.nanoTime()));
            throw e;
        }
    }

    private boolean stillHolds(BadId bad) {
        return System.nanoTime() - bad.sinceNanoTime() < settings.badIdsFor().toNanos();
    }

    private Schema registeredSchema(int id, Answer answer) throws NoAnswer {
        switch (answer.status()) {
            case 200 -> {
                return schemaIn(id, read(answer));
            }
            case 404 -> {
                if (proven || read(answer).path("error_code").asInt() == SCHEMA_NOT_FOUND) {
                    throw new BadRecord("schema id " + id + " is unknown to the schema registry");
                }
                throw new NoAnswer("its 404 is not a registry's, is the address right?");
            }
            default -> throw new NoAnswer("it answers with status " + answer.status());
        }
    }

    private Schema schemaIn(int id, JsonNode answer) throws NoAnswer {
        if (!answer.path("schema").isTextual()) {
            throw new NoAnswer("its answer has no schema");
        }
        proven = true;
        String type = answer.path("schemaType").asText("AVRO");
        if (!type.equals("AVRO")) {
            throw new BadRecord("schema id " + id + " is of type " + type + ", must be AVRO");
        }
        if (!answer.path("references").isEmpty()) {
            throw new BadRecord("schema id " + id + " refers to other schemas, must be one text");
        }
        try {
            return new Schema.Parser().parse(answer.path("schema").textValue());
        } catch (RuntimeException | StackOverflowError e) {
            throw new BadRecord("schema id " + id + " is not an Avro schema", e);
        }
    }

    private JsonNode read(Answer answer) throws NoAnswer {
        try {
            JsonNode node = json.readTree(answer.body());
            if (node.isObject()) {
                return node;
            }
        } catch (IOException e) {
            throw new NoAnswer("its answer with status " + answer.status() + " is not JSON");
        }
        throw new NoAnswer("its answer with status " + answer.status() + " is not a JSON object");
    }

    /**
     * Asks once, for the subjects that it has: the sentence that says why there is no registry at
     * its address now; empty where there is one. Nothing is registered.
     */
    public Optional<String> fault() {
        return connection.fault("/subjects", answer -> {
            if (answer.status() != HttpURLConnection.HTTP_OK) {
                throw new NoAnswer("it answers with status " + answer.status());
            }
            if (!isArray(answer)) {
                throw new NoAnswer("its answer is not a registry's, is the address right?");
            }
            return answer;
        });
    }

    private boolean isArray(Answer answer) {
        try {
            return json.readTree(answer.body()).isArray();
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public Optional<String> waitsFor() {
        return connection.waitsFor();
    }

    @Override
    public void close() {
        connection.close();
    }
}
