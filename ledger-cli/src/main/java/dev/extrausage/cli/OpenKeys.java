package dev.extrausage.cli;

import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.ClusterProblem;
import java.time.Duration;
import java.time.InstantSource;

/** The keys of a running ledger, read to their end. */
final class OpenKeys implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final KeyRing ring;
    private final KeyDesk desk;

    /** Reads the keys of {@code target}; throws {@link ClusterProblem} when Kafka has none. */
    OpenKeys(Target target) {
        cluster = target.connect();
        ring = new KeyRing(cluster);
        desk = new KeyDesk(cluster, ring, InstantSource.system());
        ring.start();
        if (!ring.awaitComplete(PATIENCE)) {
            close();
            throw new ClusterProblem(
                    "The keys were not read within " + PATIENCE.toSeconds() + " s.");
        }
    }

    KeyDesk desk() {
        return desk;
    }

    @Override
    public void close() {
        desk.close();
        ring.close();
        cluster.close();
    }
}
