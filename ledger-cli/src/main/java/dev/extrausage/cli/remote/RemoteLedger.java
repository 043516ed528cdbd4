package dev.extrausage.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.kafka.access.FileError;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The HTTP API of a ledger (docs/API.md), asked with a key that is read from a file. */
public final class RemoteLedger {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    /** The most elements that a page may have. */
    private static final int PAGE = 200;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI url;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /**
     * A ledger at {@code url}.
     *
     * @param url {@code http://HOST:PORT} or {@code https://…}
     * @param keyFile holds an API key and nothing else
     * @throws RemoteProblem the file cannot be read, or the address is none
     */
    public RemoteLedger(URI url, Path keyFile) {
        if (url.getHost() == null
                || !"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new RemoteProblem("--url is \"" + url + "\": must be http://HOST:PORT or"
                    + " https://HOST:PORT.", 0);
        }
        this.url = url;
        try {
            key = Files.readString(keyFile).strip();
        } catch (IOException e) {
            throw new RemoteProblem(
                    "The key file cannot be read: " + FileError.reason(e) + ".", 0);
        }
    }

    /**
     * The answer as JSON.
     *
     * @param path begins with a slash; its parts encoded by {@link #part}
     * @param query names and values; null values are left out
     * @throws RemoteProblem the ledger's own sentence, or that it cannot be reached
     */
    public JsonNode get(String path, Map<String, Object> query) {
        return json(send(request(path, query).header("Accept", "application/json").GET()));
    }

    /**
     * The elements of a list that is answered in pages, all of them.
     *
     * @param field the name of the list in each page
     * @throws RemoteProblem as {@link #get} does
     */
    public List<JsonNode> list(String path, Map<String, Object> query, String field) {
        List<JsonNode> elements = new ArrayList<>();
        Map<String, Object> asked = new LinkedHashMap<>(query);
        asked.put("limit", PAGE);
        String cursor;
        do {
            JsonNode page = get(path, asked);
            page.path(field).forEach(elements::add);
            cursor = page.path("next").textValue();
            asked.put("cursor", cursor);
        } while (cursor != null);
        return elements;
    }

    /** The answer as text of that media type; throws as {@link #get} does. */
    public String text(String path, Map<String, Object> query, String mediaType) {
        return send(request(path, query).header("Accept", mediaType).GET()).body();
    }

    /**
     * Writes; 200 and 202 are answers.
     *
     * @param idempotencyKey makes a repetition safe
     * @param waitSeconds how long the ledger may take to decide it
     */
    public JsonNode post(String path, JsonNode body, String idempotencyKey, int waitSeconds) {
        return json(send(request(path, new LinkedHashMap<>())
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .header("Prefer", "wait=" + waitSeconds)
                .POST(BodyPublishers.ofString(body.toString()))));
    }

    /** One part of a path, encoded. */
    public static String part(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path, Map<String, Object> query) {
        StringBuilder address = new StringBuilder(path);
        query.forEach((name, value) -> {
            if (value != null) {
                address.append(address.indexOf("?") < 0 ? '?' : '&').append(part(name)).append('=')
                        .append(part(value.toString()));
            }
        });
        return HttpRequest.newBuilder(url.resolve(address.toString()))
                .timeout(ANSWER).header("Authorization", "Bearer " + key);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(request.build(),
                    BodyHandlers.ofString(StandardCharsets.UTF_8));
            if (answer.statusCode() / 100 != 2) {
                throw problem(answer);
            }
            return answer;
        } catch (IOException e) {
            throw new RemoteProblem("No ledger answers at " + url + ": "
                    + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
                    + ".", 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RemoteProblem("Interrupted while waiting for " + url + ".", 0);
        }
    }

    private RemoteProblem problem(HttpResponse<String> answer) {
        try {
            String detail = JSON.readTree(answer.body()).path("detail").asText("");
            if (!detail.isEmpty()) {
                return new RemoteProblem(detail, answer.statusCode());
            }
        } catch (JsonProcessingException e) {
            // not a ledger's own answer: said below
        }
        return new RemoteProblem(url + " answered with status " + answer.statusCode()
                + ", and not as a ledger does.", answer.statusCode());
    }

    private JsonNode json(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new RemoteProblem(url + " answered with something that is not JSON.",
                    answer.statusCode());
        }
    }
}
