package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.extrausage.api.docs.OpenApi.Operation;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Holds exchanges with the API to {@code openapi.yaml}: every path, parameter, status, header and
 * body that is seen in a test. Each fault is a sentence that names the operation. Not thread-safe.
 */
public final class OpenApiCheck {
    private static final String PROBLEM = "application/problem+json";

    private final OpenApi api;
    private final SchemaJudge judge;

    /** A check by the description that the program serves. */
    public OpenApiCheck() {
        this(OpenApi.ours());
    }

    OpenApiCheck(OpenApi api) {
        this.api = api;
        judge = new SchemaJudge(api);
    }

    /**
     * Fails with every fault of an exchange: the answer's, and where the server took the request,
     * the request's.
     *
     * @param sent the request's body; empty for none
     */
    public void require(HttpResponse<byte[]> response, byte[] sent) {
        String method = response.request().method();
        URI uri = response.request().uri();
        List<String> faults = new ArrayList<>(answer(
                method, uri, response.statusCode(), response.headers().map(), response.body()));
        if (response.statusCode() < 400) {
            faults.addAll(request(method, uri, response.request().headers().map(), sent));
        }
        if (!faults.isEmpty()) {
            throw new AssertionError(method + " " + uri + " is not as openapi.yaml has it:\n"
                    + String.join("\n", faults));
        }
    }

    /** Fails if something is wrong with a request. */
    public List<String> request(
            String method, URI uri, Map<String, List<String>> headers, byte[] body) {
        Optional<Operation> found = operation(method, uri);
        if (found.isEmpty()) {
            return List.of("There is no operation " + method + " " + uri.getRawPath() + ".");
        }
        Faults faults = new Faults(found.get(), "request");
        parameters(found.get(), "path", pathParameters(found.get(), uri), faults);
        Map<String, String> query = query(uri);
        parameters(found.get(), "query", query, faults);
        query.keySet().stream().filter(name -> found.get().parameters().stream().noneMatch(
                p -> is(p, "query") && p.path("name").asText().equals(name)))
                .forEach(name -> faults.add("has the unknown parameter " + name));
        parameters(found.get(), "header", single(headers), faults);
        sentBody(found.get(), headers, body, faults);
        return faults.all;
    }

    private void sentBody(
            Operation operation, Map<String, List<String>> headers, byte[] body, Faults faults) {
        JsonNode described = operation.node().path("requestBody");
        if (body.length == 0) {
            if (described.path("required").asBoolean()) {
                faults.add("has no body");
            }
            return;
        }
        String type = mediaType(single(headers).get("content-type"));
        JsonNode media = described.path("content").path(type);
        if (media.isMissingNode()) {
            faults.add("has a body of type " + type);
        } else {
            faults.addAll("body", judge.ofSent(media.get("schema"), utf8(body)));
        }
    }

    /** Fails if something is wrong with an answer. HEAD is held to GET, without its body. */
    public List<String> answer(String method, URI uri, int status,
            Map<String, List<String>> headers, byte[] body) {
        Optional<Operation> found = operation(method, uri);
        Faults faults = new Faults(found.orElse(null), "answer " + status);
        JsonNode response = found.map(o -> o.node().path("responses").path("" + status))
                .orElseGet(() -> withoutOperation(uri, status));
        if (response.isMissingNode()) {
            faults.add("is not described");
            return faults.all;
        }
        response = api.resolve(response);
        answeredHeaders(response, single(headers), faults);
        if (!method.equals("HEAD")) {
            answeredBody(response, single(headers).get("content-type"), body, faults);
        }
        return faults.all;
    }

    /** The answers where no operation is: a path that is not there, or not so. */
    private JsonNode withoutOperation(URI uri, int status) {
        boolean isPath = OpenApi.METHODS.stream().anyMatch(m -> operation(m, uri).isPresent());
        String name = switch (status) {
            case 400 -> "BadRequest";
            case 404 -> isPath ? "" : "NotFound";
            case 405 -> isPath ? "MethodNotAllowed" : "";
            case 413 -> "TooLarge";
            case 503 -> "NotReady";
            default -> "";
        };
        return api.root().at("/components/responses/" + (name.isEmpty() ? "none" : name));
    }

    private void answeredHeaders(JsonNode response, Map<String, String> given, Faults faults) {
        for (Map.Entry<String, JsonNode> entry : response.path("headers").properties()) {
            JsonNode header = api.resolve(entry.getValue());
            String value = given.get(entry.getKey().toLowerCase(Locale.ROOT));
            if (value == null && header.path("required").asBoolean()) {
                faults.add("lacks the header " + entry.getKey());
            } else if (value != null) {
                faults.addAll(entry.getKey(), judge.ofAnswered(
                        header.get("schema"), TextNode.valueOf(value).toString()));
            }
        }
    }

