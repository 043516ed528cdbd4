package dev.extrausage.api.routing;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The table of what may be asked. A fixed part of a path goes before one that may be any text. */
public final class Routes {
    private final List<Route> all;
    private final Node root = new Node();

    /** One part of the paths so far, and what may follow it. */
    private static final class Node {
        private final Map<String, Node> fixed = new HashMap<>();
        private final Map<String, Route> byMethod = new HashMap<>();
        private Node any;

        private Route route(String method) {
            return byMethod.get(method.equals("HEAD") ? "GET" : method);
        }
    }

    /**
     * A route that was found.
     *
     * @param route the line of the table
     * @param parameters the texts that stand for its parts in braces
     */
    public record Match(Route route, Map<String, String> parameters) { }

    /** A table of these; refuses two of one method and path. */
    public Routes(List<Route> routes) {
        all = List.copyOf(routes);
        routes.forEach(this::add);
    }

    private void add(Route route) {
        Node node = root;
        for (String part : route.pattern()) {
            if (part.startsWith("{")) {
                node.any = node.any == null ? new Node() : node.any;
                node = node.any;
            } else {
                node = node.fixed.computeIfAbsent(part, p -> new Node());
            }
        }
        if (node.byMethod.put(route.method(), route) != null) {
            throw new IllegalArgumentException(
                    "two routes for " + route.method() + " " + route.path());
        }
    }

    /** All lines, in their order. */
    public List<Route> all() {
        return all;
    }

    /**
     * Finds the route of a request; HEAD is answered as GET.
     *
     * @throws Problem not_found, or method_not_allowed with the header {@code Allow}
     */
    public Match find(String method, List<String> segments) {
        Node node = node(root, segments, 0);
        if (node == null) {
            throw Problem.notFound("such path");
        }
        Route route = node.route(method);
        if (route == null) {
            Set<String> allowed = new TreeSet<>(node.byMethod.keySet());
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            String list = String.join(", ", new ArrayList<>(allowed));
            throw Problem.of(ProblemCode.METHOD_NOT_ALLOWED,
                    "The method " + method + " is not allowed here: allowed are " + list + ".")
                    .header("Allow", list);
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String part = route.pattern().get(i);
            if (part.startsWith("{")) {
                parameters.put(part.substring(1, part.length() - 1), segments.get(i));
            }
        }
        return new Match(route, parameters);
    }

    /** True if such a request is answered without waiting for anything. */
    boolean neverWaits(String method, List<String> segments) {
        Node node = node(root, segments, 0);
        Route route = node == null ? null : node.route(method);
        return route != null && route.neverWaits();
    }

    private static Node node(Node from, List<String> segments, int depth) {
        if (depth == segments.size()) {
            return from.byMethod.isEmpty() ? null : from;
        }
        Node next = from.fixed.get(segments.get(depth));
        Node found = next == null ? null : node(next, segments, depth + 1);
        if (found == null && from.any != null && !segments.get(depth).isEmpty()) {
            found = node(from.any, segments, depth + 1);
        }
        return found;
    }
}
