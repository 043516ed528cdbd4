package dev.extrausage.api.inference;

import static dev.extrausage.api.inference.InferenceCalls.JSON;
import static dev.extrausage.api.inference.InferenceCalls.USD;
import static dev.extrausage.api.inference.InferenceCalls.admit;
import static dev.extrausage.api.inference.InferenceCalls.batch;
import static dev.extrausage.api.inference.InferenceCalls.event;
import static dev.extrausage.api.inference.InferenceCalls.id;
import static dev.extrausage.api.inference.InferenceCalls.report;
import static dev.extrausage.api.inference.InferenceCalls.stand;
import static dev.extrausage.api.inference.InferenceStand.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.inference.InferenceStand.Answer;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.UsageEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Admissions and estimates over HTTP: what they hold, and what settles them. */
interface AdmissionCalls {
    @Test
    default void an_admission_holds_until_it_is_released() {
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
    default void an_estimate_says_who_would_pay_and_holds_nothing() {
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
    default void questions_out_of_their_bounds_name_the_field() {
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
    default void usage_settles_its_admission_and_counts_once_however_often_sent() {
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
    default void an_admission_of_somebody_else_stays_while_usage_is_accepted() {
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
}
