package dev.extrausage.api.inference;

import static dev.extrausage.api.inference.InferenceCalls.JSON;
import static dev.extrausage.api.inference.InferenceCalls.V7;
import static dev.extrausage.api.inference.InferenceCalls.event;
import static dev.extrausage.api.inference.InferenceCalls.id;
import static dev.extrausage.api.inference.InferenceCalls.stand;
import static dev.extrausage.api.inference.InferenceStand.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.inference.InferenceStand.Answer;
import dev.extrausage.schemas.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Usage in CloudEvents. */
interface CloudEventCalls {
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
    default void cloud_events_count_once_by_source_and_id() {
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
    default void usage_comes_from_the_base64_of_a_cloud_event_too() {
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
    default void malformed_cloud_events_have_their_own_problems() {
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
}
