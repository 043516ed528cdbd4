package dev.extrausage.stack.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.core.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that allows only shorter transactions than a rebuild's. */
class ShortTransactionsTest {
    @TempDir private Path data;

    @Test void a_refused_transaction_leaves_the_memory_as_it_is(@Seed long seed) {
        try (RebuiltCluster cluster = new RebuiltCluster(data, RebuiltCluster.CATALOG,
                Map.of("transaction.max.timeout.ms", "600000"))) {
            LiveTraffic traffic = new LiveTraffic(cluster, seed, 3);
            traffic.open();
            cluster.decideAll();
            Optional<String> before = cluster.changelogs.generation(cluster.admin);
            assertThatThrownBy(() -> cluster.rebuild(
                    new RebuildOptions(true, null, Duration.ofSeconds(1))))
                    .isInstanceOf(CannotRebuild.class)
                    .hasMessageContaining("transaction.max.timeout.ms");
            assertThat(cluster.changelogs.generation(cluster.admin)).isEqualTo(before).isPresent();
            traffic.mix(5);
            cluster.decideAll();
        }
    }
}
