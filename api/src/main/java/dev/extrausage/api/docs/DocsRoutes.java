package dev.extrausage.api.docs;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Route;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The documents, for anybody: the description and its page, and a page for each problem. */
public final class DocsRoutes {
    /** The content security policy of the pages: they may load their style, and nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'self'; base-uri 'none';"
            + " form-action 'none'; frame-ancestors 'none'";

    private DocsRoutes() {}

    /** The routes; their bytes are made once, here. */
    public static List<Route> of(OpenApi api) {
        byte[] yaml = api.text();
        byte[] style = style();
        byte[] reference = utf8(ReferencePage.of(api));
        Map<String, byte[]> problems = new HashMap<>();
        for (ProblemCode code : ProblemCode.values()) {
            problems.put(code.code(), utf8(ProblemPage.of(code)));
        }
        return List.of(
                Route.get("/openapi.yaml").byEverybody().answers(
                        call -> Reply.bytes(200, "application/yaml", yaml)),
                Route.get("/docs").byEverybody().answers(call -> page(reference)),
                Route.get("/docs/style.css").byEverybody().answers(
                        call -> Reply.bytes(200, "text/css; charset=utf-8", style)),
                Route.get("/problems/{code}").byEverybody().answers(call -> {
                    byte[] page = problems.get(call.id("code"));
                    if (page == null) {
                        throw Problem.notFound("such code");
                    }
                    return page(page);
                }));
    }

    private static Reply page(byte[] html) {
        return Reply.bytes(200, "text/html; charset=utf-8", html)
                .with("Content-Security-Policy", POLICY)
                .with("Referrer-Policy", "no-referrer");
    }

    private static byte[] style() {
        try (InputStream in = DocsRoutes.class.getResourceAsStream("style.css")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("style.css cannot be read", e);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
