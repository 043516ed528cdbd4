package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.TopicCheck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

/** An input topic that stops stamping its records while the ledger runs. */
class StampingTest {
    private static final String SETTING = "message.timestamp.type";

    @Test void a_topic_switched_to_create_time_stops_the_running_ledger() throws Exception {
        try (TestCluster cluster = TestCluster.ready()) {
            Traffic traffic = new Traffic(cluster);
            int sent = 0;
            try (LedgerStreams ledger = cluster.startLedger()) {
                traffic.openAccounts(1);
                stamp(cluster, "CreateTime");
                // The broker may stamp a few more before it has heard of the change.
                for (; !ledger.awaitEnd(Duration.ofMillis(300)); sent++) {
                    assertThat(sent).as("inputs that did not stop the ledger").isLessThan(200);
                    cluster.send(usage(traffic.newId(), "account-0", traffic.now));
                    cluster.flush();
                }
                assertThat(StopReason.of(ledger.failure().orElseThrow()))
                        .startsWith("topic usage-events: message.timestamp.type is CreateTime, must"
                                + " be LogAppendTime: ")
                        .contains("has its sender's time. Nothing is decided by it");
            }
            int decided = cluster.entries().size();
            assertThatThrownBy(() -> LedgerStreams.start(
                    cluster.settings, TestCluster.CATALOG, ReleasedSchemas.load()))
                    .isInstanceOf(CannotStart.class).hasMessageContaining("is CreateTime");

            stamp(cluster, "LogAppendTime");
            cluster.whileLedgerRuns(ledger -> {
                cluster.send(usage(traffic.newId(), "account-0", traffic.now));
                cluster.awaitEntries(decided + 1);
            });
            assertThat(cluster.committed(Topics.REJECTED_EVENTS)).hasSize(1 + sent - decided)
                    .isNotEmpty().allSatisfy(record -> assertThat(
                            Rejection.header(record.headers(), Rejection.REASON))
                            .startsWith("timestamp type is \"CreateTime\": must be"
                                    + " LogAppendTime: received_at is the broker's append time"));
        }
    }

    private static void stamp(TestCluster cluster, String type) throws Exception {
        String topic = Topics.USAGE_EVENTS.topicName();
        cluster.admin.incrementalAlterConfigs(Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(new AlterConfigOp(
                        new ConfigEntry(SETTING, type), AlterConfigOp.OpType.SET)))).all().get();
        TestCluster.await("the setting", () -> TopicCheck.stampingFault(cluster.admin, topic)
                .isPresent() == type.equals("CreateTime"));
    }
}
