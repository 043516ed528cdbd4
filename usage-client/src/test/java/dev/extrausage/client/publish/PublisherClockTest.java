package dev.extrausage.client.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.publish.ScriptedKafka.Verdict;
import dev.extrausage.core.EventId;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A publisher's clock: how long usage waits, and how far the brokers' is away. */
class PublisherClockTest extends PublisherStand {
    @Test void waiting_is_measured_by_the_clock_not_by_ids() {
        kafka.does(r -> Verdict.HANG);
        long[] now = {1_795_000_000_000L};
        UsagePublisher publisher = builder(folder.resolve("spool")).clock(() -> now[0]).open();
        publisher.publish(Usage.of("acme").app("claude.ai").model("claude-haiku-4-5")
                .eventId(EventId.derived(0, "of 1970")).build());
        now[0] += 5_000;
        assertThat(publisher.metrics().oldestWaiting()).isEqualTo(Duration.ofSeconds(5));
        publisher.close(Duration.ZERO);
    }

    @Test void metrics_show_the_age_of_the_oldest_waiting_event() {
        kafka.does(r -> Verdict.HANG);
        long[] now = {1_795_000_000_000L};
        UsagePublisher publisher = builder(folder.resolve("spool")).clock(() -> now[0]).open();
        publisher.publish(usage("acme"));
        now[0] += 90_000;
        publisher.publish(usage("acme"));
        assertThat(publisher.metrics().oldestWaiting()).isEqualTo(Duration.ofSeconds(90));
        publisher.close(Duration.ZERO);
    }

    @Test void ids_ahead_of_the_brokers_clock_start_again() {
        long broker = 1_795_000_000_000L;
        long[] ours = {broker + 3_600_000};
        kafka.clock = broker;
        try (UsagePublisher publisher =
                builder(folder.resolve("spool")).clock(() -> ours[0]).open()) {
            acknowledged(publisher.publish(usage("acme")));
            ours[0] = broker;
            acknowledged(publisher.publish(usage("acme")));
            assertThat(publisher.publish(usage("acme")).eventId().time()).isEqualTo(broker);
        }
    }

    @Test void a_clock_apart_from_the_brokers_is_told_either_way() {
        long broker = 1_795_000_000_000L;
        long[] ours = {broker - 600_000};
        kafka.clock = broker;
        try (UsagePublisher publisher =
                builder(folder.resolve("spool")).clock(() -> ours[0]).open()) {
            assertThat(publisher.metrics().clockAhead()).isEqualTo(Duration.ZERO);
            acknowledged(publisher.publish(usage("acme")));
            assertThat(publisher.metrics().clockAhead()).isEqualTo(Duration.ofMinutes(-10));
            ours[0] = broker + 600_000;
            acknowledged(publisher.publish(usage("acme")));
            assertThat(publisher.metrics().clockAhead()).isEqualTo(Duration.ofMinutes(10));
        }
    }
}
