package dev.extrausage.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Route;
import java.util.List;
import org.junit.jupiter.api.Test;

class RouteCheckTest {
    private static final RouteCheck CHECK = new RouteCheck();

    private static Route route(Route.Draft draft) {
        return draft.answers(call -> Reply.empty(204));
    }

    @Test
    void routes_of_the_documents_are_as_described() {
        assertThat(CHECK.differences(DocsRoutes.of(OpenApi.ours()))).isEmpty();
    }

    @Test
    void routes_that_differ_are_told() {
        assertThat(CHECK.differences(List.of(
                route(Route.get("/v1/trial-balance").by(Role.FINANCE, Role.SUPPORT).query("at")))))
                .containsExactly("GET /v1/trial-balance is for [finance] in openapi.yaml,"
                        + " and [finance, support] in the server.");
        assertThat(CHECK.differences(List.of(
                route(Route.get("/v1/trial-balance").by(Role.FINANCE).query("when")))))
                .containsExactly("GET /v1/trial-balance takes the parameters [at] in openapi.yaml,"
                        + " and [when] in the server.");
        assertThat(CHECK.differences(List.of(route(Route.post("/v1/estimates").by(Role.INFERENCE)
                .body(1, "text/plain"))))).singleElement().asString().contains("takes bodies of");
        assertThat(CHECK.differences(List.of(route(Route.delete("/v1/catalog").by(Role.OPERATOR)))))
                .containsExactly("DELETE /v1/catalog is not described.");
        assertThat(CHECK.differences(List.of(route(Route.get("/docs").by(Role.OPERATOR)))))
                .hasSize(1);
    }

    @Test
    void operations_without_a_route_are_told() {
        assertThat(CHECK.missing(DocsRoutes.of(OpenApi.ours())))
                .hasSize(OpenApi.ours().operations().size() - 4)
                .contains("GET /v1/catalog is described, and there is no route.")
                .doesNotContain("GET /docs is described, and there is no route.");
    }
}
