package dev.extrausage.api.writes;

import dev.extrausage.intake.AttentionDesk;
import dev.extrausage.kafka.Cluster;
import java.util.function.Supplier;

/** The desk of the attention list, reached when it is first asked for: Kafka may be away before. */
final class LazyDesk implements AutoCloseable {
    private final Supplier<Cluster> cluster;
    private AttentionDesk desk;

    LazyDesk(Supplier<Cluster> cluster) {
        this.cluster = cluster;
    }

    synchronized AttentionDesk get() {
        if (desk == null) {
            desk = new AttentionDesk(cluster.get());
        }
        return desk;
    }

    @Override
    public synchronized void close() {
        if (desk != null) {
            desk.close();
        }
    }
}
