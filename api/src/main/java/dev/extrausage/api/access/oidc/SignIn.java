package dev.extrausage.api.access.oidc;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import dev.extrausage.api.access.keys.SessionDesk;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Signing in with a browser: the code flow of OpenID Connect, with PKCE (S256), state and nonce.
 * Keeps nothing between its two steps: one secret in the browser's cookie makes state, nonce and
 * verifier, so the second step may come to another instance, and none of them is in an address but
 * as a hash. Safe for use by several threads.
 */
public final class SignIn {
    private static final String DONE = "/";

    private final OidcSettings.Client client;
    private final Issuer issuer;
    private final TokenCheck check;
    private final ClaimMapping mapping;
    private final SessionDesk sessions;
    private final SecureRandom random = new SecureRandom();

    /**
     * The first step.
     *
     * @param address where the browser is sent to
     * @param cookie what it must bring back: a secret
     */
    public record Begun(URI address, String cookie) { }

    /**
     * The second step.
     *
     * @param session the one that was opened
     * @param path the page of ours from which it began
     */
    public record Done(SessionDesk.Opened session, String path) { }

    SignIn(OidcSettings settings, Issuer issuer, SessionDesk sessions, InstantSource clock) {
        this.client = settings.client();
        this.issuer = issuer;
        this.sessions = sessions;
        mapping = new ClaimMapping(settings);
        check = new TokenCheck(issuer, settings.algorithms(), client.id(),
                Set.of(JOSEObjectType.JWT), TokenCheck.NEEDED_OF_ID, clock);
    }

    /**
     * Begins.
     *
     * @param path of our page to return to; anything else than a path of ours becomes the first
     * @throws Problem not_ready: the provider does not answer
     */
    public Begun begin(String path) {
        SignInSecret secret = SignInSecret.draw(random, isOurs(path) ? path : DONE);
        Map<String, String> query = new LinkedHashMap<>();
        query.put("response_type", "code");
        query.put("client_id", client.id());
        query.put("redirect_uri", client.redirectUri().toString());
        query.put("scope", client.scope());
        query.put("state", secret.state());
        query.put("nonce", secret.nonce());
        query.put("code_challenge", secret.challenge());
        query.put("code_challenge_method", "S256");
        URI to = issuer.known().authorization();
        return new Begun(URI.create(to + (to.getQuery() == null ? "?" : "&") + form(query)),
                secret.text());
    }

    /** No address of another host, however a browser may read it. */
    private static boolean isOurs(String path) {
        return path != null && path.matches("/(?![/\\\\])[!-~&&[^\\\\]]{0,500}");
    }

    /**
     * Ends: fetches the token for the code, checks it, and opens a session.
     *
     * @param answer the parameters with which the provider has sent the browser back
     * @param cookie of the first step; null if the browser has none
     * @throws Problem unauthenticated: the answer is not to what this browser began, or its token
     *     is not good; forbidden: it gives no role here; not_ready: the provider does not answer
     */
    public Done end(Map<String, String> answer, String cookie) {
        SignInSecret secret = SignInSecret.parse(cookie);
        if (!MessageDigest.isEqual(ascii(secret.state()), ascii(answer.get("state")))) {
            throw refused("it was not begun by this browser, or too long ago");
        }
        String from = answer.get("iss");
        if (from == null ? issuer.known().namesItself() : !from.equals(issuer.name())) {
            throw refused("the answer is not of the issuer that was asked");
        }
        if (answer.get("error") != null) {
            throw refused("the provider says " + word(answer.get("error")));
        }
        if (answer.get("code") == null) {
            throw refused("the provider has sent no code");
        }
        JWTClaimsSet claims = check.check(idToken(answer.get("code"), secret));
        if (!secret.nonce().equals(claims.getClaim("nonce"))) {
            throw refused("the token was made for another sign-in");
        }
        Object party = claims.getClaim("azp");
        if (party == null ? claims.getAudience().size() > 1 : !party.equals(client.id())) {
            throw refused("the token was made for another client");
        }
        return new Done(sessions.open(
                mapping.scope(claims), mapping.name(claims), client.session()),
                isOurs(secret.path()) ? secret.path() : DONE);
    }

    private String idToken(String code, SignInSecret secret) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "authorization_code");
        form.put("code", code);
        form.put("redirect_uri", client.redirectUri().toString());
        form.put("client_id", client.id());
        form.put("code_verifier", secret.verifier());
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(issuer.known().token())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(form(form)));
            if (client.secretFile() != null) {
                request.header("Authorization", "Basic " + basic());
            }
            Issuer.Answer answer = issuer.answer(request);
            String token = answer.json().path("id_token").textValue();
            if (answer.status() != 200 || token == null) {
                throw refused("the provider gives no token for the code: "
                        + word(answer.json().path("error").asText("")));
            }
            return token;
        } catch (IOException e) {
            throw issuer.away(e);
        }
    }

    /** As RFC 6749 wants it: both parts form-encoded, then together in base64. */
    private String basic() throws IOException {
        String secret = Files.readString(client.secretFile()).strip();
        return Base64.getEncoder().encodeToString(
                ascii(encoded(client.id()) + ":" + encoded(secret)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return (text == null ? "" : text).getBytes(StandardCharsets.US_ASCII);
    }

    /** A code of an error, as the standards have them; anything else is not repeated. */
    private static String word(String error) {
        return error.matches("[a-z_]{1,64}") ? error : "no";
    }

    private static Problem refused(String why) {
        return Problem.of(ProblemCode.UNAUTHENTICATED,
                "Signing in did not work: " + why + ". Try again.");
    }
}
