package dev.extrausage.cli.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * A caller of several API servers: where one does not answer, or cannot at the moment, it asks the
 * next, with the same body and the same key, until it has an answer.
 */
final class ApiClient {
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** The answers that say nothing yet: too many requests, and a part that is away. */
    private static final Set<Integer> ASK_AGAIN = Set.of(429, 500, 502, 503, 504);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(2)).build();
    private final ObjectMapper mapper = new ObjectMapper();
    private final List<URI> servers;

    /** An answer; the last one of those that were asked. */
    record Answer(int status, JsonNode body) { }

    ApiClient(List<URI> servers) {
        this.servers = List.copyOf(servers);
    }

    Answer get(String path, String key) {
        return ask("GET", path, key, null, null);
    }

    /** {@code idempotencyKey}: null for none. */
    Answer ask(String method, String path, String key, String idempotencyKey, Object body) {
        long end = System.nanoTime() + Await.BOUND.toNanos();
        String last = "";
        for (int i = 0; System.nanoTime() < end; i++) {
            try {
                Answer answer = once(method, servers.get(i % servers.size()).resolve(path), key,
                        idempotencyKey, body);
                if (!ASK_AGAIN.contains(answer.status())) {
                    return answer;
                }
                last = answer.toString();
            } catch (IOException e) {
                last = e.toString();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
            if (Thread.interrupted()) {
                break;
            }
        }
        throw new AssertionError(method + " " + path + " " + body + " has no answer, but " + last);
    }

    private Answer once(String method, URI url, String key, String idempotencyKey, Object body)
            throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(PATIENCE)
                .header("Authorization", "Bearer " + key)
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(mapper.writeValueAsString(body)));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (idempotencyKey != null) {
            request.header("Idempotency-Key", idempotencyKey);
        }
        try {
            HttpResponse<String> response =
                    http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), mapper.readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
