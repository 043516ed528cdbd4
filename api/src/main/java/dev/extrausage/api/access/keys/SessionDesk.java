package dev.extrausage.api.access.keys;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Bounds;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Opens and ends sessions of browsers: by a link that works once, or at once for somebody who has
 * proved who they are. Safe for use by several threads, and beside other instances: the first
 * record on the topic that opens a session has it.
 */
public final class SessionDesk implements AutoCloseable {
    /** The longest session: records of one stay on the topic for longer than that. */
    public static final Duration LONGEST = Duration.ofDays(1);
    private static final int LONGEST_URL = 2_000;

    private final PassWriter writer;
    private final KeyRing ring;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * A link to a session.
     *
     * @param pass what is kept of it
     * @param code opens it, once
     */
    public record Invited(Pass pass, SecretToken code) { }

    /**
     * A session that a host product asked for.
     *
     * @param pass what is kept of it
     * @param code opens it in a browser, once
     * @param token lets the host product's page in as long as the session lasts, as a bearer
     */
    public record Portal(Pass pass, SecretToken code, SecretToken token) { }

    /**
     * An open session.
     *
     * @param pass what is kept of it
     * @param token proves it; the browser's cookie
     */
    public record Opened(Pass pass, SecretToken token) { }

    /** A desk at that Kafka, whose ring has been started. */
    public SessionDesk(Cluster cluster, KeyRing ring, InstantSource clock) {
        this(new PassWriter(cluster, ring, clock), ring, clock);
    }

    SessionDesk(PassWriter writer, KeyRing ring, InstantSource clock) {
        this.writer = writer;
        this.ring = ring;
        this.clock = clock;
    }

    /**
     * Makes a link that opens a session.
     *
     * @param name the {@code actor} of what is written in it
     * @param openWithin how long the link works
     * @param length how long the session lasts from now: at most {@link #LONGEST}
     * @param by who makes it: 1 to 128 visible ASCII characters
     * @throws BadInput a value is out of its bounds
     * @throws ClusterProblem Kafka does not take it
     */
    public Invited invite(
            Scope scope, String name, Duration openWithin, Duration length, String by) {
        SecretToken code = SecretToken.draw(SecretToken.Sort.CODE, random);
        return new Invited(
                write(scope, name, openWithin, length, by, code, null, null), code);
    }

    /**
     * Makes a session for a user of a host product: a link for the user's browser, and a token for
     * the host product's own page.
     *
     * @param name the {@code actor} of what is written in it
     * @param openWithin how long the link works
     * @param length how long the session and its token last from now: at most {@link #LONGEST}
     * @param returnUrl where its user is led back to: http or https; null if nowhere
     * @param by who makes it: 1 to 128 visible ASCII characters
     * @throws BadInput a value is out of its bounds
     * @throws ClusterProblem Kafka does not take it
     */
    public Portal portal(Scope scope, String name, Duration openWithin, Duration length,
            String returnUrl, String by) {
        SecretToken code = SecretToken.draw(SecretToken.Sort.CODE, random);
        SecretToken token = SecretToken.ofId(SecretToken.Sort.PORTAL, code.id(), random);
        return new Portal(write(scope, name, openWithin, length, by, code, checkedUrl(returnUrl),
                token.sha256()), code, token);
    }

    private Pass write(Scope scope, String name, Duration openWithin, Duration length, String by,
            SecretToken code, String returnUrl, String tokenSha256) {
        long now = clock.millis();
        long end = now + bounded(length).toMillis();
        Pass.Link link = new Pass.Link(code.sha256(),
                Math.min(end, now + openWithin.toMillis()), returnUrl, tokenSha256);
        return writer.write(session(code.id(), scope, name, null, now, by, end, link));
    }

