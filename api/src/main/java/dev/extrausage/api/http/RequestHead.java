package dev.extrausage.api.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request without its body.
 *
 * @param method in capitals
 * @param segments the path between its slashes, decoded
 * @param query the parameters
 * @param headers by name in lower case, each with its values in their order
 * @param remoteAddress the address of the caller, or of the proxy before us
 * @param secure if it came by TLS, to us or to the proxy before us
 * @param requestId the value of {@code X-Request-Id} in the answer
 */
public record RequestHead(
        String method, List<String> segments, QueryFields query, Map<String, List<String>> headers,
        String remoteAddress, boolean secure, String requestId) {
    /** Copies the list and the map. */
    public RequestHead {
        segments = List.copyOf(segments);
        headers = Map.copyOf(headers);
    }

    /** The headers of {@code fields}, in the form that this record takes. */
    public static Map<String, List<String>> headers(Iterable<Map.Entry<String, String>> fields) {
        Map<String, List<String>> headers = new HashMap<>();
        for (Map.Entry<String, String> field : fields) {
            headers.computeIfAbsent(field.getKey().toLowerCase(Locale.ROOT), n -> new ArrayList<>())
                    .add(field.getValue());
        }
        return headers;
    }

    /**
     * The parts of a raw path between its slashes, decoded; a path ends without a slash.
     *
     * @throws Problem bad_request: a wrong percent-encoding
     */
    public static List<String> segments(String rawPath) {
        List<String> segments = new ArrayList<>();
        String inside = rawPath.startsWith("/") ? rawPath.substring(1) : rawPath;
        if (!inside.isEmpty()) {
            for (String part : inside.split("/", -1)) {
                segments.add(QueryFields.decoded(part, false));
            }
        }
        return segments;
    }

    /**
     * The value of a header that may be given once.
     *
     * @throws Problem bad_request: it is given several times
     */
    public Optional<String> header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        if (values.size() > 1) {
            throw Problem.of(ProblemCode.BAD_REQUEST,
                    "The header " + name + " is given " + values.size() + " times.")
                    .with("field", name);
        }
        return values.stream().findFirst();
    }

    /** True if the method changes nothing by HTTP's rules (RFC 9110). */
    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }
}
