package dev.extrausage.api.access.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The provider: its discovery document, read when it is first needed, and its keys, which are
 * cached, fetched again for a key that is not among them, and held on to while it is away. Safe for
 * use by several threads.
 */
final class Issuer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_ANSWER = 256 * 1024;
    private static final int PATIENCE_MILLIS = 3_000;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final URI issuer;
    private final Caching caching;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofMillis(PATIENCE_MILLIS))
            .followRedirects(HttpClient.Redirect.NEVER).build();
    private volatile Known known;
    private Long failedAt;

    /**
     * The caching of its keys.
     *
     * @param life of keys before they are asked for again
     * @param pause on average between two fetches, of which some may follow at once
     * @param outage how long they hold while the provider is away
     */
    record Caching(Duration life, Duration pause, Duration outage) {
        static final Caching USUAL = new Caching(
                Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(12));
    }

    /**
     * The discovery document's contents.
     *
     * @param namesItself if each of its answers to a browser says {@code iss} (RFC 9207)
     */
    record Known(URI authorization, URI token, JWKSource<SecurityContext> keys,
            boolean namesItself) { }

    Issuer(URI issuer, Caching caching) {
        this.issuer = issuer;
        this.caching = caching;
    }

    String name() {
        return issuer.toString();
    }

    /** Returns what is known of the issuer; throws not_ready while it does not answer. */
    Known known() {
        Known now = known;
        return now != null ? now : discover();
    }

    private synchronized Known discover() {
        if (known != null) {
            return known;
        }
        long now = System.nanoTime();
        if (failedAt != null && now - failedAt < RETRY_NANOS) {
            throw away(null);
        }
        try {
            known = read(answer(HttpRequest.newBuilder(URI.create(
                    issuer.toString().replaceFirst("/$", "")
                            + "/.well-known/openid-configuration"))).json());
            failedAt = null;
            return known;
        } catch (IOException | BadInput e) {
            failedAt = now;
            throw away(e);
        }
    }

    private Known read(JsonNode document) throws IOException {
        String said = document.path("issuer").asText();
        if (!said.equals(name())) {
            throw new IOException("its discovery document is of " + BadInput.shown(said));
        }
        return new Known(endpoint(document, "authorization_endpoint"),
                endpoint(document, "token_endpoint"), keys(endpoint(document, "jwks_uri")),
                document.path("authorization_response_iss_parameter_supported").asBoolean());
    }

    private static URI endpoint(JsonNode document, String field) throws IOException {
        try {
            return OidcSettings.secure(field, URI.create(document.path(field).asText()));
        } catch (IllegalArgumentException e) {
            throw new IOException("its discovery document has no good " + field, e);
        }
    }

    private JWKSource<SecurityContext> keys(URI address) throws MalformedURLException {
        JWKSetSource<SecurityContext> fetched = new URLBasedJWKSetSource<>(address.toURL(),
                new DefaultResourceRetriever(PATIENCE_MILLIS, PATIENCE_MILLIS, LONGEST_ANSWER));
        return JWKSourceBuilder.create(new FewFetches(fetched, caching.pause(), System::nanoTime))
                .cache(caching.life().toMillis(), 2L * PATIENCE_MILLIS)
                .refreshAheadCache(false) // it would need threads that outlive us
                .rateLimited(false) // theirs has no burst: one wrong key would hold up a new one
                .retrying(true)
                .outageTolerant(caching.outage().toMillis())
                .build();
    }

    /** An answer: its status, and its body, which is JSON. */
    record Answer(int status, JsonNode json) { }

    /** Sends a request and reads the answer; an IOException if there is none in JSON. */
    Answer answer(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<InputStream> response = http.send(
                    request.timeout(Duration.ofMillis(PATIENCE_MILLIS))
                            .header("Accept", "application/json").build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return new Answer(response.statusCode(),
                        JSON.readTree(body.readNBytes(LONGEST_ANSWER)));
            }
        } catch (JsonProcessingException e) {
            throw new IOException("its answer is not JSON"); // and may hold what nobody should see
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** The problem of a provider that does not answer, or not as one does. */
    Problem away(Exception why) {
        return Problem.of(ProblemCode.NOT_READY, "The OpenID provider " + name()
                + " does not answer as it should" + (why == null ? "" : ": " + why.getMessage())
                + ". Keys of the API work meanwhile.", why).header("Retry-After", "5");
    }
}
