package dev.extrausage.api.access.door;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.browser.CrossSite;
import dev.extrausage.api.access.browser.HostList;
import dev.extrausage.api.access.browser.SessionCookie;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.SecretToken;
import dev.extrausage.api.access.oidc.BearerTokens;
import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.core.BadInput;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The door of the API: finds who is asking, by a bearer (a key, a portal
 * session's token, or a token of the OpenID provider)
 * or by the cookie of a session, and holds them to their rate. A bearer goes before a cookie, and a
 * wrong bearer is refused, whatever the cookie. Says what is wrong with a credential and never
 * repeats it. Safe for use by several threads.
 */
public final class Access {
    private static final Pattern BEARER =
            Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*)");
    private static final int LONGEST_BEARER = 8 * 1024;
    private static final String CHALLENGE = "Bearer realm=\"extra-usage-ledger\"";

    private final KeyRing ring;
    private final BearerTokens tokens;
    private final HostList hosts;
    private final CrossSite crossSite;
    private final Rates rates;
    private final InstantSource clock;

    /**
     * A door.
     *
     * @param ring the keys and sessions
     * @param tokens the OpenID provider's; null if none is configured
     * @param hosts the names we answer to
     * @param crossSite the check of what a browser sends with a session's cookie
     * @param rates what callers are held to
     */
    public Access(KeyRing ring, BearerTokens tokens, HostList hosts, CrossSite crossSite,
            Rates rates, InstantSource clock) {
        this.ring = ring;
        this.tokens = tokens;
        this.hosts = hosts;
        this.crossSite = crossSite;
        this.rates = rates;
        this.clock = clock;
    }

    /**
     * Lets a request to one of our names pass.
     *
     * @throws Problem bad_request: it names another
     */
    public void checkHost(RequestHead head) {
        hosts.check(head);
    }

    /**
     * The caller.
     *
     * @throws Problem unauthenticated, with {@code WWW-Authenticate}: there is no credential, or a
     *     wrong one; rate_limited: there were too many wrong ones; forbidden: a token that gives no
     *     role here; not_ready: what it is compared with is not there yet; bad_request: several
     */
    public Credential identify(RequestHead head) {
        Optional<String> authorization = head.header("authorization");
        Optional<String> cookie = authorization.isPresent() ? Optional.empty()
                : SessionCookie.of(head).in(head);
        if (authorization.isEmpty() && cookie.isEmpty()) {
            throw Problem.of(ProblemCode.UNAUTHENTICATED, "This needs a credential: send"
                    + " Authorization: Bearer with a key, or sign in.")
                    .header("WWW-Authenticate", CHALLENGE);
        }
        return counted(head, () -> authorization.isPresent() ? bearer(authorization.get())
                : session(cookie.get()));
    }

    /**
     * Does what proves a caller, and counts it against the caller's address if it proves nothing.
     *
     * @throws Problem as {@code proof} does, unauthenticated with {@code WWW-Authenticate};
     *     rate_limited: there were too many such
     */
    public <T> T counted(RequestHead head, Supplier<T> proof) {
        try {
            return proof.get();
        } catch (Problem e) {
            if (e.code() != ProblemCode.UNAUTHENTICATED) {
                throw e;
            }
            rates.countFailure(head.remoteAddress());
            throw e.header("WWW-Authenticate", CHALLENGE + ", error=\"invalid_token\","
                    + " error_description=\"" + quotable(e.getMessage()) + "\"");
        }
    }

    /**
     * True if the caller is told at once, right or wrong: the bearer is a key that is known here.
     * Any other may be on its way from another instance, or be the OpenID provider's.
     */
    public boolean knows(RequestHead head) {
        List<String> values = head.headers().getOrDefault("authorization", List.of());
        return values.size() == 1 && ring.knowsKey(
                SecretToken.idOfKey(values.get(0).substring(values.get(0).lastIndexOf(' ') + 1)));
    }

    private Credential bearer(String authorization) {
        if (authorization.length() > LONGEST_BEARER) {
            throw refused("The credential is longer than " + LONGEST_BEARER + " characters.");
        }
        Matcher matcher = BEARER.matcher(authorization.strip());
        if (!matcher.matches()) {
            throw refused("Authorization must be Bearer, a space and one key or token.");
        }
        String bearer = matcher.group(1);
        if (SecretToken.isLikeOne(bearer)) {
            return known(SecretToken.isLike(SecretToken.Sort.PORTAL, bearer)
                    ? SecretToken.Sort.PORTAL : SecretToken.Sort.KEY, bearer);
        }
        if (tokens == null) {
            throw refused("The bearer is no key, and no issuer of tokens is configured here.");
        }
        return tokens.identify(bearer);
    }

    private Credential session(String cookie) {
        return known(SecretToken.Sort.SESSION, cookie);
    }

    private Credential known(SecretToken.Sort sort, String text) {
        SecretToken token;
        try {
            token = SecretToken.parse(sort, text);
        } catch (BadInput e) {
            throw refused("The credential does not work: " + e.getMessage() + ".");
        }
        return ring.identify(token, clock.millis());
    }

    private static Problem refused(String detail) {
        return Problem.of(ProblemCode.UNAUTHENTICATED, detail);
    }

    /** The characters that RFC 6750 lets stand between the quotes. */
    private static String quotable(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", "");
    }

    /**
     * Holds a caller to its rate, and a browser to what our own page has sent.
     *
     * @throws Problem forbidden: another site made the browser send it; rate_limited, with {@code
     *     Retry-After}: it comes too fast
     */
    public void admit(RequestHead head, Credential who) {
        if (who.kind() == Credential.Kind.SESSION) {
            crossSite.check(head);
        }
        rates.count(who);
    }
}
