package dev.extrausage.api.routing;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The checks before an endpoint is asked, the same for every route: host, path and method, caller,
 * rate, role, account, parameters, media type. Denies by default (API.md section 2).
 */
public final class Dispatcher {
    private static final int LONGEST_ACCOUNT = 64;
    /** A media type may have other parameters, before and after this one. */
    private static final Pattern CHARSET =
            Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]*)");

    private final Routes routes;
    private final Doorkeeper doorkeeper;

    /**
     * A request that may be answered once its body is there.
     *
     * @param head the request without its body
     * @param match its route and the parameters of its path
     * @param who the caller; null for a route that is open to everybody
     */
    public record Admitted(RequestHead head, Routes.Match match, Credential who) {
        /** The most bytes that the body may have. */
        public int longestBody() {
            return match.route().longestBody();
        }

        /** The call with its body. */
        public Call with(byte[] body) {
            return new Call(head, match.parameters(), who, body);
        }

        /** The endpoint that answers it. */
        public Endpoint endpoint() {
            return match.route().endpoint();
        }
    }

    /** A dispatcher to {@code routes}, past {@code doorkeeper}. */
    public Dispatcher(Routes routes, Doorkeeper doorkeeper) {
        this.routes = routes;
        this.doorkeeper = doorkeeper;
    }

    /**
     * Admits a request.
     *
     * @param bodyLength bytes of its body; -1: not known yet
     * @param found is told the route as soon as there is one, also of what is then refused
     * @throws Problem it may not be answered
     */
    public Admitted admit(RequestHead head, long bodyLength, Consumer<Route> found) {
        checkHost(head);
        Routes.Match match = routes.find(head.method(), head.segments());
        Route route = match.route();
        found.accept(route);
        Credential who = null;
        if (!route.open()) {
            who = doorkeeper.identify(head);
            doorkeeper.admit(head, who);
            checkRole(route, who);
        }
        if (route.isOfAccount()) {
            checkAccount(match.parameters(), who);
        }
        if (!route.query().contains(Route.ANY)) {
            head.query().allowOnly(route.query());
        }
        checkBody(head, route, bodyLength);
        return new Admitted(head, match, who);
    }

    /** True if the caller is known from memory, and the answer waits for nothing. */
    public boolean neverWaits(RequestHead head) {
        return routes.neverWaits(head.method(), head.segments()) && doorkeeper.knows(head);
    }

    /**
     * Lets a request to one of our names pass.
     *
     * @throws Problem bad_request: it names another
     */
    public void checkHost(RequestHead head) {
        doorkeeper.checkHost(head);
    }

    private static void checkRole(Route route, Credential who) {
        if (!route.roles().contains(who.role())) {
            throw Problem.of(ProblemCode.FORBIDDEN, "The role " + who.role().text()
                    + " may not " + route.method() + " " + route.path() + ".");
        }
    }

    /** Another's account is as if it were not there. */
    private static void checkAccount(Map<String, String> parameters, Credential who) {
        String account = parameters.get(Route.ACCOUNT);
        if (who != null && !who.maySee(account)) {
            throw Problem.notFound("such account");
        }
        if (account.length() > LONGEST_ACCOUNT
                || !account.chars().allMatch(c -> c >= '!' && c <= '~')) {
            throw Problem.badValue(Route.ACCOUNT, account,
                    "1 to " + LONGEST_ACCOUNT + " visible ASCII characters");
        }
    }

    private static void checkBody(RequestHead head, Route route, long length) {
        boolean hasBody = length > 0 || length < 0 && head.header("transfer-encoding").isPresent();
        if (!hasBody) {
            return;
        }
        if (route.bodyTypes().isEmpty()) {
            throw Problem.of(ProblemCode.BAD_REQUEST,
                    route.method() + " " + route.path() + " takes no body.");
        }
        if (length > route.longestBody()) {
            throw tooLarge(route.longestBody());
        }
        String type = head.header("content-type").orElse("");
        if (route.bodyTypes().contains(type) && head.header("content-encoding").isEmpty()) {
            return; // as nearly all callers write it
        }
        String media = type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        boolean utf8 = CHARSET.matcher(type).results()
                .allMatch(charset -> charset.group(1).equalsIgnoreCase("utf-8"));
        boolean plain = head.header("content-encoding").orElse("identity")
                .equalsIgnoreCase("identity");
        if (!route.bodyTypes().contains(media) || !utf8 || !plain) {
            throw Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be "
                    + String.join(" or ", route.bodyTypes().stream().sorted().toList())
                    + ", in UTF-8 and not compressed.").with("field", "Content-Type");
        }
    }

    /** The problem of a body with more bytes than that. */
    public static Problem tooLarge(int longest) {
        return Problem.of(ProblemCode.TOO_LARGE,
                "The body is too large: must be at most " + longest + " bytes.")
                .with("bound", Integer.toString(longest));
    }
}
