package dev.extrausage.api.access.browser;

import dev.extrausage.core.BadInput;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The headers that hold a browser to what our page needs, and to nothing else. */
public final class SecurityHeaders {
    private static final Pattern ORIGIN =
            Pattern.compile("https?://[A-Za-z0-9.*_-]{1,253}(:[0-9]{1,5})?");
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
            + " base-uri 'none'; frame-ancestors ";
    private static final String A_YEAR = "max-age=31536000";

    private final String policy;
    private final boolean isFramed;
    private final AllowedOrigins origins;

    /**
     * The headers for a page that these may show in a frame, and whose parts nobody embeds.
     *
     * @param framedBy origins such as {@code https://app.example}; none: nobody
     * @throws BadInput one is no origin
     */
    public SecurityHeaders(Collection<String> framedBy) {
        this(framedBy, AllowedOrigins.NONE);
    }

    /**
     * The headers for a page that these may show in a frame.
     *
     * @param framedBy origins such as {@code https://app.example}; none: nobody
     * @param origins those whose pages may embed parts of ours, which ask from there
     * @throws BadInput one is no origin
     */
    public SecurityHeaders(Collection<String> framedBy, AllowedOrigins origins) {
        this.origins = origins;
        for (String origin : framedBy) {
            if (!ORIGIN.matcher(origin).matches()) {
                throw BadInput.of("an origin that may embed the page", origin,
                        "https://HOST or https://HOST:PORT");
            }
        }
        List<String> sorted = framedBy.stream().sorted().distinct().toList();
        isFramed = !sorted.isEmpty();
        policy = POLICY + (isFramed ? "'self' " + String.join(" ", sorted) : "'none'");
    }

    /**
     * The headers of every answer; how long one may be kept, its writer says.
     *
     * @param secure if the browser came by TLS
     * @param origin the one that the request names; null: none
     */
    public Map<String, String> of(boolean secure, String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Security-Policy", policy);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        // A script tag of another site names no origin, so what it may load, anybody may.
        headers.put("Cross-Origin-Resource-Policy",
                isFramed || !origins.isEmpty() ? "cross-origin" : "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
        if (!isFramed) {
            headers.put("X-Frame-Options", "DENY"); // for browsers without frame-ancestors
        }
        if (secure) {
            headers.put("Strict-Transport-Security", A_YEAR);
        }
        headers.putAll(origins.headers(origin));
        return headers;
    }

    /** The origins whose pages may embed parts of ours. */
    public AllowedOrigins origins() {
        return origins;
    }
}
