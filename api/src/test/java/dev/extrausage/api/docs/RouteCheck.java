package dev.extrausage.api.docs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.docs.OpenApi.Operation;
import dev.extrausage.api.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Compares a server's table of routes with {@code openapi.yaml}: methods, paths, roles, parameters
 * of the query and media types of bodies. Each difference is a sentence.
 */
public final class RouteCheck {
    private static final Set<String> EVERYBODY = Set.of("anyone");

    private final OpenApi api;

    /** A check by the description that the program serves. */
    public RouteCheck() {
        this(OpenApi.ours());
    }

    RouteCheck(OpenApi api) {
        this.api = api;
    }

    /** The differences between some of the server's routes and the description: none. */
    public List<String> differences(List<Route> routes) {
        List<String> differences = new ArrayList<>();
        for (Route route : routes) {
            String name = route.method() + " " + route.path();
            api.operations().stream().filter(o -> o.toString().equals(name)).findAny()
                    .ifPresentOrElse(o -> compare(o, route, differences),
                            () -> differences.add(name + " is not described."));
        }
        return differences;
    }

    /** The operations described that have no route among {@code routes}, which are all. */
    public List<String> missing(List<Route> routes) {
        Set<String> there = routes.stream().map(r -> r.method() + " " + r.path())
                .collect(Collectors.toSet());
        return api.operations().stream().map(Operation::toString).filter(o -> !there.contains(o))
                .map(o -> o + " is described, and there is no route.").toList();
    }

    private static void compare(Operation operation, Route route, List<String> differences) {
        compare(operation, "is for", roles(operation), route.open() ? EVERYBODY
                : route.roles().stream().map(Role::text).collect(Collectors.toSet()), differences);
        compare(operation, "takes the parameters", operation.parameters().stream()
                .filter(p -> p.path("in").asText().equals("query"))
                .map(p -> p.path("name").asText()).collect(Collectors.toSet()),
                route.query().stream().filter(name -> !name.equals(Route.ANY))
                        .collect(Collectors.toSet()), differences);
        Set<String> types = new TreeSet<>();
        operation.node().path("requestBody").path("content").fieldNames()
                .forEachRemaining(types::add);
        compare(operation, "takes bodies of", types, route.bodyTypes(), differences);
    }

    private static Set<String> roles(Operation operation) {
        JsonNode roles = operation.node().path("x-roles");
        Set<String> named = StreamSupport.stream(roles.spliterator(), false)
                .map(JsonNode::asText).collect(Collectors.toSet());
        return named.equals(Set.of("any"))
                ? List.of(Role.values()).stream().map(Role::text).collect(Collectors.toSet())
                : named;
    }

    private static void compare(Operation operation, String what, Set<String> described,
            Set<String> served, List<String> differences) {
        if (!described.equals(served)) {
            differences.add(operation + " " + what + " " + new TreeSet<>(described)
                    + " in openapi.yaml, and " + new TreeSet<>(served) + " in the server.");
        }
    }
}
