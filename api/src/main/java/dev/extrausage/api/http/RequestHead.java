package dev.extrausage.api.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
    /** Takes the list and the map as they are: nobody may change them afterwards. */
    public RequestHead {
        segments = Collections.unmodifiableList(segments);
        headers = Collections.unmodifiableMap(headers);
    }

    /** Adds a header to others, in the form that this record takes. */
    public static void add(Map<String, List<String>> headers, String name, String value) {
        headers.merge(name.toLowerCase(Locale.ROOT), List.of(value), (before, more) ->
                Stream.concat(before.stream(), more.stream()).toList());
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
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(0));
    }

    /**
     * The value of a header that is a list. It may be given in several lines, which are one list in
     * their order (RFC 9110 section 5.3).
     */
    public Optional<String> list(String name) {
        List<String> lines = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return lines.isEmpty() ? Optional.empty() : Optional.of(String.join(",", lines));
    }

    /** True if the method changes nothing by HTTP's rules (RFC 9110). */
    public boolean isSafe() {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }
}
