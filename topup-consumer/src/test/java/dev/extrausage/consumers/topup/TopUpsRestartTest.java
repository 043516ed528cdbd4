package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each test stops the consumer where it hurts and goes on with a new one on the same files. */
@Timeout(300)
@SuppressWarnings("try") // A consumer works by being open; nothing is asked of it.
class TopUpsRestartTest {
    @TempDir static Path folder;
    private static ConsumerCluster cluster;
    private final MovableClock clock = new MovableClock();
    private SimulatedCardProcessor processor;

    @BeforeAll static void start() throws Exception {
        cluster = new ConsumerCluster(folder.resolve("kafka"));
    }

    @AfterAll static void stop() {
        cluster.close();
    }

    @BeforeEach void open() throws Exception {
        processor = processor();
    }

    @AfterEach void close() throws Exception {
        processor.close();
    }

    @Test void an_unheard_charge_is_credited_once_after_a_restart()
            throws Exception {
        cluster.opens("crash");
        try (TopUps first = started(new DeafLine(processor))) {
            cluster.requests("crash", "k-1", 20);
            cluster.awaitThat("k-1 is charged", () -> !payments("k-1").isEmpty());
        }
        processor.close();
        processor = processor();
        try (TopUps second = started(processor)) {
            assertThat(credits("crash")).singleElement().isEqualTo("k-1");
        }
        assertThat(payments("k-1")).hasSize(1);
    }

    @Test void an_outage_longer_than_the_processor_remembers_keys_charges_once() {
        cluster.opens("outage");
        try (TopUps first = started(new DeafLine(processor))) {
            cluster.requests("outage", "k-2", 20);
            cluster.awaitThat("k-2 is charged", () -> !payments("k-2").isEmpty());
        }
        clock.advance(Duration.ofDays(10));
        try (TopUps second = started(processor)) {
            assertThat(credits("outage")).singleElement().isEqualTo("k-2");
        }
        assertThat(payments("k-2")).hasSize(1);
    }

    @Test void after_a_restart_nothing_answered_is_charged_or_answered_again() {
        cluster.opens("calm");
        try (TopUps first = started(processor)) {
            cluster.requests("calm", "k-3", 20);
            credits("calm");
        }
        try (TopUps second = started(processor)) {
            cluster.requests("calm", "k-3", 20);
            cluster.requests("calm", "k-4", 20);
            cluster.awaitEvents(Topics.CREDIT_EVENTS, "calm", 2);
            assertThat(credits("calm")).containsExactly("k-3", "k-4");
        }
        assertThat(payments("k-3")).hasSize(1);
    }

    @Test void a_refund_whose_answer_nobody_heard_is_made_once() {
        cluster.opens("back");
        try (TopUps first = started(processor)) {
            cluster.requests("back", "k-5", 20);
            credits("back");
        }
        try (TopUps second = started(new DeafLine(processor, false))) {
            cluster.notifies("back", "PAID_CREDIT_REFUSED", "k-5", 20L);
            cluster.awaitThat("k-5 is refunded", () -> payments("k-5").get(0).isRefunded());
        }
        long refundedAt = payments("k-5").get(0).refundedAt();
        clock.advance(Duration.ofDays(1));
        try (TopUps third = started(processor)) {
            cluster.requests("back", "k-6", 20);
            cluster.awaitEvents(Topics.CREDIT_EVENTS, "back", 2);
        }
        assertThat(payments("k-5")).singleElement()
                .satisfies(p -> assertThat(p.refundedAt()).isEqualTo(refundedAt));
        assertThat(credits("back")).containsExactly("k-5", "k-6");
    }

    @Test void a_second_instance_takes_over_what_the_first_left_open() {
        cluster.opens("heir+card-lost-answer");
        TopUps first = started(new DeafLine(processor));
        cluster.requests("heir+card-lost-answer", "k-7", 20);
        cluster.awaitThat("k-7 is charged", () -> !payments("k-7").isEmpty());
        try (TopUps second = new TopUps(cluster.settings("2"), CatalogFile.defaultCatalog(),
                cluster.ids, processor, clock)) {
            second.start();
            first.close();
            assertThat(credits("heir+card-lost-answer")).singleElement().isEqualTo("k-7");
        }
        assertThat(payments("k-7")).hasSize(1);
    }

    @Test void too_many_outstanding_hold_up_requests_and_not_refunds() {
        cluster.opens("full");
        cluster.opens("full+card-silent");
        try (TopUps first = started(processor)) {
            cluster.requests("full", "k-8", 20);
            credits("full");
            cluster.requests("full+card-silent", "k-9", 20);
            cluster.requests("full", "k-10", 20);
            cluster.awaitEvents(Topics.CREDIT_EVENTS, "full", 2);
        }
        ConsumerSettings usual = cluster.settings("1");
        ConsumerSettings narrow = new ConsumerSettings(usual.bootstrapServers(), "1",
                usual.kafka(), usual.applicationId(), 4, 1, usual.firstRetry(), 1,
                usual.resendAfter());
        try (TopUps second = new TopUps(
                narrow, CatalogFile.defaultCatalog(), cluster.ids, processor, clock)) {
            cluster.requests("full", "k-11", 20);
            cluster.notifies("full", "PAID_CREDIT_REFUSED", "k-8", 20L);
            second.start();
            cluster.awaitThat("k-8 is refunded", () -> payments("k-8").get(0).isRefunded());
            assertThat(payments("k-11")).isEmpty();
        }
        try (TopUps third = started(processor)) {
            cluster.awaitEvents(Topics.CREDIT_EVENTS, "full", 3);
        }
    }

    private TopUps started(CardProcessor by) {
        TopUps topUps = new TopUps(
                cluster.settings("1"), CatalogFile.defaultCatalog(), cluster.ids, by, clock);
        topUps.start();
        return topUps;
    }

    private SimulatedCardProcessor processor() throws Exception {
        return SimulatedCardProcessor.open(folder.resolve("payments"), CardsOnFile.byAccountId(),
                clock, Duration.ofHours(1));
    }

    private static List<String> credits(String account) {
        List<AccountEvent> events = cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 1);
        return events.stream().map(e -> ((CreditGranted) e.getChange()).getGrantId()).toList();
    }

    private List<Payment> payments(String key) {
        return processor.payments().stream().filter(p -> p.key().equals(key)).toList();
    }
}
