package dev.extrausage.consumers.autoreload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.schemas.TopUpRequested;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@SuppressWarnings("try") // A consumer works by being open; nothing is asked of it.
class AutoReloadConsumerTest {
    @TempDir static Path folder;
    private static ConsumerCluster cluster;

    @BeforeAll static void start() throws Exception {
        cluster = new ConsumerCluster(folder.resolve("kafka"));
    }

    @AfterAll static void stop() {
        cluster.close();
    }

    @Test void a_due_top_up_is_requested_once_across_a_restart() {
        try (AutoReloadConsumer first = started()) {
            cluster.notifies("ann", "TOP_UP_DUE", "auto:ann:3", 20L);
            cluster.awaitRequests("ann", 1);
        }
        try (AutoReloadConsumer second = started()) {
            cluster.notifies("ann", "LOW_BALANCE", null, 2L);
            cluster.notifies("ann", "TOP_UP_DUE", "auto:ann:9", 20L);

            assertThat(cluster.awaitRequests("ann", 2)).containsExactly(
                    request("ann", "auto:ann:3"), request("ann", "auto:ann:9"));
        }
    }

    @Test void a_notice_that_cannot_be_read_holds_nobody_up() {
        try (AutoReloadConsumer consumer = started()) {
            cluster.send(Topics.NOTICES, "bob", new byte[] {9});
            cluster.notifies("bob", "TOP_UP_DUE", null, null);
            cluster.notifies("bob", "TOP_UP_DUE", "auto:bob:1", 20L);

            assertThat(cluster.awaitRequests("bob", 1))
                    .containsExactly(request("bob", "auto:bob:1"));
        }
    }

    private static TopUpRequested request(String account, String topUpId) {
        return new TopUpRequested(topUpId, account, 20_000_000_000L, "AUTO_RELOAD",
                MovableClock.START, "auto-reload");
    }

    private static AutoReloadConsumer started() {
        AutoReloadConsumer consumer = new AutoReloadConsumer(cluster.settings("1"), cluster.ids);
        consumer.start();
        return consumer;
    }
}
