package dev.extrausage.api.signin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.access.browser.SessionCookie;
import dev.extrausage.api.access.door.Access;
import dev.extrausage.api.access.keys.SecretToken;
import dev.extrausage.api.access.keys.SessionDesk;
import dev.extrausage.api.access.oidc.SignIn;
import dev.extrausage.api.http.BodyFields;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.UtcTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Browsers that sign in, by a link or an OpenID provider, and out (API.md section 2). */
public final class SignInRoutes {
    /** The path that leads to the OpenID provider, where one is configured. */
    public static final String LOGIN = "/auth/login";

    private static final Duration LINK_WORKS = Duration.ofMinutes(10);
    private static final Duration SIGN_IN_TAKES = Duration.ofMinutes(10);
    private static final int LONGEST_MINUTES = 60;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_ACCOUNT = 64;
    private static final int LONGEST_URL = 2_000;
    private static final String ROOT = "/";
    private static final List<String> PORTAL_ROLES =
            List.of(Role.CUSTOMER.text(), Role.MEMBER.text());
    private static final Role[] ALL = Role.values();

    private final SessionDesk desk;
    private final SignIn signIn;
    private final Supplier<String> ownUrl;
    private final Access access;

    /**
     * Routes to that desk.
     *
     * @param signIn the OpenID provider's; null where none is configured
     * @param ownUrl the address of this server as browsers know it, without a slash at its end
     * @param access counts codes and answers that prove nothing, as it does wrong credentials
     */
    public SignInRoutes(
            SessionDesk desk, SignIn signIn, Supplier<String> ownUrl, Access access) {
        this.access = access;
        this.desk = desk;
        this.signIn = signIn;
        this.ownUrl = ownUrl;
    }

    /** The routes. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.post("/v1/portal-sessions").by(Role.OPERATOR).answers(this::portal),
                Route.get("/v1/session").by(ALL[0], ALL).answers(SignInRoutes::session),
                Route.get("/auth/enter").byEverybody().query("code").answers(this::enter),
                Route.post("/auth/logout").body(0).by(ALL[0], ALL).answers(this::logout)));
        if (signIn != null) {
            routes.add(Route.get(LOGIN).byEverybody().query("return_to")
                    .answers(this::login));
            routes.add(Route.get("/auth/callback").byEverybody()
                    .queryAmongOthers("code", "state", "iss", "session_state", "error",
                            "error_description", "error_uri", "scope").answers(this::callback));
        }
        return routes;
    }

    private Reply portal(Call call) {
        BodyFields body =
                call.fields("account_id", "role", "member_id", "minutes", "return_url");
        Scope scope = Scope.parse(body.choice("role", PORTAL_ROLES),
                body.name("account_id", LONGEST_ACCOUNT),
                body.optionalName("member_id", LONGEST_NAME));
        Duration length = Duration.ofMinutes(
                body.integer("minutes", 1, LONGEST_MINUTES, LONGEST_MINUTES));
        String returnUrl = body.optionalName("return_url", LONGEST_URL);
        SessionDesk.Portal portal = desk.portal(scope, nameOf(scope), min(LINK_WORKS, length),
                length, returnUrl, call.who().name());
        return Reply.ok(JsonNodeFactory.instance.objectNode().put("url", link(portal.code()))
                .put("token", portal.token().text())
                .put("account_id", scope.accountId()).put("role", scope.role().text())
                .put("member_id", scope.memberId())
                .put("expires_at", UtcTime.format(portal.pass().expiresAt()))
                .put("return_url", returnUrl));
    }

    /** A link that makes its browser an operator's, as {@code ./ledger up} prints it. */
    public String operatorLink(Duration length) {
        return link(desk.invite(Scope.of(Role.OPERATOR), "operator:link", LINK_WORKS, length,
                "ledger-up").code());
    }

