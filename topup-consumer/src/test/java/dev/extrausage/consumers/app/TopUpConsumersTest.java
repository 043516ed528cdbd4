package dev.extrausage.consumers.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.Permissions;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class TopUpConsumersTest {
    @TempDir Path folder;
    private final MovableClock clock = new MovableClock();

    @Test void all_three_wait_for_a_broker_that_goes_away() throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"));
                SimulatedCardProcessor processor = SimulatedCardProcessor.open(
                        folder.resolve("payments"), CardsOnFile.byAccountId(), clock,
                        Duration.ofDays(1));
                TopUpConsumers consumers = new TopUpConsumers(cluster.settings("1"),
                        CatalogFile.defaultCatalog(), cluster.ids, processor, clock)) {
            consumers.start();
            playThrough(cluster, "before", 1);
            cluster.restartBroker();
            playThrough(cluster, "after", 2);

            assertThat(consumers.isRunning()).isTrue();
            cluster.awaitThat("all three are ready", consumers::isReady);
            assertThat(processor.payments()).hasSize(2);
        }
    }

    @Test void all_three_wait_for_an_unfinished_restore() throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"));
                SimulatedCardProcessor processor = SimulatedCardProcessor.open(
                        folder.resolve("payments"), CardsOnFile.byAccountId(), clock,
                        Duration.ofDays(1));
                TopUpConsumers consumers = new TopUpConsumers(cluster.settings("1"),
                        CatalogFile.defaultCatalog(), cluster.ids, processor, clock)) {
            String mark = RestoreMark.of(Permissions.LEDGER);
            cluster.createTopic(mark);
            consumers.start();
            cluster.awaitThat("all three say it", () -> consumers.problems().size() == 3
                    && consumers.problems().stream().allMatch(
                            problem -> problem.contains(RestoreMark.NOT_ENDED)));
            assertThat(cluster.topics()).noneMatch(topic -> topic.startsWith(Permissions.TOP_UPS));

            cluster.deleteTopic(mark);
            cluster.awaitThat("all three are ready", consumers::isReady);
        }
    }

    /** A notice becomes a request, the request a charge, the charge a credit; and a cycle ends. */
    private void playThrough(ConsumerCluster cluster, String account, int sequence) {
        String topUpId = "auto:" + account + ":" + sequence;
        cluster.snapshot(account, "pro", false, true, clock.instant(), clock.instant());
        cluster.notifies(account, "TOP_UP_DUE", topUpId, 20L);

        CreditGranted credit = (CreditGranted)
                cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 1).get(0).getChange();
        assertThat(credit.getTopUpId()).isEqualTo(topUpId);
        assertThat(cluster.awaitEvents(Topics.ACCOUNT_EVENTS, account, 1)).hasSize(1);
    }
}
