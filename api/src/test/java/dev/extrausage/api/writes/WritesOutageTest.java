package dev.extrausage.api.writes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.writes.WriteClient.Answered;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Writes while the ledger, an instance of the API, or Kafka is away. */
class WritesOutageTest {
    private static final WriteSettings BOUNDS =
            WriteSettings.usual(LedgerSettings.DEFAULT_APPLICATION_ID);
    private static final String PATH = "/v1/accounts/a/settings/spend-limit";
    private static final String LIMIT = "{'monthly_limit_usd': '50'}";

    private WritingCluster cluster;
    private WritingCluster.Instance instance;

    @BeforeEach
    void start(@TempDir Path folder) throws IOException {
        cluster = new WritingCluster(folder);
        cluster.startLedger();
        instance = cluster.instance("first", BOUNDS);
        new WriteClient(instance, "operator olga").send("POST", "/v1/accounts",
                WriteClient.key(), "{'account_id': 'a', 'plan': 'pro', 'seats': 1}").is(200);
    }

    @AfterEach
    void stop() throws IOException {
        instance.close();
        cluster.close();
    }

    @Test
    void a_retry_at_another_instance_after_a_crash_counts_once() throws Exception {
        WriteClient customer = new WriteClient(instance, "customer cora a");
        String key = WriteClient.key();
        cluster.stopLedger();
        Answered accepted = customer.send("PUT", PATH, key, LIMIT, "Prefer", "wait=0").is(202);
        String location = accepted.response().headers().firstValue("Location").orElseThrow();
        customer.get(location).is(404, "not_found");

        // The caller's connection breaks with the instance: it asks another, which knows nothing.
        instance.close();
        instance = cluster.instance("second", BOUNDS);
        customer = new WriteClient(instance, "customer cora a");
        customer.send("PUT", PATH, key, LIMIT, "Prefer", "wait=0").is(202);
        cluster.startLedger();
        Answered decided = customer.send("PUT", PATH, key, LIMIT, "Prefer", "wait=30").is(200);
        assertThat(decided.field("/outcome")).isEqualTo("APPLIED");
        assertThat(decided.field("/entry/sequence")).isEqualTo("2");
        customer.get(URI.create(location).getPath()).is(200);
        assertThat(customer.send("PUT", PATH, WriteClient.key(), LIMIT).is(200)
                .field("/entry/sequence")).isEqualTo("3");
    }

    @Test
    void refused_inputs_sent_twice_are_answered_by_their_own_entry() {
        WriteClient customer = new WriteClient(instance, "customer cora a");
        String claim = "/v1/accounts/a/starter-credit/claim";
        String key = WriteClient.key();
        cluster.stopLedger();
        customer.send("POST", claim, key, "", "Prefer", "wait=0").is(202);
        customer.send("POST", claim, key, "", "Prefer", "wait=0").is(202);
        cluster.startLedger();
        WritingCluster.await(() ->
                instance.model.account("a").orElseThrow().sequence() == 3);
        Answered refused = customer.send("POST", claim, key, "").is(422, "refused");
        assertThat(customer.send("POST", claim, key, "").is(422).text())
                .isEqualTo(refused.text());
    }

    @Test
    void writes_are_refused_at_once_while_kafka_is_away() {
        WriteClient customer = new WriteClient(instance, "customer cora a");
        String key = WriteClient.key();
        cluster.stopLedger();
        cluster.stopBroker();
        WritingCluster.await(() -> !instance.writer.isReady());
        Answered away = customer.send("PUT", PATH, key, LIMIT, "Prefer", "wait=30")
                .is(503, "not_ready");
        assertThat(away.response().headers().firstValue("Retry-After")).contains("1");
        customer.send("POST", "/v1/accounts/a/top-ups", "t-1", "{'amount_usd': '20'}")
                .is(503, "not_ready");

        cluster.startBroker();
        cluster.startLedger();
        WritingCluster.await(() -> instance.writer.isReady());
        Answered decided = customer.send("PUT", PATH, key, LIMIT, "Prefer", "wait=30").is(200);
        assertThat(decided.field("/entry/sequence")).isEqualTo("2");
    }
}
