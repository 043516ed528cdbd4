package dev.extrausage.api.inference;

import static dev.extrausage.api.inference.InferenceStand.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.inference.InferenceStand.Answer;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.UsageEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that die, a server that is started again, and a Kafka that is away. */
@SuppressWarnings("try") // The stand is the test's own; only its end is left to the block.
class InferenceOutageTest {
    private static final long USD = 1_000_000_000L;
    private static final AdmissionSettings SOON_STALE = AdmissionSettings.usual()
            .policies(AdmissionSettings.Policies.USUAL.staleAfter(Duration.ofSeconds(2)));

    @TempDir Path folder;
    private InferenceStand stand;

    @BeforeEach
    void start() {
        stand = new InferenceStand(folder);
    }

    @AfterEach
    void stop() {
        stand.close();
    }

    private JsonNode admit(String account, String usd) {
        Answer answer = stand.post("/v1/admissions", "inference", "{\"account_id\": \"" + account
                + "\", \"app\": \"cursor\", \"cost_usd\": \"" + usd + "\"}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    private JsonNode report(String account, String eventId) {
        Answer answer = stand.post("/v1/usage", "inference", "{\"events\": [{\"event_id\": \""
                + eventId + "\", \"account_id\": \"" + account + "\", \"app\": \"cursor\","
                + " \"model\": \"claude-haiku-4-5\", \"input_tokens\": 10,"
                + " \"output_tokens\": 1}]}");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().get("results").get(0);
    }

    private Stream<UsageEvent> usage(String account) {
        return stand.journal(account).stream().map(BalanceChange::getCause)
                .filter(UsageEvent.class::isInstance).map(UsageEvent.class::cast);
    }

    @Test
    @SuppressWarnings("try") // it is closed, and named by its field
    void holds_of_dead_clients_and_servers_end_by_themselves() throws Exception {
        stand.serve(stand.usual().admitting(
                AdmissionSettings.usual().hold(Duration.ofSeconds(3))));
        stand.awaitGate();
        stand.open("ada", "pro", 5 * USD);
        String dead = admit("ada", "5").get("admission_id").textValue();
        assertThat(admit("ada", "5").get("verdict").textValue()).isEqualTo("blocked");
        await("the end of the dead client's hold", () ->
                admit("ada", "5").get("verdict").textValue().equals("allowed"));
        await("the book to forget it", () -> stand.desk().admissionsUnderWay() <= 1);
        assertThat(stand.delete("/v1/admissions/" + dead, "inference").status())
                .isEqualTo(404);

        stand.stopServing();
        stand.serve(stand.usual());
        stand.awaitGate();
        assertThat(admit("ada", "5").get("verdict").textValue()).isEqualTo("allowed");
    }

    @Test
    @SuppressWarnings("try") // it is closed, and named by its field
    void usage_is_kept_and_admissions_follow_policies_without_kafka() throws Exception {
        stand.serve(stand.usual().admitting(SOON_STALE));
        stand.awaitGate();
        stand.open("ada", "pro", 5 * USD);
        assertThat(admit("ada", "50").get("verdict").textValue()).isEqualTo("short");
        stand.stopBroker();
        String id = EventId.derived(System.currentTimeMillis(), "away").toString();
        assertThat(report("ada", id).get("status").textValue()).isEqualTo("accepted");
        assertThat(report("ada", id).get("status").textValue()).isEqualTo("accepted");
        await("the policy", () ->
                admit("ada", "50").get("decided_by").textValue().equals("stale"));
        assertThat(admit("ada", "50").get("verdict").textValue()).isEqualTo("allowed");
        assertThat(stand.get("/v1/catalog", "operator").status()).isEqualTo(200);

        stand.stopServing(); // and again, while Kafka is away
        stand.serve(stand.usual().admitting(SOON_STALE));
        JsonNode answer = admit("ada", "1");
        assertThat(answer.get("verdict").textValue()).isEqualTo("blocked");
        assertThat(answer.get("decided_by").textValue()).isEqualTo("start_up");
        assertThat(answer.get("age_ms").isNull()).isTrue();
        assertThat(answer.get("reason").isNull()).isTrue();
        assertThat(answer.get("message").textValue()).isNotBlank();
        Answer catalog = stand.get("/v1/catalog", "operator");
        assertThat(catalog.status()).isEqualTo(503);
        assertThat(catalog.header("Retry-After")).isEqualTo("1");
        String second = EventId.derived(System.currentTimeMillis(), "second").toString();
        assertThat(report("ada", second).get("status").textValue()).isEqualTo("accepted");

        stand.startBroker();
        stand.awaitGate();
        await("what was kept", () -> usage("ada").anyMatch(
                event -> event.getEventId().equals(second)));
        assertThat(usage("ada").map(UsageEvent::getEventId)).containsExactly(id, second);
    }
}
