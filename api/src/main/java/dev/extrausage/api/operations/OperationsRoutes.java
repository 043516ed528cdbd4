package dev.extrausage.api.operations;

import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Route;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What a cluster's manager and its monitoring ask, without a credential (API.md section 3). */
public final class OperationsRoutes {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private OperationsRoutes() {}

    /** The routes {@code /livez}, {@code /readyz} and {@code /metrics}. */
    public static List<Route> of(Readiness readiness, RequestMeters meters) {
        return List.of(
                Route.get("/livez").byEverybody().answers(call -> text(200, "ok\n")),
                Route.get("/readyz").byEverybody().query("verbose").answers(
                        call -> readyz(readiness, call.query().text("verbose") != null)),
                Route.get("/metrics").byEverybody().answers(call -> Reply.bytes(
                        200, PROMETHEUS, meters.scrape().getBytes(StandardCharsets.UTF_8))));
    }

    /** As Kubernetes' own: one line a part, with its problems where there are any. */
    private static Reply readyz(Readiness readiness, boolean verbose) {
        Map<String, List<String>> problems = readiness.problems();
        boolean ready = problems.values().stream().allMatch(List::isEmpty);
        StringBuilder text = new StringBuilder();
        problems.forEach((part, why) -> {
            if (verbose || !why.isEmpty()) {
                text.append(why.isEmpty() ? "[+]" : "[-]").append(part).append(why.isEmpty()
                        ? " ok" : " not ready: " + String.join("; ", why)).append('\n');
            }
        });
        text.append(ready ? "ok\n" : "not ready\n");
        return text(ready ? 200 : 503, text.toString());
    }

    private static Reply text(int status, String text) {
        return Reply.bytes(status, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }
}