    /**
     * A link that makes its browser the account's owner's, or the member's, once, as a host product
     * gets one for its user.
     *
     * @param memberId null: the owner
     */
    public String portalLink(String accountId, String memberId) {
        Scope scope =
                new Scope(memberId == null ? Role.CUSTOMER : Role.MEMBER, accountId, memberId);
        return link(desk.invite(scope, nameOf(scope), LINK_WORKS,
                Duration.ofMinutes(LONGEST_MINUTES), "ledger-demo").code());
    }

    private String link(SecretToken code) {
        return ownUrl.get() + "/auth/enter?code=" + code.text();
    }

    /** The actor of what a host product's user does: the account's owner, or that member. */
    private static String nameOf(Scope scope) {
        String name = "portal:" + scope.accountId()
                + (scope.memberId() == null ? "" : "/" + scope.memberId());
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Reply session(Call call) {
        Credential who = call.who();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("name", who.name())
                .put("role", who.role().text()).put("account_id", who.accountId())
                .put("member_id", who.memberId())
                .put("kind", who.kind().name().toLowerCase(Locale.ROOT))
                .put("expires_at", who.expiresAt() == null ? null
                        : UtcTime.format(who.expiresAt().toEpochMilli()));
        return Reply.ok(json.put("return_url", who.returnUrl()));
    }

    /** Only a GET that is meant uses the code up: neither HEAD nor a browser that looks ahead. */
    private Reply enter(Call call) {
        RequestHead head = call.head();
        requireGet(head);
        String code = call.query().text("code");
        if (code == null) {
            throw Problem.badValue("code", "", "the code of a link");
        }
        return in(call, access.counted(head, () -> desk.open(code)), ROOT);
    }

    private static void requireGet(RequestHead head) {
        if (!head.method().equals("GET") || isLookingAhead(head)) {
            throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED,
                    "The link works once, so it is opened by GET, and not ahead of time.")
                    .header("Allow", "GET");
        }
    }

    private static boolean isLookingAhead(RequestHead head) {
        return Stream.of("sec-purpose", "purpose", "x-moz")
                .flatMap(name -> head.headers().getOrDefault(name, List.of()).stream())
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("prefetch"));
    }

    private static Reply in(Call call, SessionDesk.Opened opened, String path) {
        Duration left = Duration.ofMillis(
                opened.pass().expiresAt() - opened.pass().createdAt());
        return redirect(path).withCookie(
                SessionCookie.of(call.head()).set(opened.token().text(), left));
    }

    private static Reply redirect(String to) {
        return Reply.empty(302).with("Location", to);
    }

    /** Ends the session of the cookie, or the one whose token is the bearer. */
    private Reply logout(Call call) {
        SessionCookie cookie = SessionCookie.of(call.head());
        cookie.in(call.head()).ifPresent(text -> end(SecretToken.Sort.SESSION, text));
        if (call.who().kind() == Credential.Kind.PORTAL) {
            call.head().header("authorization").map(String::strip).ifPresent(bearer ->
                    end(SecretToken.Sort.PORTAL, bearer.substring(bearer.lastIndexOf(' ') + 1)));
        }
        return Reply.empty(204).withCookie(cookie.clear());
    }

    private void end(SecretToken.Sort sort, String text) {
        try {
            desk.end(SecretToken.parse(sort, text));
        } catch (BadInput e) {
            // A bearer's caller may carry any cookie: there is no session to end.
        }
    }

    private Reply login(Call call) {
        SignIn.Begun begun = signIn.begin(call.query().text("return_to"));
        return redirect(begun.address().toString()).withCookie(
                SessionCookie.ofSignIn(call.head()).set(begun.cookie(), SIGN_IN_TAKES));
    }

    /** Takes parameters that it does not know, as RFC 6749 has it (4.1.2): providers add some. */
    private Reply callback(Call call) {
        requireGet(call.head());
        Map<String, String> answer = new HashMap<>();
        call.query().names().forEach(name -> answer.put(name, call.query().text(name)));
        SignIn.Done done = access.counted(call.head(), () -> signIn.end(
                answer, SessionCookie.ofSignIn(call.head()).in(call.head()).orElse(null)));
        return in(call, done.session(), done.path())
                .withCookie(SessionCookie.ofSignIn(call.head()).clear());
    }
}
