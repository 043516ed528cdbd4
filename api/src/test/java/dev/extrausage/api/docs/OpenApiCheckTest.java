package dev.extrausage.api.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenApiCheckTest {
    private static final OpenApiCheck CHECK = new OpenApiCheck();
    private static final byte[] NOTHING = {};
    private static final String KEY = "019acf0e-6c31-7d14-8c8f-2b6f6a2d9a01";
    private static final String LIMIT = "/v1/accounts/acct-7/settings/spend-limit";
    private static final String SESSIONS = "{\"account_id\":\"acct-7\",\"sequence\":1,\"known_at\":"
            + "\"2026-11-29T09:30:00.000Z\",\"stale\":false,\"sessions\":[],\"next\":null%s}";

    private static List<String> put(String path, String key, String type, String body) {
        return CHECK.request("PUT", URI.create(path), key == null ? Map.of("Content-Type",
                List.of(type)) : Map.of("Content-Type", List.of(type),
                "idempotency-key", List.of(key)), body.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> get(String path) {
        return CHECK.request("GET", URI.create(path), Map.of(), NOTHING);
    }

    private static List<String> answer(
            String method, String path, int status, Map<String, String> headers, String body) {
        return CHECK.answer(method, URI.create(path), status, headers.entrySet().stream().collect(
                java.util.stream.Collectors.toMap(Map.Entry::getKey, e -> List.of(e.getValue()))),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, String> json() {
        return Map.of("content-type", "application/json", "x-request-id", "r1", "etag", "\"1\"");
    }

    @Test
    void requests_as_described_have_no_fault() {
        assertThat(put(LIMIT, KEY, "application/json; charset=utf-8",
                "{\"monthly_limit_usd\":\"50\"}")).isEmpty();
        assertThat(get("/v1/accounts/a%2Fb/usage?bucket=hour&group_by=app,model"
                + "&tz=Europe%2FBerlin")).isEmpty();
        assertThat(get("/v1/accounts/acct-7/entries/12?")).isEmpty();
        assertThat(CHECK.request("DELETE", URI.create("/v1/keys/k"), Map.of(), NOTHING)).isEmpty();
    }

    @Test
    void requests_to_nowhere_are_faults() {
        assertThat(get("/v1/accounts/acct-7/nowhere")).hasSize(1);
        assertThat(CHECK.request("DELETE", URI.create("/v1/catalog"), Map.of(), NOTHING))
                .hasSize(1);
    }

    @Test
    void parameters_out_of_their_bounds_are_faults() {
        assertThat(get("/v1/accounts/acct-7/entries?limit=201")).hasSize(1);
        assertThat(get("/v1/accounts/acct-7/entries?limit=x")).hasSize(1);
        assertThat(get("/v1/accounts/acct-7/entries/0")).hasSize(1);
        assertThat(get("/v1/accounts/acct-7/usage?from=2026-11-29")).isNotEmpty();
        assertThat(get("/v1/accounts/" + "a".repeat(65))).hasSize(1);
        assertThat(get("/v1/accounts/a%20b")).hasSize(1);
        assertThat(get("/v1/accounts/acct-7/sessions?bucket=day")).singleElement()
                .isEqualTo("listSessions: the request has the unknown parameter bucket.");
        assertThat(get("/v1/accounts/acct-7/export")).singleElement()
                .isEqualTo("exportMovements: the request lacks the query parameter format.");
    }

    @Test
    void keys_of_another_kind_are_faults() {
        String body = "{\"monthly_limit_usd\":\"50\"}";
        assertThat(put(LIMIT, null, "application/json", body)).hasSize(1);
        assertThat(put(LIMIT, "not-a-uuid", "application/json", body)).hasSize(1);
        assertThat(put(LIMIT, KEY.replace("-7d", "-4d"), "application/json", body)).hasSize(1);
        assertThat(CHECK.request("POST", URI.create("/v1/accounts/a/top-ups"),
                Map.of("Idempotency-Key", List.of("auto:a:1"),
                        "Content-Type", List.of("application/json")),
                "{\"amount_usd\":\"5\"}".getBytes(StandardCharsets.UTF_8))).hasSize(1);
    }

    @Test
    void bodies_out_of_their_bounds_are_faults() {
        for (String limit : List.of("50", "\"050\"", "\"50.0\"", "\"-1\"", "\"1e2\"", "\"\"",
                "\"10000000.1\"", "\"0.1234567891\"", "\"50 \"")) {
            assertThat(put(LIMIT, KEY, "application/json", "{\"monthly_limit_usd\":" + limit + "}"))
                    .as(limit).isNotEmpty();
        }
        assertThat(put(LIMIT, KEY, "application/json",
                "{\"monthly_limit_usd\":null,\"limit\":1}")).hasSize(1);
        assertThat(put(LIMIT, KEY, "text/plain", "{}")).hasSize(1);
        assertThat(put(LIMIT, KEY, "application/json", "")).singleElement()
                .isEqualTo("setSpendLimit: the request has no body.");
    }

    @Test
    void answers_as_described_have_no_fault() {
        assertThat(answer("GET", "/v1/accounts/acct-7/sessions", 200, json(),
                SESSIONS.formatted(""))).isEmpty();
        assertThat(answer("HEAD", "/v1/accounts/acct-7/sessions", 200, json(), "")).isEmpty();
        assertThat(answer("DELETE", "/v1/keys/k", 204, Map.of("x-request-id", "r"), "")).isEmpty();
    }

    @Test
    void fields_that_nobody_described_are_faults() {
        assertThat(answer("GET", "/v1/accounts/acct-7/sessions", 200, json(),
                SESSIONS.formatted(",\"total\":1"))).singleElement().asString().contains("total");
        assertThat(answer("GET", "/v1/accounts/acct-7/sessions", 200, json(),
                SESSIONS.formatted("").replace("\"stale\":false,", ""))).hasSize(1);
    }

    @Test
    void answers_of_another_status_type_or_header_are_faults() {
        String body = SESSIONS.formatted("");
        assertThat(answer("GET", "/v1/accounts/acct-7/sessions", 500, json(), body)).hasSize(1);
        assertThat(answer("GET", "/v1/accounts/acct-7/sessions", 200,
                Map.of("content-type", "text/html", "x-request-id", "r1", "etag", "\"1\""), body))
                .hasSize(1);
        assertThat(answer("GET", "/v1/accounts/acct-7/sessions", 200,
                Map.of("content-type", "application/json"), body)).hasSize(2);
        assertThat(answer("DELETE", "/v1/keys/k", 204, json(), "{}")).hasSize(1);
    }

    @Test
    void problems_have_the_code_of_their_status() {
        Map<String, String> headers =
                Map.of("content-type", "application/problem+json", "x-request-id", "r1");
        String problem = "{\"type\":\"/problems/%s\",\"title\":\"t\",\"status\":%d,"
                + "\"detail\":\"d\"}";
        assertThat(answer("GET", "/v1/catalog", 403, headers,
                problem.formatted("forbidden", 403))).isEmpty();
        assertThat(answer("GET", "/v1/catalog", 403, headers,
                problem.formatted("not_found", 404))).hasSize(1);
        assertThat(answer("GET", "/v1/nowhere", 404, headers,
                problem.formatted("not_found", 404))).isEmpty();
        assertThat(answer("PUT", "/v1/catalog", 405, headers,
                problem.formatted("method_not_allowed", 405))).singleElement()
                .isEqualTo("The answer 405 lacks the header Allow.");
        assertThat(answer("GET", "/v1/catalog", 405, headers,
                problem.formatted("method_not_allowed", 405))).hasSize(1);
        assertThat(answer("PUT", "/v1/catalog", 404, headers,
                problem.formatted("not_found", 404))).hasSize(1);
    }
}
