package dev.extrausage.api.access.browser;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A cookie of ours: not for scripts, not for other sites. Under TLS its name begins with {@code
 * __Host-}, so that no neighbouring name can set one for us.
 */
public final class SessionCookie {
    private static final String UNDER_TLS = "__Host-";
    private static final String SESSION = "eul_session";

    private final String name;
    private final boolean secure;
    private final String sameSite;

    private SessionCookie(String name, boolean secure, String sameSite) {
        this.name = (secure ? UNDER_TLS : "") + name;
        this.secure = secure;
        this.sameSite = sameSite;
    }

    /** The cookie of a session, for who comes as {@code head} did. */
    public static SessionCookie of(RequestHead head) {
        return new SessionCookie(SESSION, head.secure(), "Strict");
    }

    /**
     * A cookie that has to come with a browser that another site sends here: a sign-in's, for the
     * minutes that it takes.
     */
    public static SessionCookie ofSignIn(RequestHead head) {
        return new SessionCookie("eul_sign_in", head.secure(), "Lax");
    }

    /** The name. */
    public String name() {
        return name;
    }

    /**
     * The value that the browser sent; empty if it sent none.
     *
     * @throws Problem bad_request: it sent several, of which some must be somebody else's
     */
    public Optional<String> in(RequestHead head) {
        List<String> values = new ArrayList<>();
        for (String header : head.headers().getOrDefault("cookie", List.of())) {
            for (String pair : header.split(";")) {
                String cookie = pair.strip();
                if (cookie.startsWith(name + "=")) {
                    values.add(cookie.substring(name.length() + 1));
                }
            }
        }
        if (values.size() > 1) {
            throw Problem.of(ProblemCode.BAD_REQUEST,
                    "The cookie " + name + " is given " + values.size() + " times.")
                    .with("field", "Cookie");
        }
        return values.stream().findFirst();
    }

    /** The value of {@code Set-Cookie} that gives it to the browser for that long. */
    public String set(String value, Duration length) {
        return name + "=" + value + "; Path=/; Max-Age=" + Math.max(0, length.toSeconds())
                + "; HttpOnly; SameSite=" + sameSite + (secure ? "; Secure" : "");
    }

    /** The value of {@code Set-Cookie} that takes it away. */
    public String clear() {
        return set("", Duration.ZERO);
    }
}
