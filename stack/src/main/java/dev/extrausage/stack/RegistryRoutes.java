package dev.extrausage.stack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.schemas.ReleasedSchemas;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The table of a registry's requests, each with its answer of {@link RegistryAnswers}. */
final class RegistryRoutes {
    /** By these a registry would be changed. */
    private static final Set<String> CHANGING = Set.of("POST", "PUT", "DELETE");

    private final RegistryAnswers answers;
    private final List<Route> routes;

    /** An answer: the HTTP status and the body. */
    record Answer(int status, JsonNode body) { }

    /** A posted body, and whether its sender wants to be told every fault. */
    private record Posted(byte[] body, boolean verbose) { }

    /** The answer to a method on a path, given what the path has in place of its stars. */
    private record Route(
            String method, Pattern path, BiFunction<List<String>, Posted, JsonNode> answer) { }

    RegistryRoutes(ReleasedSchemas released) {
        answers = new RegistryAnswers(released);
        routes = List.of(
                get("/", path -> answers.nothing()),
                get("/contexts", path -> answers.contexts()),
                get("/schemas/types", path -> answers.types()),
                get("/schemas/ids/*", path -> answers.schema(path.get(0))),
                get("/schemas/ids/*/schema", path -> answers.textOf(path.get(0))),
                get("/schemas/ids/*/versions", path -> answers.versionsOf(path.get(0))),
                get("/schemas/ids/*/subjects", path -> answers.subjectsOf(path.get(0))),
                get("/schemas/guids/*", path -> answers.schemaOfGuid(path.get(0))),
                get("/schemas/guids/*/ids", path -> answers.idsOfGuid(path.get(0))),
                get("/subjects", path -> answers.subjects()),
                get("/subjects/*/versions", path -> answers.versions(path.get(0))),
                get("/subjects/*/versions/*", path -> answers.version(path.get(0), path.get(1))),
                get("/subjects/*/versions/*/schema",
                        path -> answers.textOf(path.get(0), path.get(1))),
                get("/subjects/*/versions/*/referencedby",
                        path -> answers.referencesTo(path.get(0), path.get(1))),
                get("/config", path -> answers.compatibilityLevel()),
                get("/config/*", path -> answers.compatibilityLevel()),
                get("/mode", path -> answers.mode()),
                get("/mode/*", path -> answers.mode()),
                post("/subjects/*", (path, in) -> answers.lookUp(path.get(0), in.body())),
                post("/subjects/*/versions",
                        (path, in) -> answers.register(path.get(0), in.body())),
                post("/compatibility/subjects/*/versions", (path, in) ->
                        answers.compatibility(path.get(0), in.verbose(), in.body())),
                post("/compatibility/subjects/*/versions/*", (path, in) -> answers.compatibility(
                        path.get(0), path.get(1), in.verbose(), in.body())));
    }

    private static Route get(String path, Function<List<String>, JsonNode> answer) {
        return new Route("GET", pattern(path), (stars, posted) -> answer.apply(stars));
    }

    private static Route post(String path, BiFunction<List<String>, Posted, JsonNode> answer) {
        return new Route("POST", pattern(path), answer);
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace("*", "([^/]+)") + "/?");
    }

    /**
     * The answer to a request. HEAD is answered as GET is; its body is not to be sent.
     *
     * @param target the path and the query as they were asked, still encoded
     * @param body what was posted; empty for a GET
     */
    Answer to(String method, URI target, byte[] body) {
        try {
            return new Answer(200,
                    found(method.equals("HEAD") ? "GET" : method, target, body));
        } catch (RegistryRefusal e) {
            return refused(e);
        }
    }

    /** The answer that refuses. */
    Answer refused(RegistryRefusal refusal) {
        return new Answer(refusal.status(), answers.refused(refusal));
    }

    private JsonNode found(String method, URI target, byte[] body) {
        boolean isPath = false;
        for (Route route : routes) {
            Matcher match = route.path().matcher(target.getRawPath());
            if (match.matches() && route.method().equals(method)) {
                return route.answer().apply(
                        stars(match), new Posted(body, isVerbose(target.getRawQuery())));
            }
            isPath |= match.matches();
        }
        if (!isPath) {
            throw RegistryRefusal.noSuchPath();
        }
        throw CHANGING.contains(method) ? RegistryRefusal.readOnly()
                : RegistryRefusal.noSuchMethod();
    }

    private static List<String> stars(Matcher match) {
        return IntStream.rangeClosed(1, match.groupCount())
                .mapToObj(i -> decoded(match.group(i))).toList();
    }

    /** A plus in a path is a plus, other than in a form. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static boolean isVerbose(String query) {
        return query != null && Arrays.stream(query.split("&"))
                .anyMatch(parameter -> parameter.equalsIgnoreCase("verbose=true"));
    }
}
