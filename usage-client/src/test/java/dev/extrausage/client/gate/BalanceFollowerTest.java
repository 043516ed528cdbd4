package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.client.gate.memory.SnapshotMaker;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate that follows, whatever lies on the topic and whatever happens to Kafka. */
class BalanceFollowerTest {
    @TempDir private static Path folder;
    private static GateCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new GateCluster(folder);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static byte[] opened(String name) {
        return SnapshotMaker.bytes(account(name), 3L, GateCluster.CATALOG);
    }

    private static Account account(String name) {
        long now = System.currentTimeMillis();
        return Ledger.decide(Account.unknown(name), new Input(new AccountEvent(
                EventId.derived(now, name), name, now, "test",
                new Change.PlanStarted("pro", 1, null)), now), GateCluster.CATALOG).account();
    }

    @Test
    void garbage_on_the_topic_is_skipped_and_changes_nothing() {
        try (UsageGate gate = cluster.ready(cluster.gate())) {
            cluster.send(Topics.BALANCES, "bea", opened("bea"));
            cluster.send(Topics.BALANCES, "bea", new byte[] {1, 2, 3});
            cluster.send(Topics.BALANCES, "bea", new byte[0]);
            cluster.send(Topics.BALANCES, "b\u00e9a", opened("bea"));
            cluster.send(Topics.BALANCES, "bea", opened("someone-else"));
            Balance strange = SnapshotMaker.balance(opened("bea"));
            strange.setPlan("no-such-plan");
            cluster.send(Topics.BALANCES, "bea", SnapshotMaker.bytes(strange));
            cluster.send(Topics.BALANCES, "cleo", opened("cleo"));
            cluster.send(Topics.BALANCES, "cleo", null);
            cluster.send(Topics.BALANCES, "cleo", new byte[] {0});
            cluster.send(Topics.BALANCES, "dan", opened("dan"));

            GateCluster.await("all to be read", () -> gate.figures().unreadable() == 6
                    && gate.check("dan", "claude.ai", 1).isAllowed()
                    && gate.check("bea", "claude.ai", 1).isAllowed());
            assertThat(gate.check("cleo", "claude.ai", 1).decidedBy())
                    .isEqualTo(DecidedBy.UNKNOWN_ACCOUNT);
        }
    }

    @Test
    void impossible_settings_are_refused_before_anything_starts() {
        assertThatThrownBy(() -> cluster.gate().kafka("isolation.level", "read_uncommitted"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("rest on it");
        assertThatThrownBy(() -> cluster.gate().kafka("fetch.min.bytes", "many").start())
                .isInstanceOf(ConfigException.class).hasMessageContaining("fetch.min.bytes");
        assertThatThrownBy(() -> UsageGate.builder("kafka", CatalogFile.defaultCatalog()).start())
                .hasMessage("bootstrap servers are \"kafka\": each must be HOST:PORT");
        assertThatThrownBy(() -> cluster.gate().timeToLive(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeToLive is 0 s: must be above 0 and at most 2592000 s (30 days)");
        assertThatThrownBy(() -> cluster.gate().stale(Duration.ofDays(31), GatePolicy.FAIL_OPEN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cluster.gate().gateways(0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cluster.gate().holds(0, GatePolicy.FAIL_OPEN))
                .isInstanceOf(IllegalArgumentException.class);
        try (UsageGate gate = cluster.ready(cluster.gate().kafka("client.id", "mine"))) {
            assertThatThrownBy(() -> gate.check("ada", "cursor", -1))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> gate.estimateNanos("no-such-model", 1, 1))
                    .hasMessage("UNPRICED_MODEL: there is no price for no-such-model");
            assertThatThrownBy(() -> gate.estimateNanos("claude-haiku-4-5", -1, 10))
                    .hasMessage("input_tokens is -1: must be 0 to 1000000000");
            assertThat(gate.estimateNanos("claude-haiku-4-5", 1_000, 10)).isEqualTo(1_050_000);
        }
    }

    @Test
    void a_starting_gate_reads_every_snapshot_before_it_answers() {
        cluster.send(Topics.BALANCES, "eve", opened("eve"));
        try (UsageGate gate = cluster.ready(cluster.gate())) {
            GateAnswer answer = gate.check("eve", "claude.ai", 1);
            assertThat(answer.isAllowed()).isTrue();
            assertThat(answer.usageOffset()).hasValue(3);
            assertThat(answer.ageMillis()).isLessThan(30_000);
        }
    }

    @Test
    void watermarks_advance_on_idle_topics_but_not_without_broker() {
        cluster.send(Topics.BALANCES, "finn", opened("finn"));
        try (UsageGate gate = cluster.ready(
                cluster.gate().stale(Duration.ofMillis(2_500), GatePolicy.FAIL_CLOSED))) {
            long first = gate.check("finn", "claude.ai", 1).at();
            GateCluster.await("fresh knowledge after three idle seconds", () -> {
                GateAnswer answer = gate.check("finn", "claude.ai", 1);
                return answer.decidedBy() == DecidedBy.BALANCES && answer.at() - first > 3_000;
            });
            cluster.stopBroker();
            GateCluster.await("knowledge to be old", () ->
                    gate.check("finn", "claude.ai", 1).decidedBy() == DecidedBy.STALE);
            cluster.startBroker();
            GateCluster.await("knowledge to be new again", () ->
                    gate.check("finn", "claude.ai", 1).decidedBy() == DecidedBy.BALANCES);
            cluster.send(Topics.BALANCES, "gil", opened("gil"));
            GateCluster.await("to follow again", () ->
                    gate.check("gil", "claude.ai", 1).isAllowed());
        }
    }
}
