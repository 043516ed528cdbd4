package dev.extrausage.stream.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.app.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TopicCheckTest {
    private static final int ALL = Topics.values().length;

    /** Every test leaves it as it found it; what cannot be undone is done to another one. */
    private TestCluster cluster;

    @BeforeAll void start() {
        cluster = TestCluster.ready();
    }

    @AfterAll void stop() {
        cluster.close();
    }

    @Test void missing_topics_are_named_and_stop_the_start() {
        try (TestCluster empty = new TestCluster()) {
            assertThat(faults(empty)).hasSize(ALL)
                    .contains("topic usage-events does not exist: create the topics with"
                            + " `ledger topics`");
            assertThatThrownBy(() -> LedgerStreams.start(
                    empty.settings, TestCluster.CATALOG, ReleasedSchemas.load()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessageContaining("topic notices does not exist");
        }
    }

    @Test void setting_up_creates_all_topics_once_and_changes_nothing_after() {
        try (TestCluster empty = new TestCluster()) {
            TopicSetup.Report first = empty.setUp();
            assertThat(first.created()).hasSize(ALL + 1).anySatisfy(s -> assertThat(s)
                    .startsWith("created topic balances with 3 partitions, replication factor 1, ")
                    .contains("cleanup.policy=compact"));
            assertThat(first.created().get(ALL)).isEqualTo("committed offset 0 of every input"
                    + " partition for the group extra-usage-ledger: the ledger begins there");
            assertThat(first.differing()).isEmpty();
            TopicSetup.Report second = empty.setUp();
            assertThat(second.created()).isEmpty();
            assertThat(second.differing()).isEmpty();
            assertThat(TopicCheck.partitions(empty.admin, 1)).isEqualTo(TestCluster.PARTITIONS);
        }
    }

    @Test void a_setting_that_could_lose_inputs_is_refused() throws Exception {
        assertRefused(Topics.USAGE_EVENTS, "message.timestamp.type", "CreateTime",
                "message.timestamp.type is CreateTime, must be LogAppendTime");
        assertRefused(Topics.CREDIT_EVENTS, "cleanup.policy", "compact",
                "cleanup.policy is compact, must be delete");
        assertRefused(Topics.USAGE_EVENTS, "retention.ms", "604800000",
                "retention.ms is 604800000, must be at least 3024000000");
        assertRefused(Topics.ACCOUNT_EVENTS, "retention.ms", "3024000000",
                "retention.ms is 3024000000, must be -1");
        assertRefused(Topics.BALANCE_CHANGES, "retention.ms", "3024000000",
                "retention.ms is 3024000000, must be -1");
        assertRefused(Topics.USAGE_EVENTS, "retention.bytes", "1000000000",
                "retention.bytes is 1000000000, must be -1");
        assertRefused(Topics.USAGE_EVENTS, "max.message.bytes", "100000000",
                "max.message.bytes is 100000000, must be at most 1048588");
        assertRefused(Topics.BALANCES, "cleanup.policy", "compact,delete",
                "cleanup.policy is compact,delete, must be compact");
    }

    @Test void more_is_kept_than_needed_is_fine() throws Exception {
        set(Topics.USAGE_EVENTS, "retention.ms", "-1");
        set(Topics.NOTICES, "retention.ms", "9999999999999");
        TestCluster.await("the settings", () -> faults().isEmpty());
        reset(Topics.USAGE_EVENTS, "retention.ms", "3024000000");
    }

    @Test void fewer_brokers_in_sync_than_asked_for_are_refused() {
        assertThat(TopicCheck.faults(cluster.admin, 2)).hasSize(ALL).first().asString()
                .startsWith("topic usage-events: min.insync.replicas is 1, must be at least 2");
    }

    @Test void transactions_that_can_tear_are_refused() throws Exception {
        transactionVersion((short) 1);
        TestCluster.await("the older version", () -> !faults().isEmpty());
        assertThat(faults()).containsExactly("the cluster's transaction.version is 1, must be at"
                + " least 2: before it a broker can lose or tear a transaction");
        transactionVersion((short) 2);
        TestCluster.await("the newer version", () -> faults().isEmpty());
    }

    @Test void topics_of_different_width_are_refused_and_never_mended() throws Exception {
        try (TestCluster uneven = TestCluster.ready()) {
            uneven.admin.createPartitions(Map.of(Topics.NOTICES.topicName(),
                    NewPartitions.increaseTo(5))).all().get();
            TestCluster.await("more partitions", () -> !faults(uneven).isEmpty());
            assertThat(faults(uneven)).containsExactly("topic notices: it has 5 partitions, must"
                    + " have 3 as usage-events has: an account is on the same partition of every"
                    + " topic");
            assertThatThrownBy(uneven::setUp).isInstanceOf(CannotStart.class)
                    .hasMessageContaining("do not have the same number of partitions");
        }
    }

    @Test void missing_topics_get_the_width_of_those_that_exist() throws Exception {
        try (TestCluster begun = new TestCluster()) {
            begun.admin.createTopics(List.of(new NewTopic(
                    Topics.USAGE_EVENTS.topicName(), 2, (short) 1))).all().get();
            TestCluster.await("the topic",
                    () -> TopicCheck.partitionsByTopic(begun.admin).size() == 1);
            TopicSetup.Report report = begun.setUp();
            assertThat(report.created()).hasSize(ALL)
                    .allSatisfy(s -> assertThat(s).doesNotContain("topic usage-events"));
            assertThat(TopicCheck.partitionsByTopic(begun.admin).values()).containsOnly(2);
            assertThat(report.differing()).contains("topic usage-events: it has 2 partitions, not"
                    + " 3, and so do all others: it is for life");
            assertThat(report.differing()).anySatisfy(s -> assertThat(s).startsWith("topic"
                    + " usage-events: message.timestamp.type is CreateTime, must be"));
        }
    }

    private List<String> faults() {
        return faults(cluster);
    }

    private static List<String> faults(TestCluster cluster) {
        return TopicCheck.faults(cluster.admin, 1);
    }

    private void assertRefused(Topics topic, String key, String value, String sentence)
            throws Exception {
        String before = TopicCheck.settings(cluster.admin, List.of(topic)).get(topic).get(key);
        set(topic, key, value);
        TestCluster.await("the setting", () -> !faults().isEmpty());
        assertThatThrownBy(() -> LedgerStreams.start(
                cluster.settings, TestCluster.CATALOG, ReleasedSchemas.load()))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("topic " + topic.topicName() + ": " + sentence + ": ");
        assertThat(cluster.setUp().differing()).singleElement().asString().contains(sentence);
        reset(topic, key, before);
    }

    private void reset(Topics topic, String key, String value) throws Exception {
        set(topic, key, value);
        TestCluster.await("the setting to be as before", () -> faults().isEmpty());
    }

    private void set(Topics topic, String key, String value)
            throws ExecutionException, InterruptedException {
        cluster.admin.incrementalAlterConfigs(Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName()),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), OpType.SET)))).all().get();
    }

    private void transactionVersion(short version) throws Exception {
        cluster.admin.updateFeatures(Map.of("transaction.version", new FeatureUpdate(version,
                version < 2 ? FeatureUpdate.UpgradeType.SAFE_DOWNGRADE
                        : FeatureUpdate.UpgradeType.UPGRADE)), new UpdateFeaturesOptions())
                .all().get();
    }
}
