package dev.extrausage.stack.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.StartOffsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rebuild that is broken off anywhere, and run again. */
class KilledRebuildTest {
    private static final int KILLS = 4;

    @TempDir private Path data;
    private RebuiltCluster cluster;
    private LiveTraffic traffic;
    private Random random;
    private Map<String, String> accounts;
    private Set<String> ids;
    private Map<String, String> snapshots;

    @BeforeEach void startCluster(@Seed long seed) {
        random = new Random(seed);
        cluster = new RebuiltCluster(data);
        traffic = new LiveTraffic(cluster, seed, 12);
        traffic.open();
        cluster.decideAll();
        traffic.mix(200);
        cluster.decideAll();
        accounts = cluster.accounts();
        ids = cluster.ids();
        snapshots = cluster.latest(Topics.BALANCES.topicName());
    }

    @AfterEach void stopCluster() {
        cluster.close();
    }

    @Test void a_killed_rebuild_run_again_ends_with_the_same_memory() throws Exception {
        boolean replace = true;
        for (int kill = 0; kill < KILLS; kill++) {
            killRebuild(replace);
            // From the first change on it is ours to replace, and needs no flag.
            replace = !StartOffsets.isRebuilding(
                    cluster.admin, cluster.settings.applicationId());
            if (kill < KILLS - 1) {
                cluster.missKilledMembers();
            }
            assertWholeOrRefused();
        }
        cluster.rebuild(RebuildOptions.byJournal(true)); // waits until the last is missed
        assertSameMemory();
        traffic.repeatAll();
        traffic.mix(50);
        cluster.decideAll();
        cluster.assertProved();
    }

    /** A failure at each thing that is about to be done, as a kill without a race. */
    @Test void a_rebuild_failed_at_any_step_ends_when_run_again() {
        List<String> steps = new ArrayList<>();
        cluster.rebuild(RebuildOptions.byJournal(true), steps::add);
        assertThat(steps.size()).isGreaterThan(RebuiltCluster.PARTITIONS);
        for (int failing = 0; failing < steps.size(); failing++) {
            int[] left = {failing};
            try {
                cluster.rebuild(RebuildOptions.byJournal(true), line -> {
                    if (left[0]-- == 0) {
                        throw new IllegalStateException("broken off before: " + line);
                    }
                });
            } catch (IllegalStateException e) {
                assertWholeOrRefused();
            }
        }
        cluster.rebuild(RebuildOptions.byJournal(true));
        assertSameMemory();
        cluster.decideAll();
        cluster.assertProved();
    }

    /** No ledger runs on half of a memory: it starts on a whole one, or says why it does not. */
    private void assertWholeOrRefused() {
        try (LedgerStreams ledger = LedgerStreams.start(cluster.settings, RebuiltCluster.CATALOG,
                ReleasedSchemas.load())) {
            // Its group may still have a member that was killed, beside which none may join.
            ledger.failure().ifPresent(failure -> assertThat(failure)
                    .hasRootCauseInstanceOf(InconsistentGroupProtocolException.class));
            assertSameMemory();
        } catch (CannotStart e) {
            assertThat(e.getMessage()).contains("`ledger rebuild`");
        }
    }

    private void assertSameMemory() {
        assertThat(cluster.accounts()).isEqualTo(accounts);
        assertThat(cluster.ids()).isEqualTo(ids);
        assertThat(cluster.latest(Topics.BALANCES.topicName())).isEqualTo(snapshots);
    }

    private void killRebuild(boolean replace) throws Exception {
        Process child = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx300m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + data,
                "-cp", System.getProperty("java.class.path"),
                RebuildingMain.class.getName(), cluster.settings.bootstrapServers(),
                Boolean.toString(replace))
                .redirectErrorStream(true).redirectOutput(data.resolve("child.log").toFile())
                .start();
        try {
            Path log = data.resolve("child.log");
            int steps = random.nextInt(6);
            RebuiltCluster.await("the child to come so far", () -> !child.isAlive()
                    || RebuildingMain.steps(log) >= steps);
            TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }
}