    /**
     * Opens a session at once.
     *
     * @param name the {@code actor} of what is written in it
     * @param length how long it lasts: at most {@link #LONGEST}
     * @throws BadInput a value is out of its bounds
     * @throws ClusterProblem Kafka does not take it
     */
    public Opened open(Scope scope, String name, Duration length) {
        long now = clock.millis();
        SecretToken token = SecretToken.draw(SecretToken.Sort.SESSION, random);
        Pass pass = writer.write(session(token.id(), scope, name, token.sha256(), now, name,
                now + bounded(length).toMillis(), null));
        return new Opened(pass, token);
    }

    private static Pass session(String id, Scope scope, String name, String sha256, long now,
            String by, long end, Pass.Link link) {
        return new Pass(id, Credential.Kind.SESSION, scope, Bounds.name("name", name), sha256, now,
                Bounds.name("created_by", by), end, null, null, link);
    }

    /**
     * Opens the session of a link.
     *
     * @param code the text of the link's code
     * @throws Problem unauthenticated: it is no code, unknown, used, or too old; not_ready: the
     *     topic was not read yet
     * @throws ClusterProblem Kafka does not take it
     */
    public Opened open(String code) {
        SecretToken parsed = parse(code);
        Pass pass = known(parsed);
        long now = clock.millis();
        if (pass.hasEnded(now) || pass.link().openBy() <= now) {
            throw unauthenticated("The link has expired: ask for a new one.");
        }
        if (pass.secretSha256() != null) {
            throw used();
        }
        SecretToken token =
                SecretToken.ofId(SecretToken.Sort.SESSION, pass.id(), random);
        Pass opened = writer.write(pass.opened(token.sha256()));
        if (!token.matches(opened.secretSha256())) {
            throw used(); // somebody was faster, here or at another instance
        }
        return new Opened(opened, token);
    }

    private static SecretToken parse(String code) {
        try {
            return SecretToken.parse(SecretToken.Sort.CODE, code);
        } catch (BadInput e) {
            throw unauthenticated("The link does not work: " + e.getMessage() + ".");
        }
    }

    private Pass known(SecretToken code) {
        if (!ring.isComplete()) {
            throw KeyRing.notReady();
        }
        Pass pass = ring.findSoon(code.id(), one -> true);
        if (pass == null || pass.link() == null || !code.matches(pass.link().codeSha256())) {
            throw unauthenticated("The link is not known here: it was made elsewhere, or has"
                    + " expired.");
        }
        return pass;
    }

    private static Problem used() {
        return unauthenticated("The link was used before: it works once. Ask for a new one.");
    }

    private static Problem unauthenticated(String detail) {
        return Problem.of(ProblemCode.UNAUTHENTICATED, detail);
    }

    /**
     * Ends a session, by either of its secrets: none lets anybody in from now on. Does nothing for
     * one that is not known, or whose secret is another.
     *
     * @throws ClusterProblem Kafka does not take it
     */
    public void end(SecretToken token) {
        Pass pass = ring.find(token.id());
        if (pass != null && !pass.isKey() && token.matches(pass.sha256Of(token.sort()))) {
            writer.write(pass.revoked(clock.millis(), pass.name()));
        }
    }

    private static Duration bounded(Duration length) {
        if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
            throw BadInput.of("the session's length", length, "more than none, at most " + LONGEST);
        }
        return length;
    }

    /** An address to send a browser to: no {@code javascript:}, and none without a host. */
    private static String checkedUrl(String url) {
        if (url == null) {
            return null;
        }
        try {
            URI uri = new URI(url);
            boolean isWeb = "https".equalsIgnoreCase(uri.getScheme())
                    || "http".equalsIgnoreCase(uri.getScheme());
            if (isWeb && uri.getHost() != null && uri.getUserInfo() == null
                    && url.length() <= LONGEST_URL) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below, with the bound
        }
        throw BadInput.of("return_url", url,
                "an absolute http or https URL of at most " + LONGEST_URL + " characters");
    }

    @Override
    public void close() {
        writer.close();
    }
}
