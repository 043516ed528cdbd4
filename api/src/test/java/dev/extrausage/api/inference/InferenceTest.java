package dev.extrausage.api.inference;

import static dev.extrausage.api.inference.InferenceCalls.V7;
import static dev.extrausage.api.inference.InferenceCalls.batch;
import static dev.extrausage.api.inference.InferenceCalls.event;
import static dev.extrausage.api.inference.InferenceCalls.id;
import static dev.extrausage.api.inference.InferenceCalls.report;
import static dev.extrausage.api.inference.InferenceCalls.stand;
import static dev.extrausage.api.inference.InferenceStand.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.inference.InferenceStand.Answer;
import dev.extrausage.schemas.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The inference desk over HTTP: batches of usage and the catalog here, the rest by subject. */
class InferenceTest implements AdmissionCalls, CloudEventCalls {
    @TempDir static Path folder;

    @BeforeAll
    static void start() throws Exception {
        InferenceCalls.start(folder);
    }

    @AfterAll
    static void stop() {
        InferenceCalls.stop();
    }

    @Test
    void bad_items_of_a_thousand_spoil_no_other() {
        stand.open("many", "pro", 0);
        List<String> bad = List.of("1", "null", "[]", "{}", "{\"account_id\": \"many\"}",
                event("many").put("input_tokens", -1).toString(),
                event("many").put("input_tokens", 1.5).toString(),
                event("many").put("input_tokens", "1").toString(),
                event("many").put("colour", "red").toString(),
                event("many").put("event_id", "00000000-0000-4000-8000-000000000000").toString(),
                event("many").put("occurred_at", "yesterday").toString(),
                event("many").toString().replace("1000", "9".repeat(200)),
                event("many").toString().replace("1000", "1e3"),
                event("many").toString().replaceFirst("\\{", "{\"app\": \"a\","),
                event("many").toString().replaceFirst("\\{", "{\"units\": [1],"),
                event("many").toString().replaceFirst("\\{", "{\"units\": {\"u\": {\"v\": {}}},"));
        List<String> items = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            items.add(i % 50 == 7 && i / 50 < bad.size() ? bad.get(i / 50)
                    : event("many").put("event_id", id("many " + i)).toString());
        }
        Answer answer = stand.post("/v1/usage", "inference",
                "{\"events\": [" + String.join(",", items) + "]}");
        assertThat(answer.status()).isEqualTo(200);
        JsonNode results = answer.json().get("results");
        assertThat(results).hasSize(1_000);
        for (int i = 0; i < 1_000; i++) {
            JsonNode result = results.get(i);
            if (i % 50 == 7 && i / 50 < bad.size()) {
                assertThat(result.get("type").textValue()).as(items.get(i))
                        .isEqualTo("/problems/bad_request");
                assertThat(result.get("status").intValue()).isEqualTo(400);
                assertThat(result.get("detail").textValue()).isNotBlank();
                assertThat(result.has("event_id")).isTrue();
            } else {
                assertThat(result.get("status").textValue()).isEqualTo("accepted");
            }
        }
        await("all entries", () -> stand.journal("many").size() == 1 + 1_000 - bad.size());
    }

    @Test
    void batches_that_are_none_are_refused_whole() {
        String one = event("ada").toString();
        for (String body : List.of("", "[]", "{}", "{\"events\": []}", "{\"events\": {}}",
                "{\"events\": null}", "{\"events\": [" + one + "], \"x\": 1}",
                "{\"events\": [" + one + "], \"events\": []}", "{\"events\": [" + one + "]",
                "{\"events\": [" + one + "]} 1", "{\"events\": [" + "{},".repeat(1_000) + "{}]}")) {
            Answer answer = stand.post("/v1/usage", "inference", body);
            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        }
        assertThat(stand.post("/v1/usage", "customer", batch(event("ada")).toString()).status())
                .isEqualTo(403);
    }

    @Test
    void events_without_id_and_time_get_both_from_the_server() {
        stand.open("plain", "pro", 0);
        String id = report(event("plain")).get(0).get("event_id").textValue();
        assertThat(id).matches(V7);
        await("the entry", () -> stand.journal("plain").size() == 2);
        UsageEvent usage = (UsageEvent) stand.journal("plain").get(1).getCause();
        assertThat(usage.getEventId()).isEqualTo(id);
        assertThat(Duration.between(usage.getOccurredAt(), Instant.now()).abs())
                .isLessThan(Duration.ofMinutes(5));
    }

    @Test
    void every_role_sees_the_catalog_in_force_and_caches_it() {
        Answer answer = null;
        for (String role : List.of("inference", "customer", "member", "support", "finance",
                "operator")) {
            answer = stand.get("/v1/catalog", role);
            assertThat(answer.status()).as(role).isEqualTo(200);
        }
        JsonNode catalog = answer.json();
        assertThat(catalog.get("version").textValue()).isEqualTo("2026-01");
        assertThat(catalog.get("effective_from").textValue()).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(catalog.get("next").isNull()).isTrue();
        assertThat(catalog.get("models").get(2).toString()).isEqualTo("{\"model\":"
                + "\"claude-sonnet-4-5\",\"aliases\":[\"claude-sonnet-4-5-20250929\"],"
                + "\"input_usd\":\"3\",\"output_usd\":\"15\",\"cache_write_usd\":\"3.75\","
                + "\"cache_write_1h_usd\":\"6\",\"cache_read_usd\":\"0.3\",\"long_context\":"
                + "{\"above_input_tokens\":200000,\"input_usd\":\"6\",\"output_usd\":\"22.5\","
                + "\"cache_write_usd\":\"7.5\",\"cache_write_1h_usd\":\"12\","
                + "\"cache_read_usd\":\"0.6\"}}");
        assertThat(catalog.get("service_tiers").toString()).isEqualTo("[{\"service_tier\":"
                + "\"batch\",\"factor\":\"0.5\"},"
                + "{\"service_tier\":\"standard\",\"factor\":\"1\"}]");
        assertThat(catalog.get("units").toString())
                .isEqualTo("[{\"unit\":\"web_search\",\"price_usd\":\"0.01\"}]");
        assertThat(catalog.at("/top_up/presets_usd").toString()).isEqualTo("[\"5\",\"10\",\"20\"]");
        assertThat(catalog.get("plans")).hasSize(4);
        String tag = answer.header("ETag");
        Answer cached = stand.get("/v1/catalog", "customer", "If-None-Match", "\"x\", W/" + tag);
        assertThat(cached.status()).isEqualTo(304);
        assertThat(cached.header("ETag")).isEqualTo(tag);
    }
}
