package dev.extrausage.api.routing;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One line of the table of what may be asked. Nobody may call a route that names no role, unless it
 * is open to everybody.
 *
 * @param method in capitals
 * @param path as it is written in the contract, {@code /v1/accounts/{account_id}}
 * @param pattern its parts; one in braces stands for any text
 * @param roles those who may call it
 * @param open if no credential is needed
 * @param query the parameters that its query may have
 * @param bodyTypes media types of the body; empty: it has none
 * @param longestBody bytes
 * @param neverWaits if it is answered from memory, on the thread that reads the socket
 * @param endpoint answers it
 */
public record Route(
        String method, String path, List<String> pattern, Set<Role> roles, boolean open,
        Set<String> query, Set<String> bodyTypes, int longestBody, boolean neverWaits,
        Endpoint endpoint) {
    /** The name of the path's parameter that is an account. */
    public static final String ACCOUNT = "account_id";
    /** The most bytes of a usual body. */
    public static final int USUAL_BODY = 64 * 1024;

    /** Among the parameters of a query it stands for any others. */
    public static final String ANY = "*";

    private static final String JSON = "application/json";

    /** A route to be completed. */
    public static Draft get(String path) {
        return new Draft("GET", path, Set.of(), 0);
    }

    /** A route with a JSON body, to be completed. */
    public static Draft post(String path) {
        return new Draft("POST", path, Set.of(JSON), USUAL_BODY);
    }

    /** A route with a JSON body, to be completed. */
    public static Draft put(String path) {
        return new Draft("PUT", path, Set.of(JSON), USUAL_BODY);
    }

    /** A route without a body, to be completed. */
    public static Draft delete(String path) {
        return new Draft("DELETE", path, Set.of(), 0);
    }

    /** True if the path names an account. */
    public boolean isOfAccount() {
        return pattern.contains("{" + ACCOUNT + "}");
    }

    /** A route that does not say yet who may call it and what answers. */
    public static final class Draft {
        private final String method;
        private final String path;
        private Set<String> bodyTypes;
        private int longestBody;
        private Set<Role> roles = EnumSet.noneOf(Role.class);
        private boolean open;
        private Set<String> query = Set.of();
        private boolean neverWaits;

        private Draft(String method, String path, Set<String> bodyTypes, int longestBody) {
            this.method = method;
            this.path = path;
            this.bodyTypes = bodyTypes;
            this.longestBody = longestBody;
        }

        /** Lets these roles call it: a customer and a member for their own account alone. */
        public Draft by(Role first, Role... others) {
            roles = EnumSet.of(first, others);
            return this;
        }

        /** Lets everybody call it, without a credential. */
        public Draft byEverybody() {
            open = true;
            return this;
        }

        /** Names the parameters that the query may have. */
        public Draft query(String... names) {
            query = Set.of(names);
            return this;
        }

        /** Takes any query, as a page does whose script alone reads it. */
        public Draft anyQuery() {
            query = Set.of(ANY);
            return this;
        }

        /** Names the parameters that matter, and passes over all others. */
        public Draft queryAmongOthers(String... names) {
            query = new HashSet<>(Set.of(names));
            query.add(ANY);
            return this;
        }

        /** Takes bodies of these media types, of at most so many bytes. */
        public Draft body(int longest, String... types) {
            bodyTypes = Set.of(types);
            longestBody = longest;
            return this;
        }

        /**
         * Promises that the endpoint waits for nothing, no lock that is held for long, no disk and
         * no network: it is asked on the thread that reads the socket, which saves a thread's
         * wake-up and holds up every other connection of that thread meanwhile.
         */
        public Draft neverWaits() {
            neverWaits = true;
            return this;
        }

        /** The route, whose answers are at hand. */
        public Route answers(Endpoint.Direct endpoint) {
            return to(call -> {
                try {
                    return CompletableFuture.completedFuture(endpoint.answer(call));
                } catch (Problem e) {
                    return CompletableFuture.failedFuture(e);
                }
            });
        }

        /** The route, whose answers may take a while. */
        public Route to(Endpoint endpoint) {
            List<String> pattern = path.equals("/") ? List.of()
                    : List.of(path.substring(1).split("/", -1));
            return new Route(method, path, pattern, roles, open, query, bodyTypes, longestBody,
                    neverWaits, endpoint);
        }
    }
}
