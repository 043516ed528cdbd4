package dev.extrausage.api.inference;

import static dev.extrausage.api.inference.InferenceStand.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.inference.InferenceStand.Answer;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InferenceTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long USD = 1_000_000_000L;
    private static final String V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*";

    @TempDir static Path folder;
    private static InferenceStand stand;

    @BeforeAll
    static void start() throws Exception {
        stand = new InferenceStand(folder);
        stand.serve(stand.usual());
        stand.awaitGate();
    }

    @AfterAll
    static void stop() {
        stand.close();
    }

    private static Answer admit(String account, String app, String usd) {
        return stand.post("/v1/admissions", "inference", "{\"account_id\": \"" + account
                + "\", \"app\": \"" + app + "\", \"cost_usd\": \"" + usd + "\"}");
    }

    private static ObjectNode event(String account) {
        return JSON.createObjectNode().put("account_id", account).put("app", "cursor")
                .put("model", "claude-haiku-4-5").put("input_tokens", 1000)
                .put("output_tokens", 100);
    }

    private static ObjectNode batch(JsonNode... events) {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode array = batch.putArray("events");
        for (JsonNode event : events) {
            array.add(event);
        }
        return batch;
    }

    private static JsonNode report(JsonNode... events) {
        Answer answer = stand.post("/v1/usage", "inference", batch(events).toString());
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().get("results");
    }

    private static String id(String about) {
        return EventId.derived(System.currentTimeMillis(), about).toString();
    }

    @Test
    void an_admission_holds_until_it_is_released() {
        stand.open("holder", "pro", 5 * USD);
        JsonNode first = admit("holder", "cursor", "4").json();
        assertThat(first.get("verdict").textValue()).isEqualTo("allowed");
        assertThat(first.get("admission_id").textValue()).matches("adm_[A-Za-z0-9_-]{22}");
        assertThat(first.get("reason").isNull()).isTrue();
        assertThat(first.get("message").isNull()).isTrue();
        assertThat(first.get("decided_by").textValue()).isEqualTo("balances");
        assertThat(first.get("payable_usd").textValue()).isEqualTo("5");
        assertThat(first.get("expires_at").textValue()).endsWith("Z");
        assertThat(first.get("age_ms").canConvertToLong()).isTrue();

        JsonNode second = admit("holder", "cursor", "4").json();
        assertThat(second.get("verdict").textValue()).isEqualTo("short");
        assertThat(second.get("message").textValue()).contains("$1 is left");
        JsonNode third = admit("holder", "cursor", "4").json();
        assertThat(third.get("verdict").textValue()).isEqualTo("blocked");
        assertThat(third.get("admission_id").isNull()).isTrue();
        assertThat(third.get("expires_at").isNull()).isTrue();
        assertThat(third.get("api_message").textValue()).isEqualTo(
                "LLM request rejected: third-party apps now draw from your extra usage");

        String path = "/v1/admissions/" + first.get("admission_id").textValue();
        assertThat(stand.delete(path, "inference-other").status()).isEqualTo(404);
        assertThat(stand.delete(path, "operator").status()).isEqualTo(403);
        assertThat(stand.delete(path, "inference").status()).isEqualTo(204);
        assertThat(stand.delete(path, "inference").status()).isEqualTo(404);
        assertThat(admit("holder", "cursor", "4").json().get("verdict").textValue())
                .isEqualTo("allowed");
    }

    @Test
    void an_estimate_says_who_would_pay_and_holds_nothing() {
        stand.open("planner", "pro", 5 * USD);
        String body = "{\"account_id\": \"planner\", \"app\": \"Claude.ai\", \"estimate\":"
                + " {\"model\": \"claude-opus-4-5\", \"input_tokens\": 0,"
                + " \"max_output_tokens\": 900000, \"units\": {\"web_search\": 50}}}";
        for (int i = 0; i < 2; i++) {
            JsonNode estimate = stand.post("/v1/estimates", "inference", body).json();
            assertThat(estimate.get("cost_usd").textValue()).isEqualTo("23");
            assertThat(estimate.get("from_allowance_usd").textValue()).isEqualTo("20");
            assertThat(estimate.get("from_extra_usage_usd").textValue()).isEqualTo("3");
            assertThat(estimate.get("uncovered_usd").textValue()).isEqualTo("0");
            assertThat(estimate.get("verdict").textValue()).isEqualTo("allowed");
            assertThat(estimate.get("catalog_version").textValue()).isEqualTo("2026-01");
        }
        JsonNode third = stand.post("/v1/estimates", "inference",
                body.replace("Claude.ai", "cursor")).json();
        assertThat(third.get("from_allowance_usd").textValue()).isEqualTo("0");
        assertThat(third.get("from_extra_usage_usd").textValue()).isEqualTo("5");
        assertThat(third.get("uncovered_usd").textValue()).isEqualTo("18");
        assertThat(third.get("verdict").textValue()).isEqualTo("short");
        JsonNode unpriced = stand.post("/v1/estimates", "inference",
                body.replace("claude-opus-4-5", "gpt")).json();
        assertThat(unpriced.get("cost_usd").isNull()).isTrue();
        assertThat(unpriced.get("verdict").textValue()).isEqualTo("blocked");
        assertThat(unpriced.get("reason").textValue()).isEqualTo("UNPRICED_MODEL");
        assertThat(unpriced.get("decided_by").textValue()).isEqualTo("unpriced");
    }

    @Test
    void questions_out_of_their_bounds_name_the_field() {
        Map<String, String> wrong = Map.of(
                "{\"account_id\": \"a\", \"app\": \"x\"}", "estimate",
                "{\"account_id\": \"a\", \"app\": \"x\", \"cost_usd\": 1}", "cost_usd",
                "{\"account_id\": \"a\", \"app\": \"x\", \"cost_usd\": \"-1\"}", "cost_usd",
                "{\"account_id\": \"a b\", \"app\": \"x\", \"cost_usd\": \"1\"}", "account_id",
                "{\"account_id\": \"a\", \"app\": \"x\", \"cost_usd\": \"1\", \"estimate\": {}}",
                "estimate",
                "{\"account_id\": \"a\", \"app\": \"x\", \"estimate\": {\"model\": \"m\","
                        + " \"input_tokens\": -1, \"max_output_tokens\": 1}}",
                "estimate.input_tokens",
                "{\"account_id\": \"a\", \"app\": \"x\", \"estimate\": {\"model\": \"m\","
                        + " \"input_tokens\": 1, \"max_output_tokens\": 1,"
                        + " \"units\": {\"u\": 1.5}}}",
                "estimate.units.u",
                "{\"account_id\": \"a\", \"app\": \"x\", \"estimate\": {\"model\": \"m\","
                        + " \"input_tokens\": 1, \"max_output_tokens\": 1,"
                        + " \"units\": {\"v\": null}}}",
                "estimate.units.v",
                "{\"account_id\": \"a\", \"app\": \"x\", \"estimate\": {\"model\": \"m\","
                        + " \"input_tokens\": 1, \"output_tokens\": 1}}",
                "estimate.output_tokens",
                "{\"account_id\": \"a\", \"app\": \"x\", \"estimate\": []}", "estimate");
        wrong.forEach((body, field) -> {
            for (String path : List.of("/v1/admissions", "/v1/estimates")) {
                Answer answer = stand.post(path, "inference", body);
                assertThat(answer.status()).as(body).isEqualTo(400);
                assertThat(answer.json().get("field").textValue()).as(body).isEqualTo(field);
            }
        });
    }

    @Test
    void usage_settles_its_admission_and_counts_once_however_often_sent() {
        stand.open("payer", "pro", 5 * USD);
        JsonNode admission = admit("payer", "cursor", "4").json();
        ObjectNode event = event("payer").put("event_id", id("once"))
                .put("admission_id", admission.get("admission_id").textValue());
        JsonNode result = report(event, event).get(0);
        assertThat(result.get("status").textValue()).isEqualTo("accepted");
        assertThat(result.get("event_id")).isEqualTo(event.get("event_id"));
        assertThat(result.get("admission").textValue()).isEqualTo("settled");
        JsonNode again = report(event).get(0);
        assertThat(again.get("status").textValue()).isEqualTo("accepted");
        assertThat(again.get("admission").textValue()).isEqualTo("unknown");

        // The hold of $4 ends with the snapshot that has the usage of $0.0015.
        await("the hold's end", () -> stand.desk().gateFigures().held() == 0
                || !admitOnce("payer", "4.9").isNull());
        JsonNode last = report(event("payer").put("event_id", id("last"))).get(0);
        await("the last entry", () -> stand.journal("payer").stream()
                .anyMatch(entry -> entry.getCause() instanceof UsageEvent usage
                        && usage.getEventId().equals(last.get("event_id").textValue())));
        assertThat(stand.journal("payer").stream().map(BalanceChange::getCause)
                .filter(UsageEvent.class::isInstance)).hasSize(2);
    }

    private static JsonNode admitOnce(String account, String usd) {
        JsonNode admission = admit(account, "cursor", usd).json();
        boolean allowed = admission.get("verdict").textValue().equals("allowed");
        if (!admission.get("admission_id").isNull()) {
            stand.delete("/v1/admissions/" + admission.get("admission_id").textValue(),
                    "inference");
        }
        return allowed ? admission : JSON.nullNode();
    }

    @Test
    void an_admission_of_somebody_else_stays_while_usage_is_accepted() {
        stand.open("mine", "pro", 5 * USD);
        String admission = admit("mine", "cursor", "1").json().get("admission_id").textValue();
        ObjectNode ofOther = event("mine").put("event_id", id("o")).put("admission_id", admission);
        Answer other = stand.post("/v1/usage", "inference-other", batch(ofOther).toString());
        assertThat(other.json().get("results").get(0).get("status").textValue())
                .isEqualTo("accepted");
        assertThat(other.json().get("results").get(0).get("admission").textValue())
                .isEqualTo("unknown");
        ObjectNode otherAccount = event("ada").put("admission_id", admission);
        assertThat(report(otherAccount).get(0).get("admission").textValue()).isEqualTo("unknown");
        assertThat(stand.delete("/v1/admissions/" + admission, "inference").status())
                .isEqualTo(204);
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

    private static ObjectNode cloudEvent(String account, String id) {
        ObjectNode event = JSON.createObjectNode().put("specversion", "1.0").put("id", id)
                .put("source", "/gateway/eu-1").put("type", "com.example.prompt")
                .put("subject", account).put("time", Instant.now()
                        .truncatedTo(ChronoUnit.MILLIS).toString())
                .put("datacontenttype", "application/json").put("traceparent", "00-ab");
        event.set("data", event(account).without("account_id"));
        return event;
    }

    @Test
    void cloud_events_count_once_by_source_and_id() {
        stand.open("cloud", "pro", 0);
        ObjectNode event = cloudEvent("cloud", "order-1 of ünicode");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Answer answer = stand.post("/v1/usage", "inference", "application/cloudevents+json",
                    event.toString());
            JsonNode result = answer.json().get("results").get(0);
            assertThat(result.get("status").textValue()).isEqualTo("accepted");
            ids.add(result.get("event_id").textValue());
        }
        assertThat(ids.get(0)).isEqualTo(ids.get(1)).matches(V7);
        String own = id("own");
        ArrayNode batch = JSON.createArrayNode()
                .add(cloudEvent("cloud", own).put("time", Instant.now()
                        .atOffset(ZoneOffset.ofHours(2)).toString()))
                .add(event.deepCopy().put("source", "/gateway/eu-2"));
        JsonNode results = stand.post("/v1/usage", "inference",
                "application/cloudevents-batch+json; charset=UTF-8", batch.toString()).json()
                .get("results");
        assertThat(results.get(0).get("event_id").textValue()).isEqualTo(own);
        assertThat(results.get(1).get("event_id").textValue()).isNotEqualTo(ids.get(0));
        await("three entries", () -> stand.journal("cloud").size() == 4);
        assertThat(stand.journal("cloud").stream().skip(1)
                .map(entry -> ((UsageEvent) entry.getCause()).getEventId())
                .collect(Collectors.toSet())).hasSize(3);
    }

    @Test
    void usage_comes_from_the_base64_of_a_cloud_event_too() {
        stand.open("bytes", "pro", 0);
        ObjectNode data = event("bytes").without("account_id");
        String own = id("bytes");
        JsonNode results = stand.post("/v1/usage", "inference",
                "application/cloudevents-batch+json", JSON.createArrayNode()
                        .add(inBase64("bytes", own, data.toString()))
                        .add(inBase64("bytes", id("twice"), "{\"app\":\"x\",\"app\":\"y\"}"))
                        .add(inBase64("bytes", id("array"), "[]"))
                        .add(cloudEvent("bytes", id("text")).<JsonNode>without("data"))
                        .toString())
                .json().get("results");

        assertThat(results.get(0).path("status").textValue()).as(results.toString())
                .isEqualTo("accepted");
        assertThat(results.get(0).get("event_id").textValue()).isEqualTo(own);
        assertThat(results.get(1).get("field").textValue()).isEqualTo("app");
        assertThat(results.get(2).get("field").textValue()).isEqualTo("data_base64");
        assertThat(results.get(3).get("field").textValue()).isEqualTo("data");
        await("its entry", () -> stand.journal("bytes").stream().anyMatch(entry ->
                entry.getCause() instanceof UsageEvent usage
                        && usage.getEventId().toString().equals(own)));
    }

    private static ObjectNode inBase64(String account, String id, String data) {
        return cloudEvent(account, id).<ObjectNode>without("data").put("data_base64",
                Base64.getEncoder().encodeToString(data.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void malformed_cloud_events_have_their_own_problems() {
        Map<String, ObjectNode> bad = Map.of(
                "specversion", cloudEvent("ada", "1").put("specversion", "0.3"),
                "id", cloudEvent("ada", ""),
                "source", cloudEvent("ada", "1").put("source", 1),
                "type", cloudEvent("ada", "1").without("type"),
                "subject", cloudEvent("a b", "1"),
                "time", cloudEvent("ada", "1").without("time"),
                "data", cloudEvent("ada", "1").without("data"),
                "data_base64", cloudEvent("ada", "1").put("data_base64", "e30="),
                "datacontenttype", cloudEvent("ada", "1").put("datacontenttype", "text/xml"),
                "data.input_tokens", cloudEvent("ada", "1").set("data",
                        event("ada").without(List.of("account_id", "input_tokens"))));
        bad.forEach((field, event) -> {
            JsonNode results = stand.post("/v1/usage", "inference",
                    "application/cloudevents-batch+json",
                    JSON.createArrayNode().add(event).add(cloudEvent("ada", id("good")))
                            .toString()).json().get("results");
            assertThat(results.get(0).path("field").textValue()).as(results.toString())
                    .isEqualTo(field);
            assertThat(results.get(1).get("status").textValue()).isEqualTo("accepted");
        });
        assertThat(stand.post("/v1/usage", "inference", "application/cloudevents+json", "[]")
                .status()).isEqualTo(400);
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
