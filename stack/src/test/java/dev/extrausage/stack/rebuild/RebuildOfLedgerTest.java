package dev.extrausage.stack.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Seed;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The memory of the real ledger beside the one that is made of its journal. */
class RebuildOfLedgerTest {
    private static final int ACCOUNTS = 25;
    /** The stores as the ledger left them first. */
    private static final String EARLY = "early";

    @TempDir private static Path decided;
    private static LiveTraffic before;
    @TempDir private Path data;
    private RebuiltCluster cluster;
    private LiveTraffic traffic;

    /** Once: each test does to a copy of it what it will. */
    @BeforeAll static void decideSomething(@Seed long seed) throws IOException {
        try (RebuiltCluster first = new RebuiltCluster(decided)) {
            before = new LiveTraffic(first, seed, ACCOUNTS);
            before.open();
            first.decideAll();
            RebuiltCluster.copyTree(first.settings.stateDirectory(), decided.resolve(EARLY));
            before.mix(600);
            first.decideAll();
        }
    }

    @BeforeEach void startCopy() throws IOException {
        cluster = RebuiltCluster.copyOf(decided, data);
        traffic = before.at(cluster);
    }

    @AfterEach void stopCluster() {
        cluster.close();
    }

    @Test void a_rebuilt_memory_equals_the_lost_one_and_goes_on() throws Exception {
        Map<String, String> accounts = cluster.accounts();
        Set<String> ids = cluster.ids();
        Map<String, String> snapshots = cluster.latest(Topics.BALANCES.topicName());
        Map<String, Map<String, String>> configs = changelogConfigs();
        cluster.changelogs.delete(cluster.admin);
        cluster.delete(Topics.BALANCES);

        // The stores on disk stay, with the mark of an orderly end: they are not to be believed.
        RebuildReport report = cluster.rebuild(RebuildOptions.byJournal(false));

        assertThat(report.warnings()).isEmpty();
        assertThat(report.accounts()).isEqualTo(ACCOUNTS + 1);
        assertThat(cluster.accounts()).isEqualTo(accounts);
        assertThat(cluster.ids()).isEqualTo(ids);
        assertThat(report.ids()).isEqualTo(ids.size());
        assertThat(cluster.latest(Topics.BALANCES.topicName())).isEqualTo(snapshots);
        assertThat(changelogConfigs()).isEqualTo(configs);
        long entries = cluster.assertProved().entries();
        traffic.repeatAll();
        traffic.mix(200);
        cluster.decideAll();
        assertThat(cluster.assertProved().entries()).isGreaterThan(entries);
    }

    @Test void a_repeated_event_stays_a_duplicate_after_a_rebuild() {
        long entries = cluster.assertProved().entries();
        long refused = refusedEntries();
        cluster.changelogs.delete(cluster.admin);
        cluster.rebuild(RebuildOptions.byJournal(false));
        traffic.repeatAll();
        cluster.decideAll();
        // What was refused is decided anew each time it comes; nothing else is (M4).
        assertThat(cluster.assertProved().entries() - entries)
                .isLessThanOrEqualTo(refusedEntries() - refused);
    }

    private long refusedEntries() {
        return cluster.committed(Topics.BALANCE_CHANGES.topicName()).stream()
                .map(r -> RebuiltCluster.CODECS.balanceChanges().decode(r.value()))
                .filter(e -> e.getOutcome().equals("REFUSED")).count();
    }

    @Test void a_ledger_does_not_start_on_a_lost_memory() {
        cluster.changelogs.delete(cluster.admin);
        assertThatThrownBy(() -> cluster.startLedger()).isInstanceOf(CannotStart.class)
                .hasMessageContaining("has lost what it remembers")
                .hasMessageContaining("`ledger rebuild`");
        cluster.changelogs.create(cluster.admin, RebuiltCluster.PARTITIONS);
        assertThatThrownBy(() -> cluster.startLedger()).isInstanceOf(CannotStart.class)
                .hasMessageContaining("no account of theirs is in");
    }

    @Test void nothing_is_rebuilt_from_what_a_restore_has_left_half() throws Exception {
        cluster.changelogs.delete(cluster.admin);
        String id = cluster.settings.applicationId();
        cluster.admin.createTopics(List.of(new NewTopic(RestoreMark.of(id), 1, (short) 1)))
                .all().get();
        RebuiltCluster.await("the mark", () -> RestoreMark.isOn(cluster.admin, id));
        assertThatThrownBy(() -> cluster.rebuild(RebuildOptions.byJournal(true)))
                .isInstanceOf(CannotRebuild.class).hasMessage(RestoreMark.NOT_ENDED);
        assertThat(cluster.admin.listTopics().names().get())
                .doesNotContainAnyElementsOf(cluster.changelogs.topics());
    }

    /** As on another machine, which a ledger comes back to after a rebuild. */
    @Test void stale_stores_are_not_believed_after_a_rebuild() throws Exception {
        cluster.rebuild(RebuildOptions.byJournal(true));
        deleteTree(cluster.settings.stateDirectory());
        traffic.mix(30); // the new changelogs are now longer than the old were when it left
        cluster.decideAll();
        deleteTree(cluster.settings.stateDirectory());
        Files.move(data.resolve(EARLY), cluster.settings.stateDirectory());
        traffic.mix(150);
        cluster.decideAll();
        cluster.assertProved();
    }

    private static void deleteTree(Path tree) throws IOException {
        try (Stream<Path> deepestFirst = Files.walk(tree).sorted(Comparator.reverseOrder())) {
            for (Path path : (Iterable<Path>) deepestFirst::iterator) {
                Files.delete(path);
            }
        }
    }

    private Map<String, Map<String, String>> changelogConfigs() throws Exception {
        Map<String, Map<String, String>> configs = new TreeMap<>();
        List<ConfigResource> asked = cluster.changelogs.topics().stream()
                .map(t -> new ConfigResource(ConfigResource.Type.TOPIC, t)).toList();
        for (Map.Entry<ConfigResource, Config> found
                : cluster.admin.describeConfigs(asked).all().get().entrySet()) {
            Map<String, String> own = new TreeMap<>();
            for (ConfigEntry entry : found.getValue().entries()) {
                if (entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG) {
                    own.put(entry.name(), entry.value());
                }
            }
            assertThat(own).containsKey(TopicConfig.CLEANUP_POLICY_CONFIG);
            configs.put(found.getKey().name(), own);
        }
        return configs;
    }
}
