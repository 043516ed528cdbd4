package dev.extrausage.consumers.cyclereset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.consumers.runtime.ConsumerCluster;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.core.EventId;
import dev.extrausage.payments.simulated.MovableClock;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.CycleReset;
import dev.extrausage.schemas.TimePassed;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@SuppressWarnings("try") // A consumer works by being open; nothing is asked of it.
class CycleResetsTest {
    private static final Duration RESEND_AFTER = Duration.ofMinutes(1);
    @TempDir static Path folder;
    private static ConsumerCluster cluster;
    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.instant();

    @BeforeAll static void start() throws Exception {
        cluster = new ConsumerCluster(folder.resolve("kafka"));
    }

    @AfterAll static void stop() {
        cluster.close();
    }

    @Test void a_cycle_end_is_a_reset_other_instants_time_passed() {
        Instant due = now.plusSeconds(60);
        snapshot("ends", due, due);
        snapshot("expires", due.plusSeconds(3600), due);
        try (CycleResets consumer = started("1")) {
            clock.advance(Duration.ofSeconds(60));

            AccountEvent reset = sent("ends", 1).get(0);
            assertThat(reset.getChange()).isEqualTo(new CycleReset(due));
            assertThat(reset.getOccurredAt()).isEqualTo(due);
            assertThat(EventId.parse(reset.getEventId()).time()).isEqualTo(due.toEpochMilli());
            assertThat(sent("expires", 1).get(0).getChange()).isEqualTo(new TimePassed(due));
        }
    }

    @Test void nothing_is_sent_before_its_instant_or_without_one() {
        snapshot("later", now.plusSeconds(60), now.plusSeconds(60));
        snapshot("never", null, null);
        snapshot("marker-of-order", now, now);
        try (CycleResets consumer = started("1")) {
            sent("marker-of-order", 1);
            assertThat(cluster.events(Topics.ACCOUNT_EVENTS, "later")).isEmpty();
            assertThat(cluster.events(Topics.ACCOUNT_EVENTS, "never")).isEmpty();
        }
    }

    @Test void an_undecided_instant_is_sent_once_across_a_restart() {
        snapshot("slow", now, now);
        try (CycleResets first = started("1")) {
            sent("slow", 1);
        }
        snapshot("slow-marker", now, now);
        try (CycleResets second = started("1")) {
            sent("slow-marker", 1);
            assertThat(sent("slow", 1)).hasSize(1);
        }
    }

    @Test void an_instant_still_undecided_is_sent_again_unchanged() {
        snapshot("refused", now, now);
        try (CycleResets consumer = started("1")) {
            sent("refused", 1);
            clock.advance(RESEND_AFTER);
            List<AccountEvent> twice = sent("refused", 2);
            assertThat(twice.get(0)).isEqualTo(twice.get(1));
        }
    }

    @Test void an_account_idle_for_months_goes_through_each_cycle() {
        Instant first = now.minus(Duration.ofDays(90));
        Instant second = now.minus(Duration.ofDays(60));
        snapshot("idle", first, first);
        try (CycleResets consumer = started("1")) {
            assertThat(sent("idle", 1).get(0).getChange()).isEqualTo(new CycleReset(first));
            snapshot("idle", second, second);
            assertThat(sent("idle", 2).get(1).getChange()).isEqualTo(new CycleReset(second));
        }
    }

    @Test void accounts_due_at_once_are_spread_and_none_is_missed()
            throws Exception {
        int accounts = 500;
        try (ConsumerCluster own = new ConsumerCluster(folder.resolve("spread"))) {
            for (int i = 0; i < accounts; i++) {
                own.snapshot("many-" + i, "pro", false, true, now, now);
            }
            ConsumerSettings usual = own.settings("1");
            ConsumerSettings slow = new ConsumerSettings(usual.bootstrapServers(), "1",
                    usual.kafka(), usual.applicationId(), 1, 1, usual.firstRetry(), 100,
                    Duration.ofDays(1));
            try (CycleResets consumer = new CycleResets(slow, own.ids, clock)) {
                consumer.start();
                for (int second = 1; second <= 5; second++) {
                    int soFar = 100 * second;
                    own.awaitThat(soFar + " are sent", () -> sentToMany(own, accounts) >= soFar);
                    assertThat(sentToMany(own, accounts)).isEqualTo(soFar);
                    clock.advance(Duration.ofSeconds(1));
                }
            }
        }
    }

    @Test void two_instances_share_the_accounts_and_send_each_instant_once() {
        int accounts = 40;
        for (int i = 0; i < accounts; i++) {
            snapshot("pair-" + i, now.plusSeconds(10), now.plusSeconds(10));
        }
        try (CycleResets one = started("1"); CycleResets two = started("2")) {
            clock.advance(Duration.ofSeconds(10));
            for (int i = 0; i < accounts; i++) {
                assertThat(sent("pair-" + i, 1)).hasSize(1);
            }
        }
    }

    private static long sentToMany(ConsumerCluster cluster, int accounts) {
        return IntStream.range(0, accounts).mapToObj(i -> "many-" + i)
                .mapToLong(a -> cluster.events(Topics.ACCOUNT_EVENTS, a).size()).sum();
    }

    private static void snapshot(String account, Instant cycleEnd, Instant nextDueAt) {
        cluster.snapshot(account, "pro", false, true, cycleEnd, nextDueAt);
    }

    private static List<AccountEvent> sent(String account, int count) {
        return cluster.awaitEvents(Topics.ACCOUNT_EVENTS, account, count);
    }

    private CycleResets started(String instance) {
        CycleResets consumer = new CycleResets(cluster.settings(instance)
                .withWaits(Duration.ofSeconds(1), RESEND_AFTER), cluster.ids, clock);
        consumer.start();
        return consumer;
    }
}
