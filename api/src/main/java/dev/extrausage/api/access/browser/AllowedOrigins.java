package dev.extrausage.api.access.browser;

import dev.extrausage.api.http.RequestHead;
import dev.extrausage.core.BadInput;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The origins of host products whose pages may ask this API from a browser (CORS). They come with a
 * bearer: no credential that a browser adds by itself is let through, and no origin but those of
 * the list is told anything.
 */
public final class AllowedOrigins {
    /** No origin but our own. */
    public static final AllowedOrigins NONE = new AllowedOrigins(List.of());

    private static final Pattern ORIGIN = Pattern.compile(
            "https?://([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[0-9]{1,5})?");
    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String REQUEST_HEADERS = "Accept, Authorization, Content-Type,"
            + " Idempotency-Key, If-Match, If-None-Match, Last-Event-ID, Prefer, X-Request-Id";
    private static final String ANSWER_HEADERS = "ETag, Location, Retry-After, X-Request-Id";
    private static final String TEN_MINUTES = "600";

    private final Set<String> origins;

    /**
     * Those origins, exactly: there is no wildcard.
     *
     * @param origins such as {@code https://app.example}
     * @throws BadInput one is no origin
     */
    public AllowedOrigins(Collection<String> origins) {
        for (String origin : origins) {
            if (!isOne(origin)) {
                throw BadInput.of("an origin that may ask from a browser", origin,
                        "https://HOST or https://HOST:PORT, without a path or a wildcard");
            }
        }
        this.origins = origins.stream().map(AllowedOrigins::asSent)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** True for {@code https://HOST} or {@code https://HOST:PORT}, with http likewise. */
    public static boolean isOne(String origin) {
        return ORIGIN.matcher(origin).matches();
    }

    /** As a browser sends it: in small letters, without the port that its scheme has anyway. */
    public static String asSent(String origin) {
        String small = origin.toLowerCase(Locale.ROOT);
        return small.replaceFirst(small.startsWith("https:") ? ":443$" : ":80$", "");
    }

    /** True where there is no such origin, so that nothing is said of any. */
    public boolean isEmpty() {
        return origins.isEmpty();
    }

    /**
     * The headers that let the page read an answer.
     *
     * @param origin the one of the request; null where it names none
     */
    public Map<String, String> headers(String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (!isEmpty()) {
            headers.put("Vary", "Origin"); // one answer is not another origin's
        }
        if (origin != null && origins.contains(origin)) {
            headers.put("Access-Control-Allow-Origin", origin);
            headers.put("Access-Control-Expose-Headers", ANSWER_HEADERS);
        }
        return headers;
    }

    /** True for a browser's question whether a page of an allowed origin may send a request. */
    public boolean isPreflight(RequestHead head) {
        return head.method().equals("OPTIONS")
                && head.header("access-control-request-method").isPresent()
                && head.header("origin").filter(origins::contains).isPresent();
    }

    /** The answer to such a question, besides {@link #headers}. */
    public Map<String, String> ofPreflight() {
        return Map.of("Access-Control-Allow-Methods", METHODS,
                "Access-Control-Allow-Headers", REQUEST_HEADERS,
                "Access-Control-Max-Age", TEN_MINUTES);
    }
}
