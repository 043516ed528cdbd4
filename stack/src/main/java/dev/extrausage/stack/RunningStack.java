package dev.extrausage.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.process.FreeSpace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place of a running stack, as it says in a file of its data directory, so that other commands
 * find it by that directory alone, from when its Kafka can be reached, which is before it is ready.
 * A file that a dead stack left behind is not believed, not even while the next one starts.
 *
 * @param bootstrap its Kafka, {@code HOST:PORT}
 * @param healthAndSchemas the http URL of its health and its schemas
 * @param schemaRegistry the schema registry it uses; null: the ids checked in with the code
 * @param kafkaConfig the file of settings by which clients reach its Kafka; null: none
 * @param leastFree the bytes that must be free on its disk, or it ends
 */
public record RunningStack(String bootstrap, URI healthAndSchemas, URI schemaRegistry,
        Path kafkaConfig, long leastFree) {
    private static final String FILE = "running.json";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** The stack that runs on {@code directory} now; empty when none does. */
    public static Optional<RunningStack> in(Path directory) {
        Path file = directory.resolve(FILE);
        if (!Files.isRegularFile(file) || !DataFolder.isAddressTrue(directory)) {
            return Optional.empty();
        }
        try {
            JsonNode told = new ObjectMapper().readTree(Files.readAllBytes(file));
            JsonNode registry = told.path("schema_registry");
            JsonNode config = told.path("kafka_config");
            return Optional.of(new RunningStack(told.required("bootstrap").asText(),
                    URI.create(told.required("health_and_schemas").asText()),
                    registry.isTextual() ? URI.create(registry.asText()) : null,
                    config.isTextual() ? Path.of(config.asText()) : null,
                    told.path("least_free_bytes").asLong(FreeSpace.USUAL_LEAST)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty(); // gone or not ours since we looked
        }
    }

    /** Tells whether a stack has {@code directory} now, also one that starts or stops. */
    public static boolean hasClaimed(Path directory) {
        return DataFolder.isClaimed(directory);
    }

    /**
     * The way to its Kafka.
     *
     * @param otherwise a file of settings in place of the stack's; null: the stack's
     * @throws dev.extrausage.kafka.access.BadKafkaConfig the file cannot be used
     */
    public KafkaAccess access(Path otherwise) {
        return KafkaAccess.by(bootstrap, otherwise == null ? kafkaConfig : otherwise);
    }

    /**
     * Asks it how it is.
     *
     * @throws IOException it does not answer
     */
    public Health askHealth() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(healthAndSchemas + "/health"))
                .timeout(PATIENCE).build();
        JsonNode told = new ObjectMapper().readTree(
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        List<String> problems = new ArrayList<>();
        told.path("not_ready").forEach(why -> problems.add(why.asText()));
        return new Health(problems);
    }

    /** Tells it, whole or not at all. */
    void write(Path directory) {
        ObjectNode told = new ObjectMapper().createObjectNode().put("bootstrap", bootstrap)
                .put("health_and_schemas", healthAndSchemas.toString())
                .put("schema_registry", schemaRegistry == null ? null : schemaRegistry.toString())
                .put("kafka_config", kafkaConfig == null ? null
                        : kafkaConfig.toAbsolutePath().normalize().toString())
                .put("least_free_bytes", leastFree)
                .put("pid", ProcessHandle.current().pid());
        try {
            Path unfinished = directory.resolve(FILE + ".unfinished");
            Files.writeString(unfinished, told.toPrettyString() + System.lineSeparator());
            Files.move(unfinished, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(directory.resolve(FILE) + " cannot be written", e);
        }
    }

    static void erase(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(directory.resolve(FILE) + " cannot be deleted", e);
        }
    }
}
