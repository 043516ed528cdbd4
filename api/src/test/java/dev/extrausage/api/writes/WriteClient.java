package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.api.docs.OpenApiCheck;
import dev.extrausage.core.EventId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A caller of one instance, which holds every exchange to {@code openapi.yaml}. */
final class WriteClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final String url;
    private final String caller;
    private final OpenApiCheck check = new OpenApiCheck();

    /** {@code caller}: role, name, and the account of a customer. */
    WriteClient(WritingCluster.Instance instance, String caller) {
        this(instance.url(), caller);
    }

    private WriteClient(String url, String caller) {
        this.url = url;
        this.caller = caller;
    }

    /** A new key, as a client makes it. */
    static String key() {
        return EventId.derived(System.currentTimeMillis(), UUID.randomUUID().toString())
                .toString();
    }

    /** An answer: its status, headers and body. */
    record Answered(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            try {
                return JSON.readTree(response.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String field(String pointer) {
            return json().at(pointer).asText();
        }

        /** The same, if it has that status. */
        Answered is(int status) {
            assertThat(response.statusCode()).as(text()).isEqualTo(status);
            return this;
        }

        /** The same, if it is that problem. */
        Answered is(int status, String code) {
            assertThat(is(status).field("/type")).isEqualTo("/problems/" + code);
            return this;
        }
    }

    Answered get(String path) {
        return sent(request("GET", path, ""), "").join();
    }

    Answered send(String method, String path, String key, String body) {
        return sendLater(method, path, key, body).join();
    }

    Answered send(String method, String path, String key, String body, String name,
            String header) {
        return sent(request(method, path, body).header("Idempotency-Key", key)
                .header(name, header), body).join();
    }

    CompletableFuture<Answered> sendLater(String method, String path, String key, String body) {
        HttpRequest.Builder request = request(method, path, body);
        return sent(key == null ? request : request.header("Idempotency-Key", key), body);
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                path.startsWith("http") ? path : url + path)).header("Caller", caller);
        return body.isEmpty() ? request.method(method, BodyPublishers.noBody())
                : request.method(method, BodyPublishers.ofString(body.replace('\'', '"')))
                        .header("Content-Type", "application/json");
    }

    private CompletableFuture<Answered> sent(HttpRequest.Builder request, String body) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofByteArray()).thenApply(response -> {
            synchronized (check) {
                check.require(response, body.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
            }
            return new Answered(response);
        });
    }
}
