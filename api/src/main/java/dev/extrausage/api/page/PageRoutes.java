package dev.extrausage.api.page;

import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.page.PageFile;
import dev.extrausage.page.PageFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The page's shell and files, for anybody: they hold nothing of anybody. What the page shows it
 * asks for itself, with the session's cookie, which a browser does not send with the first request
 * of a link from another site ({@code SameSite=Strict}).
 */
public final class PageRoutes {
    /** The paths of views that people may come back to or send on, each answered by the shell. */
    private static final List<String> VIEWS = List.of("/", "/accounts", "/accounts/{account_id}",
            "/accounts/{account_id}/entries/{sequence}",
            "/accounts/{account_id}/statements/{cycle}", "/attention", "/trial-balance", "/keys",
            "/rejected-events", "/actions", "/catalog");
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String ELEMENTS = "elements.js";

    private final PageFiles files;
    private final PageFile shell;
    private final PageFile elements;

    private PageRoutes(PageFiles files, String signIn) {
        this.files = files;
        shell = filled("index.html", signIn);
        elements = filled(ELEMENTS, signIn);
    }

    /**
     * The routes to these files.
     *
     * @param signIn the path where people sign in; empty where no provider is configured
     */
    public static List<Route> of(PageFiles files, String signIn) {
        PageRoutes page = new PageRoutes(files, signIn);
        List<Route> routes = new ArrayList<>();
        VIEWS.forEach(path -> routes.add(Route.get(path).byEverybody().anyQuery().answers(
                call -> page.reply(call, page.shell, "no-cache"))));
        // The script tag of a host product; it leads to the version of the day.
        routes.add(Route.get("/" + ELEMENTS).byEverybody().answers(
                call -> page.forAnyOrigin(page.reply(call, page.elements, "no-cache"))));
        for (String path : List.of("{file}", "{folder}/{file}", "{folder}/{of}/{file}",
                "{folder}/{of}/{in}/{file}")) {
            routes.add(Route.get("/page/{version}/" + path).byEverybody().answers(page::file));
        }
        return routes;
    }

    private Reply file(Call call) {
        List<String> segments = call.head().segments();
        if (!segments.get(1).equals(files.version())) {
            throw Problem.notFound("such version of the page; load it anew");
        }
        PageFile file = files.file(String.join("/", segments.subList(2, segments.size())))
                .orElseThrow(() -> Problem.notFound("such file"));
        return forAnyOrigin(reply(call, file, FOR_EVER));
    }

    private Reply reply(Call call, PageFile file, String keeping) {
        boolean canUnpack = call.head().header("accept-encoding")
                .filter(encodings -> encodings.contains("gzip")).isPresent();
        Reply reply = Reply.bytes(
                200, file.contentType(), canUnpack ? file.gzip() : file.bytes())
                .with("Cache-Control", keeping).with("Vary", "Accept-Encoding");
        return canUnpack ? reply.with("Content-Encoding", "gzip") : reply;
    }

    /** A module is loaded across origins only where its server lets it; these are public. */
    private Reply forAnyOrigin(Reply reply) {
        return reply.with("Access-Control-Allow-Origin", "*")
                .with("Cross-Origin-Resource-Policy", "cross-origin");
    }

    private PageFile filled(String path, String signIn) {
        PageFile file = files.file(path).orElseThrow(
                () -> new IllegalStateException("the page has no file " + path));
        byte[] bytes = new String(file.bytes(), StandardCharsets.UTF_8)
                .replace("/page/VERSION/", "/page/" + files.version() + "/")
                .replace("sign-in=\"\"", "sign-in=\"" + signIn + "\"")
                .getBytes(StandardCharsets.UTF_8);
        return PageFile.of(path, bytes);
    }
}
