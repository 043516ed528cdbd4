package dev.extrausage.api.access.oidc;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secret of one sign-in, 256 bits, and the page that it began from. State, nonce and verifier
 * are hashes of it with a word before, so that none can be made from another.
 */
final class SignInSecret {
    private static final int BYTES = 32;
    private static final Pattern SHAPE =
            Pattern.compile("(?<secret>[A-Za-z0-9_-]{43})\\.(?<path>[A-Za-z0-9_-]{0,700})");

    private final String secret;
    private final String path;

    private SignInSecret(String secret, String path) {
        this.secret = secret;
        this.path = path;
    }

    static SignInSecret draw(SecureRandom random, String path) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SignInSecret(base64(bytes), path);
    }

    /** Reads what {@link #text} made; throws unauthenticated otherwise. */
    static SignInSecret parse(String cookie) {
        Matcher matcher = SHAPE.matcher(cookie == null ? "" : cookie);
        if (!matcher.matches()) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "Signing in did not work: this browser"
                    + " has no cookie of its beginning, or it took too long. Try again.");
        }
        String path = matcher.group("path");
        return new SignInSecret(matcher.group("secret"), path.length() % 4 == 1 ? ""
                : new String(Base64.getUrlDecoder().decode(path), StandardCharsets.UTF_8));
    }

    String text() {
        return secret + "." + base64(path.getBytes(StandardCharsets.UTF_8));
    }

    String path() {
        return path;
    }

    String state() {
        return hash("state:" + secret);
    }

    String nonce() {
        return hash("nonce:" + secret);
    }

    String verifier() {
        return hash("verifier:" + secret);
    }

    /** The verifier's hash, as PKCE sends it before the verifier itself (RFC 7636, S256). */
    String challenge() {
        return hash(verifier());
    }

    private static String hash(String text) {
        try {
            return base64(MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "the secret of a sign-in";
    }
}
