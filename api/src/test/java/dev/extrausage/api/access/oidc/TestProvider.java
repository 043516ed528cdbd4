package dev.extrausage.api.access.oidc;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * An OpenID provider on this machine: discovery, keys that rotate, and a token endpoint that holds
 * a client to PKCE, its secret and its redirect URI. Each of its answers can be made wrong.
 */
final class TestProvider implements AutoCloseable {
    static final String CLIENT = "extra-usage";
    static final String SECRET = "s3cret/of the+client";
    static final String AUDIENCE = "https://ledger.example/api";
    static final URI REDIRECT = URI.create("http://127.0.0.1:8080/sign-in/done");
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Made once, for that takes long: two of the provider, and one of somebody else. */
    private static final List<RSAKey> KEYS = List.of(newKey(), newKey(), newKey());

    final AtomicInteger keyFetches = new AtomicInteger();
    final AtomicInteger discoveries = new AtomicInteger();
    private final HttpServer server;
    private final List<RSAKey> listed = new ArrayList<>();
    private final Map<String, Code> codes = new TreeMap<>();
    volatile boolean isAway;
    volatile boolean namesItself;
    volatile String issuerSaid;
    volatile UnaryOperator<JWTClaimsSet.Builder> idToken = UnaryOperator.identity();
    RSAKey signing;

    /** A code, with what its use is held to. */
    private record Code(String challenge, String nonce) { }

    TestProvider() throws IOException {
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/.well-known/openid-configuration", this::discovery);
        server.createContext("/keys", this::keys);
        server.createContext("/token", this::token);
        server.start();
        issuerSaid = issuer().toString();
        rotate();
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Signs with a new key from now on; the old ones stay listed. */
    void rotate() {
        signing = named("key-" + listed.size(), KEYS.get(listed.size()));
        synchronized (listed) {
            listed.add(signing.toPublicJWK());
        }
    }

    /** A key that the provider never lists. */
    static RSAKey foreign(String id) {
        return named(id, KEYS.get(2));
    }

    private static RSAKey named(String id, RSAKey key) {
        return new RSAKey.Builder(key).keyID(id).build();
    }

    private static RSAKey newKey() {
        try {
            return new RSAKeyGenerator(2048).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key that it lists first. */
    RSAKey firstKey() {
        return listed.get(0);
    }

    /** Claims that are good for a bearer token, until an hour from {@code now}. */
    JWTClaimsSet.Builder claims(Instant now) {
        return new JWTClaimsSet.Builder().issuer(issuer().toString()).audience(AUDIENCE)
                .subject("ada").issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(Duration.ofHours(1))))
                .claim("roles", List.of("staff", "ledger-support"));
    }

    String signed(JWTClaimsSet.Builder claims) {
        return signed(claims, signing, JOSEObjectType.JWT);
    }

    static String signed(JWTClaimsSet.Builder claims, RSAKey key, JOSEObjectType type) {
        return signed(claims.build().toPayload(true), key, type);
    }

    /** The same of claims that no library would write. */
    static String signed(Payload claims, RSAKey key, JOSEObjectType type) {
        try {
            JWSObject token = new JWSObject(new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID()).type(type).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The browser's user says yes: the parameters with which the provider sends it back. */
    Map<String, String> consent(URI asked) {
        Map<String, String> query = form(asked.getRawQuery());
        if (!query.get("redirect_uri").equals(REDIRECT.toString())
                || !query.get("client_id").equals(CLIENT)
                || !query.get("code_challenge_method").equals("S256")
                || !query.get("response_type").equals("code")
                || !List.of(query.get("scope").split(" ")).contains("openid")) {
            throw new IllegalArgumentException("not a request of our client: " + query);
        }
        String code = "code-" + codes.size();
        codes.put(code, new Code(query.get("code_challenge"), query.get("nonce")));
        Map<String, String> back = new LinkedHashMap<>();
        back.put("code", code);
        back.put("state", query.get("state"));
        back.put("iss", issuer().toString());
        return back;
    }

    private void discovery(HttpExchange exchange) throws IOException {
        discoveries.incrementAndGet();
        answer(exchange, 200, JSON.writeValueAsString(Map.of("issuer", issuerSaid,
                "authorization_endpoint", issuer() + "/authorize?tenant=1",
                "token_endpoint", issuer() + "/token", "jwks_uri", issuer() + "/keys",
                "authorization_response_iss_parameter_supported", namesItself)));
    }

    private void keys(HttpExchange exchange) throws IOException {
        keyFetches.incrementAndGet();
        synchronized (listed) {
            answer(exchange, 200, new JWKSet(new ArrayList<>(listed)).toString());
        }
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(new String(
                exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String basic = "Basic " + java.util.Base64.getEncoder().encodeToString(
                (CLIENT + ":s3cret%2Fof+the%2Bclient").getBytes(StandardCharsets.US_ASCII));
        Code code = codes.remove(form.getOrDefault("code", ""));
        if (!basic.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (code == null || !hash(form.get("code_verifier")).equals(code.challenge())
                || !REDIRECT.toString().equals(form.get("redirect_uri"))
                || !"authorization_code".equals(form.get("grant_type"))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
        } else {
            JWTClaimsSet.Builder claims =
                    claims(Instant.now()).audience(CLIENT).claim("nonce", code.nonce());
            answer(exchange, 200, JSON.writeValueAsString(Map.of("token_type", "Bearer",
                    "access_token", "opaque", "id_token", signed(idToken.apply(claims)))));
        }
    }

    private static String hash(String text) {
        try {
            return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(
                    java.security.MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = (isAway ? "<html>bad gateway</html>" : json)
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(isAway ? 502 : status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
