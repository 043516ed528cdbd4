package dev.extrausage.api.inference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.inference.InferenceStand.Answer;
import dev.extrausage.core.EventId;
import java.nio.file.Path;

/** The stand that all subjects of the inference desk share, and the calls that they make. */
final class InferenceCalls {
    static final ObjectMapper JSON = new ObjectMapper();
    static final long USD = 1_000_000_000L;
    static final String V7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-.*";
    static InferenceStand stand;

    private InferenceCalls() { }

    static void start(Path folder) throws Exception {
        stand = new InferenceStand(folder);
        stand.serve(stand.usual());
        stand.awaitGate();
    }

    static void stop() {
        stand.close();
    }

    static Answer admit(String account, String app, String usd) {
        return stand.post("/v1/admissions", "inference", "{\"account_id\": \"" + account
                + "\", \"app\": \"" + app + "\", \"cost_usd\": \"" + usd + "\"}");
    }

    static ObjectNode event(String account) {
        return JSON.createObjectNode().put("account_id", account).put("app", "cursor")
                .put("model", "claude-haiku-4-5").put("input_tokens", 1000)
                .put("output_tokens", 100);
    }

    static ObjectNode batch(JsonNode... events) {
        ObjectNode batch = JSON.createObjectNode();
        ArrayNode array = batch.putArray("events");
        for (JsonNode event : events) {
            array.add(event);
        }
        return batch;
    }

    static JsonNode report(JsonNode... events) {
        Answer answer = stand.post("/v1/usage", "inference", batch(events).toString());
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
        return answer.json().get("results");
    }

    static String id(String about) {
        return EventId.derived(System.currentTimeMillis(), about).toString();
    }
}
