package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A broker, a card processor and the consumer, started once for all subjects of top-ups. */
final class TopUpsStand {
    static final MovableClock CLOCK = new MovableClock();
    static ConsumerCluster cluster;
    static SimulatedCardProcessor processor;
    static TopUps topUps;

    private TopUpsStand() { }

    static void start(Path folder) throws Exception {
        cluster = new ConsumerCluster(folder.resolve("kafka"));
        processor = SimulatedCardProcessor.open(folder.resolve("payments"),
                CardsOnFile.byAccountId(), CLOCK, Duration.ofHours(24));
        topUps = new TopUps(cluster.settings("1"), CatalogFile.defaultCatalog(), cluster.ids,
                processor, CLOCK);
        topUps.start();
    }

    static void stop() throws Exception {
        topUps.close();
        processor.close();
        cluster.close();
    }

    static CreditGranted granted(String account) {
        return (CreditGranted)
                cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 1).get(0).getChange();
    }

    static String declineCode(String account) {
        List<AccountEvent> events = cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 1);
        assertThat(events).hasSize(1);
        return ((TopUpDeclined) events.get(0).getChange()).getDeclineCode();
    }

    /** The clock stands still by itself, so nothing is asked again unless it is moved. */
    static void awaitAnswerAfterRetries(String account) {
        cluster.awaitThat(account + " is answered", () -> {
            CLOCK.advance(Duration.ofMinutes(5));
            return !cluster.events(Topics.CREDIT_EVENTS, account).isEmpty();
        });
    }

    static List<Payment> payments(String key) {
        return processor.payments().stream().filter(p -> p.key().equals(key)).toList();
    }
}
