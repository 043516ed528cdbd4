package dev.extrausage.api.inference;

import static dev.extrausage.api.inference.InferenceStand.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import dev.extrausage.api.app.ApiSettings;
import dev.extrausage.api.app.LedgerApi;
import dev.extrausage.api.http.UsdText;
import dev.extrausage.api.inference.AdmissionSettings.Policies;
import dev.extrausage.api.inference.InferenceStand.Answer;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.client.gate.DecidedBy;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.stream.startup.LedgerSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole servers of the API beside one ledger, each told how to admit. */
class SeveralServersTest {
    private static final long USD = 1_000_000_000L;
    private static final AdmissionSettings USUAL = AdmissionSettings.usual();

    @TempDir private static Path folder;
    private static InferenceStand stand;
    private final List<LedgerApi> running = new ArrayList<>();

    @BeforeAll static void start() {
        stand = new InferenceStand(folder);
    }

    @AfterAll static void stop() {
        stand.close();
    }

    @AfterEach void stop_the_servers() {
        running.forEach(LedgerApi::close);
    }

    /** A server, and the key of an inference service there. */
    private record Server(LedgerApi api, String key) {
        JsonNode admit(String account, long nanos) {
            return admit(account, "\"cost_usd\": \"" + UsdText.of(nanos) + "\"");
        }

        JsonNode admit(String account, String what) {
            Answer answer = stand.send(to("/v1/admissions")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"account_id\": \"" + account
                            + "\", \"app\": \"cursor\", " + what + "}")));
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
            return answer.json();
        }

        int release(JsonNode admission) {
            return stand.send(to("/v1/admissions/" + admission.get("admission_id").textValue())
                    .DELETE()).status();
        }

        private HttpRequest.Builder to(String path) {
            return HttpRequest.newBuilder(URI.create(api.url() + path))
                    .header("Authorization", "Bearer " + key);
        }
    }

    private Server server(AdmissionSettings how) throws Exception {
        Path data = folder.resolve("server-" + System.nanoTime());
        LedgerApi api = LedgerApi.start(ApiSettings.local(KafkaAccess.at(stand.bootstrap()),
                ReleasedSchemas::load, CatalogFile.defaultCatalog(), data, null, 0,
                LedgerSettings.DEFAULT_APPLICATION_ID).admitting(how));
        running.add(api);
        await("the server", () -> api.problems().isEmpty());
        return new Server(api, api.keys().create(
                Scope.of(Role.INFERENCE), null, "test", null).key().text());
    }

    @Test void servers_told_of_each_other_lend_one_request_too_much_at_most() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<Server> servers = List.of(server(USUAL.gateways(2)), server(USUAL.gateways(2)));
        for (int round = 0; round < 5; round++) {
            String account = "shared-" + round;
            long left = (1 + random.nextInt(20)) * USD;
            long largest = USD / 4 + random.nextInt((int) USD);
            stand.enter(account, "pro", left);
            awaitKnown(servers, account);

            long lent = 0;
            List<Server> lending = new ArrayList<>(servers);
            while (!lending.isEmpty()) {
                Server server = lending.get(random.nextInt(lending.size()));
                long cost = 1 + random.nextInt((int) largest);
                JsonNode answer = server.admit(account, cost);
                if (answer.get("verdict").textValue().equals("blocked")) {
                    lending.remove(server);
                } else {
                    lent += Math.min(cost, nanos(answer.get("payable_usd")));
                }
            }

            assertThat(lent).as("of %d, in requests of %d at most, round %d of seed %d",
                    left, largest, round, seed).isBetween(left, left + largest);
        }
    }

    private static long nanos(JsonNode usd) {
        return new BigDecimal(usd.textValue()).movePointRight(9).longValueExact();
    }

    /** Nothing is held meanwhile: no request of no cost is. */
    private static void awaitKnown(List<Server> servers, String account) {
        servers.forEach(server -> await("the gate", () -> {
            JsonNode answer = server.admit(account, 0);
            return answer.get("decided_by").textValue().equals("balances")
                    && !answer.get("payable_usd").textValue().equals("0");
        }));
    }

    @Test void a_request_without_a_price_is_admitted_where_the_policy_is_open() throws Exception {
        Server open = server(USUAL.policies(
                Policies.USUAL.with(DecidedBy.UNPRICED, GatePolicy.FAIL_OPEN)));
        Server closed = server(USUAL);
        stand.enter("unpriced", "pro", 5 * USD);
        awaitKnown(List.of(open, closed), "unpriced");
        String what = "\"estimate\": {\"model\": \"a-new-one\", \"input_tokens\": 1,"
                + " \"max_output_tokens\": 1}";

        JsonNode admitted = open.admit("unpriced", what);
        JsonNode blocked = closed.admit("unpriced", what);

        assertThat(admitted.get("verdict").textValue()).isEqualTo("allowed");
        assertThat(admitted.get("decided_by").textValue()).isEqualTo("unpriced");
        assertThat(open.release(admitted)).isEqualTo(204);
        assertThat(blocked.get("verdict").textValue()).isEqualTo("blocked");
        assertThat(blocked.get("reason").textValue()).isEqualTo("UNPRICED_MODEL");
    }

    @Test void no_more_is_held_for_than_the_server_was_told() throws Exception {
        Server server = server(USUAL.mostHolds(3));
        stand.enter("crowded", "pro", 5 * USD);
        awaitKnown(List.of(server), "crowded");
        JsonNode first = server.admit("crowded", 1);
        server.admit("crowded", 1);
        server.admit("crowded", 1);

        JsonNode fourth = server.admit("crowded", 1);
        assertThat(fourth.get("verdict").textValue()).isEqualTo("blocked");
        assertThat(fourth.get("decided_by").textValue()).isEqualTo("too_many_holds");

        assertThat(server.release(first)).isEqualTo(204);
        assertThat(server.admit("crowded", 1).get("decided_by").textValue())
                .isEqualTo("balances");
    }

    @Test void a_hold_ends_by_itself_when_the_server_was_told() throws Exception {
        Server server = server(USUAL.hold(Duration.ofSeconds(2)));
        stand.enter("forgetful", "pro", 5 * USD);
        awaitKnown(List.of(server), "forgetful");

        JsonNode dead = server.admit("forgetful", 5 * USD);
        assertThat(dead.get("verdict").textValue()).isEqualTo("allowed");
        await("the end of its hold", () -> server.admit("forgetful", 5 * USD)
                .get("verdict").textValue().equals("allowed"));
        assertThat(server.release(dead)).isEqualTo(404);
    }
}
