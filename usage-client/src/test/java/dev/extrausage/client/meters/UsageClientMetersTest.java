package dev.extrausage.client.meters;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.gate.DecidedBy;
import dev.extrausage.client.gate.GateAnswer.Verdict;
import dev.extrausage.client.gate.GateFigures;
import dev.extrausage.client.publish.PublisherMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UsageClientMetersTest {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private static GateFigures gate(long ageMillis) {
        return new GateFigures(true, 12, 40, 1, ageMillis, 3, 2_500_000_000L, 4, 5,
                List.of(new GateFigures.Answers(Verdict.ALLOWED, DecidedBy.BALANCES, 70),
                        new GateFigures.Answers(Verdict.BLOCKED, DecidedBy.STALE, 2)),
                1_000, 24);
    }

    @Test
    void a_gates_figures_have_the_names_of_prometheus() {
        new UsageClientMeters(() -> gate(1_500), null).bindTo(registry);

        assertThat(registry.scrape()).contains(
                "extra_usage_gate_answers_total{decided_by=\"BALANCES\",verdict=\"ALLOWED\"} 70.0",
                "extra_usage_gate_answers_total{decided_by=\"STALE\",verdict=\"BLOCKED\"} 2.0",
                "extra_usage_gate_ready 1.0", "extra_usage_gate_accounts 12.0",
                "extra_usage_gate_snapshots_total 40.0",
                "extra_usage_gate_snapshots_unreadable_total 1.0",
                "extra_usage_gate_snapshot_age_seconds 1.5", "extra_usage_gate_holds 3.0",
                "extra_usage_gate_held_usd 2.5", "extra_usage_gate_holds_expired_total 4.0",
                "extra_usage_gate_unpriced_total 5.0", "extra_usage_gate_memory_bytes 1024.0")
                .doesNotContain("publisher");
    }

    @Test
    void a_gate_that_knows_nothing_yet_has_no_age() {
        new UsageClientMeters(() -> gate(Long.MAX_VALUE), null).bindTo(registry);

        assertThat(registry.scrape()).contains("extra_usage_gate_snapshot_age_seconds NaN");
    }

    @Test
    void a_publishers_figures_have_the_names_of_prometheus() {
        new UsageClientMeters(null, () -> new PublisherMetrics(100, 7, 4_096, 2, 3, 1,
                Duration.ofMillis(2_500), Optional.of("Kafka is away"),
                Duration.ofMillis(-250))).bindTo(registry);

        assertThat(registry.scrape()).contains("extra_usage_publisher_sent_total 100.0",
                "extra_usage_publisher_resent_total 2.0",
                "extra_usage_publisher_refused_total 3.0", "extra_usage_publisher_waiting 7.0",
                "extra_usage_publisher_set_aside 1.0",
                "extra_usage_publisher_oldest_waiting_seconds 2.5",
                "extra_usage_publisher_spool_bytes 4096.0",
                "extra_usage_publisher_clock_ahead_seconds -0.25")
                .doesNotContain("gate");
    }
}
