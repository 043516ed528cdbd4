package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.docs.OpenApi.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation as a command line for {@code curl}, from the file's own examples. The address and
 * the credential stand in shell variables.
 */
final class CurlExample {
    private static final String NEXT_LINE = " \\\n  ";

    private final OpenApi api;

    CurlExample(OpenApi api) {
        this.api = api;
    }

    /** The command, on as many lines as it has parts. */
    String of(Operation operation) {
        List<String> parts = new ArrayList<>();
        parts.add("curl" + flags(operation) + " \"" + server(operation) + target(operation) + "\"");
        if (!operation.node().has("security")) {
            parts.add("-H \"Authorization: Bearer $KEY\"");
        }
        for (JsonNode p : operation.parameters()) {
            if (p.path("in").asText().equals("header") && p.path("required").asBoolean()) {
                parts.add("-H " + quoted(p.path("name").asText() + ": " + example(p)));
            }
        }
        body(operation, parts);
        return String.join(NEXT_LINE, parts);
    }

    private static String flags(Operation operation) {
        boolean streams = operation.node().at("/responses/200/content").has("text/event-stream");
        return streams ? " -N" : operation.method().equals("GET") ? ""
                : " -X " + operation.method();
    }

    /** The operations port is another than the one that serves the page. */
    private String server(Operation operation) {
        JsonNode servers = api.root().path("paths").path(operation.path()).path("servers");
        return servers.isEmpty() ? "$LEDGER" : "$OPERATIONS";
    }

    private String target(Operation operation) {
        String path = operation.path();
        List<String> query = new ArrayList<>();
        for (JsonNode p : operation.parameters()) {
            String name = p.path("name").asText();
            if (p.path("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", encoded(example(p)));
            } else if (p.path("in").asText().equals("query") && p.path("required").asBoolean()) {
                query.add(name + "=" + encoded(example(p)));
            }
        }
        return path + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    private String example(JsonNode parameter) {
        JsonNode schema = api.resolve(parameter.path("schema"));
        return parameter.has("example") ? parameter.get("example").asText()
                : schema.path("enum").path(0).asText(parameter.path("name").asText());
    }

    private static void body(Operation operation, List<String> parts) {
        JsonNode content = operation.node().path("requestBody").path("content");
        content.fieldNames().forEachRemaining(type -> {
            JsonNode example = content.get(type).path("example");
            if (parts.stream().noneMatch(part -> part.startsWith("-d ")) && !example.isEmpty()) {
                parts.add("-H " + quoted("Content-Type: " + type));
                parts.add("-d " + quoted(example.toString()));
            }
        });
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
