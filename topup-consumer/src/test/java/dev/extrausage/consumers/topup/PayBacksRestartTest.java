package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.core.Change;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.HashedName;
import dev.extrausage.core.Seed;
import dev.extrausage.payments.CardProcessor;
import dev.extrausage.payments.Payment;
import dev.extrausage.payments.Refund;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.EventCodec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Stops the consumer between its memory, the processor and the event, and goes on. */
@Timeout(300)
@SuppressWarnings("try") // A consumer works by being open; nothing is asked of it.
class PayBacksRestartTest {
    private static final long USD = 1_000_000_000L;
    private static final String NO_REFUND = "+card-no-refund";
    @TempDir static Path folder;
    private static ConsumerCluster cluster;
    private final MovableClock clock = new MovableClock();
    private final Random random;
    private SimulatedCardProcessor processor;

    PayBacksRestartTest(@Seed long seed) {
        random = new Random(seed);
    }

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

    @Test void a_remembered_refund_is_paid_after_a_restart()
            throws Exception {
        owes("asked", "p-1");
        Payment paid = processor.find("p-1").orElseThrow();
        try (TopUps first = started(new BrokenLine())) {
            cluster.notifies("asked", "REFUND_DUE", 2, null, 5L, "p-1", "r-1");
            cluster.awaitThat("it is remembered", () -> isRemembered("asked"));
        }
        assertThat(processor.refunds()).noneMatch(r -> r.paymentId().equals(paid.paymentId()));
        try (TopUps second = started(processor)) {
            awaitEnd("asked", 1);
        }
        assertThat(refunds("asked", "p-1", "r-1")).hasSize(1);
    }

    @Test void an_unheard_refund_is_made_once() throws Exception {
        owes("deaf", "p-2");
        try (TopUps first = started(new DeafLine(processor, false))) {
            cluster.notifies("deaf", "REFUND_DUE", 2, null, 5L, "p-2", "r-1");
            cluster.awaitThat("it is made", () -> !refunds("deaf", "p-2", "r-1").isEmpty());
        }
        clock.advance(Duration.ofDays(10)); // longer than the processor remembers keys
        processor.close();
        processor = processor();
        try (TopUps second = started(processor)) {
            awaitEnd("deaf", 1);
        }
        assertThat(refunds("deaf", "p-2", "r-1")).hasSize(1);
        assertThat(cluster.events(Topics.CREDIT_EVENTS, "deaf")).isEmpty();
    }

    @Test void an_unheard_final_no_is_told_once() throws Exception {
        String account = "no" + NO_REFUND;
        owes(account, "p-3");
        try (TopUps first = started(new DeafLine(processor, false))) {
            cluster.notifies(account, "REFUND_DUE", 2, null, 5L, "p-3", "r-1");
            cluster.awaitThat("it is made", () -> !refunds(account, "p-3", "r-1").isEmpty());
        }
        clock.advance(Duration.ofDays(1));
        try (TopUps second = started(processor)) {
            cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 1);
        }
        try (TopUps third = started(processor)) {
            cluster.notifies(account, "REFUND_DUE", 2, null, 5L, "p-3", "r-1"); // read again
            cluster.notifies(account, "REFUND_DUE", 3, null, 5L, "p-3", "r-2");
            cluster.awaitEvents(Topics.CREDIT_EVENTS, account, 2);
        }
        assertThat(cluster.events(Topics.CREDIT_EVENTS, account)).hasSize(2);
        assertThat(refunds(account, "p-3", "r-1")).hasSize(1);
    }

    @Test void each_refund_is_settled_once_whatever_is_lost()
            throws Exception {
        int accounts = 12;
        for (int i = 0; i < accounts; i++) {
            owes(name(i), "c-" + i);
        }
        for (int part = 0; part < 4; part++) {
            try (TopUps consumer = started(
                    new BadLine(processor, new Random(random.nextLong())))) {
                for (int i = 0; i < accounts; i++) {
                    cluster.notifies(name(i), "REFUND_DUE", 2 + part, null, 6L, "c-" + i,
                            "r-" + part);
                }
                AtomicInteger turns = new AtomicInteger(random.nextInt(15));
                cluster.awaitThat("some time passes", () -> {
                    clock.advance(Duration.ofMinutes(1));
                    return turns.decrementAndGet() < 0;
                });
            }
        }
        try (TopUps last = started(processor)) {
            cluster.awaitThat("all is ended", () -> {
                clock.advance(Duration.ofMinutes(5));
                return ended("chaos-") == 4 * accounts;
            });
        }
        for (int i = 0; i < accounts; i++) {
            checkEach(i);
        }
    }

    /** $20 of payment is enough for three parts of $6, and never for the fourth. */
    private void checkEach(int i) throws Exception {
        boolean takes = !name(i).endsWith(NO_REFUND);
        Payment payment = processor.find("c-" + i).orElseThrow();
        assertThat(payment.refundedNanos()).isEqualTo(takes ? 18 * USD : 0);
        for (int part = 0; part < 4; part++) {
            assertThat(refunds(name(i), "c-" + i, "r-" + part)).hasSize(1);
        }
        // The end of their transaction may be marked here later than in the memory.
        cluster.awaitEvents(Topics.CREDIT_EVENTS, name(i), takes ? 1 : 4);
        assertThat(cluster.events(Topics.CREDIT_EVENTS, name(i))).hasSize(takes ? 1 : 4)
                .extracting(e -> ((Change.RefundFailed) EventCodec.toCore(e).change()).grantId())
                .doesNotHaveDuplicates();
    }

    private static String name(int i) {
        return "chaos-" + i + (i % 3 == 0 ? NO_REFUND : "");
    }

    /** A lot that the journal has, with its payment. */
    private void owes(String account, String key) throws Exception {
        Payment paid = processor.charge(key, account, 20 * USD);
        cluster.enters(account, 1, new Change.CreditGranted(key,
                GrantKind.PURCHASE, 20 * USD, null, paid.paymentId(), key),
                "APPLIED");
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

    private List<Refund> refunds(String account, String key, String refundId) {
        String paymentId = processor.find(key).orElseThrow().paymentId();
        String name = HashedName.ofFailedRefund(account, key, refundId);
        return processor.refunds().stream().filter(r -> r.paymentId().equals(paymentId)
                && r.key().equals(name)).toList();
    }

    private static boolean isRemembered(String account) {
        return memory().all().stream().anyMatch(p -> p.accountId().equals(account));
    }

    private static void awaitEnd(String account, long count) {
        cluster.awaitThat(account + " has no refund to come", () -> ended(account) == count);
    }

    private static long ended(String accountsPrefix) {
        return memory().all().stream()
                .filter(p -> p.accountId().startsWith(accountsPrefix) && !p.isOwed()).count();
    }

    private static PayBackMemory memory() {
        PayBackMemory memory = new PayBackMemory();
        cluster.committed(MemoryTopic.PAY_BACKS).forEach(r -> memory.replay(r.key(), r.value()));
        return memory;
    }
}