    private void answeredBody(JsonNode response, String contentType, byte[] body, Faults faults) {
        JsonNode content = response.path("content");
        if (content.isEmpty()) {
            if (body.length > 0) {
                faults.add("has a body of " + body.length + " bytes and is to have none");
            }
            return;
        }
        String type = mediaType(contentType);
        JsonNode media = content.path(type);
        if (media.isMissingNode()) {
            faults.add("is of type " + type);
        } else if (type.equals("application/json") || type.equals(PROBLEM)) {
            String json = utf8(body);
            faults.addAll("body", judge.ofAnswered(media.get("schema"), json));
            String code = response.path("x-code").asText();
            if (!code.isEmpty() && !json.contains("\"/problems/" + code + "\"")) {
                faults.add("is not the problem " + code + ": " + json);
            }
        }
    }

    private void parameters(
            Operation operation, String place, Map<String, String> given, Faults faults) {
        for (JsonNode parameter : operation.parameters()) {
            String name = parameter.path("name").asText();
            String value = given.get(place.equals("header") ? name.toLowerCase(Locale.ROOT) : name);
            if (!is(parameter, place)) {
                continue;
            }
            if (value == null && parameter.path("required").asBoolean()) {
                faults.add("lacks the " + place + " parameter " + name);
            } else if (value != null) {
                faults.addAll(name, judge.ofSent(parameter.get("schema"), json(parameter, value)));
            }
        }
    }

    private String json(JsonNode parameter, String value) {
        boolean isNumber = value.matches("-?[0-9]{1,18}") && api.resolve(parameter.get("schema"))
                .path("type").asText().equals("integer");
        return isNumber ? LongNode.valueOf(Long.parseLong(value)).toString()
                : TextNode.valueOf(value).toString();
    }

    private static boolean is(JsonNode parameter, String place) {
        return parameter.path("in").asText().equals(place);
    }

    /** A fixed part of a path goes before a parameter, as in the server's table. */
    private Optional<Operation> operation(String method, URI uri) {
        String wanted = method.equals("HEAD") ? "GET" : method.toUpperCase(Locale.ROOT);
        String[] parts = uri.getRawPath().split("/", -1);
        return api.operations().stream()
                .filter(o -> o.method().equals(wanted) && fits(o.path().split("/", -1), parts))
                .min((a, b) -> Long.compare(braces(a), braces(b)));
    }

    private static long braces(Operation operation) {
        return operation.path().chars().filter(c -> c == '{').count();
    }

    private static boolean fits(String[] pattern, String[] parts) {
        boolean fits = pattern.length == parts.length;
        for (int i = 0; fits && i < parts.length; i++) {
            fits = pattern[i].startsWith("{") ? !parts[i].isEmpty() : pattern[i].equals(parts[i]);
        }
        return fits;
    }

    private static Map<String, String> pathParameters(Operation operation, URI uri) {
        Map<String, String> found = new LinkedHashMap<>();
        String[] pattern = operation.path().split("/", -1);
        String[] parts = uri.getRawPath().split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            if (pattern[i].startsWith("{")) {
                found.put(pattern[i].substring(1, pattern[i].length() - 1),
                        decoded(parts[i].replace("+", "%2B")));
            }
        }
        return found;
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> found = new LinkedHashMap<>();
        String raw = uri.getRawQuery();
        for (String pair : raw == null || raw.isEmpty() ? new String[0] : raw.split("&")) {
            String[] both = pair.split("=", 2);
            found.put(decoded(both[0]), both.length == 1 ? "" : decoded(both[1]));
        }
        return found;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, String> single(Map<String, List<String>> headers) {
        Map<String, String> single = new LinkedHashMap<>();
        headers.forEach((name, values) ->
                single.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        return single;
    }

    private static String mediaType(String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip()
                .toLowerCase(Locale.ROOT);
    }

    private static String utf8(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The faults so far, each with the operation's name. */
    private static final class Faults {
        private final String prefix;
        private final List<String> all = new ArrayList<>();

        Faults(Operation operation, String what) {
            prefix = (operation == null ? "The" : operation.id() + ": the") + " " + what + " ";
        }

        void add(String fault) {
            all.add(prefix + fault + ".");
        }

        void addAll(String where, List<String> faults) {
            faults.forEach(fault -> add("has in " + where + ": " + fault));
        }
    }
}
