package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.extrausage.api.writes.WriteClient.Answered;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Event;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.intake.Publisher;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.EntryRow;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers and a third without old rows, asked at once to give the same usage back. */
class ReversalRaceTest {
    private static final long USD = 1_000_000_000L;
    private static final EntryFilter APPLIED = new EntryFilter(
            null, null, "UsageReversed", Outcome.APPLIED, null, null, null, null, null);

    @TempDir static Path folder;
    private static WritingCluster cluster;
    private static WritingCluster.Instance first;
    private static WritingCluster.Instance second;
    private static WritingCluster.Instance forgetful;

    @BeforeAll
    static void start() throws IOException {
        cluster = new WritingCluster(folder);
        cluster.startLedger();
        WriteSettings bounds = WriteSettings.usual(LedgerSettings.DEFAULT_APPLICATION_ID);
        first = cluster.instance("first", bounds);
        second = cluster.instance("second", bounds);
        forgetful = cluster.instance("forgetful", bounds, Duration.ofSeconds(3));
    }

    @AfterAll
    static void stop() throws IOException {
        first.close();
        second.close();
        forgetful.close();
        cluster.close();
    }

    /** An account whose requests took $3 each from its allowance: entries 2 and 3. */
    private static String usedBy(String account) {
        new WriteClient(first, "operator olga").send("POST", "/v1/accounts", WriteClient.key(),
                "{'account_id': '" + account + "', 'plan': 'pro', 'seats': 1}").is(200);
        try (Cluster kafka = cluster.connect(); Publisher publisher = Publisher.ordered(
                kafka, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            for (int i = 0; i < 2; i++) {
                Event usage = new UsageEvent(EventId.parse(WriteClient.key()), account, null,
                        System.currentTimeMillis(), "claude.ai", null, "claude-sonnet-4-5",
                        1_000_000, 0, 0, 0, 0, null, Map.of());
                publisher.publish(usage);
            }
            publisher.finish();
        }
        for (WritingCluster.Instance instance : List.of(first, second, forgetful)) {
            WritingCluster.await(() -> instance.model.account(account)
                    .filter(row -> row.sequence() == 3).isPresent());
        }
        return "/v1/accounts/" + account + "/entries/2/reverse";
    }

    private static WriteClient support(WritingCluster.Instance instance, String name) {
        return new WriteClient(instance, "support " + name);
    }

    private static void assertGivenBackOnce(String account) {
        WritingCluster.await(() -> !first.model.entries(account, APPLIED, null, 10).rows()
                .isEmpty());
        assertThat(first.model.entries(account, APPLIED, null, 10).rows()).hasSize(1);
        assertThat(first.model.account(account).orElseThrow().balance().getAllowanceLeftNanos())
                .isEqualTo(given(account));
    }

    /** $20 less one request's cost. */
    private static long given(String account) {
        return 20 * USD - first.model.entry(account, 3).orElseThrow().costNanos();
    }

    private static List<Answered> race(String path, List<WritingCluster.Instance> instances) {
        List<CompletableFuture<Answered>> asked = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            asked.add(support(instances.get(i), "sam" + i).sendLater("POST", path,
                    WriteClient.key(), "{'note': 'cut off'}"));
        }
        return asked.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void two_servers_give_an_allowance_back_once() {
        for (int round = 0; round < 5; round++) {
            String account = "two-" + round;
            List<Answered> answers = race(usedBy(account), List.of(first, second));

            assertThat(answers).extracting(Answered::status).containsOnlyOnce(200)
                    .allMatch(status -> status == 200 || status == 400 || status == 503);
            assertGivenBackOnce(account);
        }
    }

    @Test
    void two_keys_at_one_server_give_an_allowance_back_once() {
        String path = usedBy("one");
        List<Answered> answers = race(path, List.of(first, first, first, first));

        assertThat(answers).extracting(Answered::status).containsOnlyOnce(200);
        assertGivenBackOnce("one");
        support(second, "sue").send("POST", path, WriteClient.key(), "{'note': 'again'}")
                .is(400, "bad_request");
    }

    @Test
    void usage_past_the_retention_is_given_back_once() {
        String path = usedBy("old");
        WritingCluster.await(() -> forgetful.model.entry("old", 2).isEmpty());
        String key = WriteClient.key();
        WriteClient sam = support(forgetful, "sam");
        Answered answer = sam.send("POST", path, key, "{'note': 'cut off'}");

        assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        assertGivenBackOnce("old");
        sam.send("POST", path, WriteClient.key(), "{'note': 'again'}").is(400, "bad_request");
        assertGivenBackOnce("old");
    }

    @Test
    void what_answered_an_event_past_the_retention_is_read_from_the_journal() {
        usedBy("asked");
        EntryRow kept = first.model.entry("asked", 2).orElseThrow();
        WritingCluster.await(() -> forgetful.model.entry("asked", 2).isEmpty());
        String events = "/v1/accounts/asked/events/";
        long then = kept.cause().eventId().time();

        JsonNode[] answers = new JsonNode[2];
        List<WritingCluster.Instance> servers = List.of(first, forgetful);
        for (int i = 0; i < answers.length; i++) {
            answers[i] = support(servers.get(i), "sam").get(events + kept.eventId()).is(200).json();
            assertThat(((ObjectNode) answers[i]).remove("known_at")).isNotNull();
        }
        assertThat(answers[1]).isEqualTo(answers[0]);
        support(forgetful, "sam").get(events + EventId.derived(then, "nobody sent it"))
                .is(404, "not_found");
    }

    @Test
    void a_dead_servers_claim_keeps_other_keys_away() {
        String path = usedBy("died");
        String lost = WriteClient.key();
        long month = System.currentTimeMillis() / (30L * 86_400_000) * (30L * 86_400_000);
        AccountEvent claim = new AccountEvent(EventId.derived(month, "reversal died "
                + first.model.entry("died", 2).orElseThrow().cause().eventId() + " 0"), "died",
                System.currentTimeMillis(), "sid", "Usage is given back under the key " + lost,
                new Change.TimePassed(month));
        first.writer.send(claim).join();
        WritingCluster.await(() -> first.model.account("died").orElseThrow().sequence() == 4);

        Answered other = support(first, "sam").send(
                "POST", path, WriteClient.key(), "{'note': 'cut off'}").is(503, "not_ready");
        assertThat(other.text()).contains("under the key " + lost);
        support(first, "sam").send("POST", path, lost, "{'note': 'cut off'}").is(200);
        assertGivenBackOnce("died");
    }
}
