package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.encode;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static dev.extrausage.stream.topology.LedgerDriver.purchase;
import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Input;
import dev.extrausage.core.UtcTime;
import dev.extrausage.operations.Meters;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.stream.topology.LedgerDriver;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The real topology's counts, as Prometheus reads them. */
class LedgerMetersTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");
    private static final String ACME = "acme";

    private final LedgerDriver ledger = new LedgerDriver(Catalogs.example());
    private final Meters meters = new Meters();

    @BeforeEach
    void bind() {
        LedgerMeters.bind(meters, ledger.counts(), () -> null);
    }

    @AfterEach
    void close() {
        ledger.close();
        meters.close();
    }

    @Test
    void entries_are_counted_by_outcome_and_reason() {
        ledger.pipe(new Input(change(id(T, 1), ACME, T, planStarted("pro")), T));
        ledger.pipe(new Input(usage(id(T, 2), ACME, T), T));
        ledger.pipe(new Input(usage(id(T, 3), "stranger", T), T));

        assertThat(meters.scrape()).contains(
                "extra_usage_entries_total{outcome=\"APPLIED\",reason=\"none\"} 2.0\n",
                "extra_usage_entries_total{outcome=\"REFUSED\",reason=\"UNKNOWN_ACCOUNT\"} 1.0\n",
                "extra_usage_entries_total{outcome=\"REFUSED\",reason=\"IN_THE_FUTURE\"} 0.0\n");
    }

    @Test
    void an_input_that_comes_again_is_a_duplicate() {
        for (int times = 0; times < 3; times++) {
            ledger.pipe(new Input(change(id(T, 1), ACME, T, planStarted("pro")), T));
        }

        assertThat(meters.scrape()).contains("extra_usage_duplicates_total 2.0\n");
    }

    @Test
    void a_bad_input_is_counted_by_what_was_wrong() {
        ledger.pipe(Topics.USAGE_EVENTS, null, encode(usage(id(T, 1), ACME, T)), T);
        ledger.pipe(Topics.USAGE_EVENTS, "other", encode(usage(id(T, 1), ACME, T)), T);
        ledger.pipe(Topics.USAGE_EVENTS, ACME, new byte[] {1, 2, 3}, T);
        ledger.pipe(Topics.USAGE_EVENTS, ACME, belowZero(), T);
        ledger.pipe(Topics.ACCOUNT_EVENTS, ACME,
                encode(change(id(T, 1), ACME, T, purchase("g", 5))), T);
        ledger.pipe(Topics.USAGE_EVENTS, ACME, new byte[300 * 1024], T);

        assertThat(meters.scrape()).contains("extra_usage_rejected_total{kind=\"key\"} 2.0\n",
                "extra_usage_rejected_total{kind=\"undecodable\"} 1.0\n",
                "extra_usage_rejected_total{kind=\"value\"} 1.0\n",
                "extra_usage_rejected_total{kind=\"topic\"} 1.0\n",
                "extra_usage_rejected_total{kind=\"size\"} 1.0\n",
                "extra_usage_rejected_total{kind=\"partition\"} 0.0\n");
    }

    private static byte[] belowZero() {
        UsageEvent event = EventCodec.toAvro(
                (dev.extrausage.core.UsageEvent) usage(id(T, 1), ACME, T));
        event.setInputTokens(-1L);
        return LedgerDriver.CODECS.usageEvents().encode(event);
    }

    @Test
    void every_committed_entry_has_an_age() {
        ledger.pipe(new Input(change(id(T, 1), ACME, T, planStarted("pro")), T));
        ledger.pipe(new Input(usage(id(T, 2), ACME, T), T));

        assertThat(meters.scrape()).contains("extra_usage_decision_age_seconds_count 2\n",
                "extra_usage_decision_age_seconds_bucket{le=\"3600.0\"} 0\n", // long ago
                "extra_usage_decision_age_seconds_bucket{le=\"+Inf\"} 2\n");
    }

    @Test
    void cost_without_a_payer_is_counted_in_dollars() {
        ledger.pipe(new Input(change(id(T, 1), ACME, T, planStarted("free")), T));
        List<String> outcomes = List.of();
        for (int n = 2; n < 2_000 && !outcomes.contains("UNCOVERED NO_EXTRA_USAGE_ACCESS"); n++) {
            ledger.pipe(new Input(usage(id(T, n), ACME, T), T));
            outcomes = ledger.outcomes();
        }

        assertThat(meters.scrape())
                .contains("outcome=\"UNCOVERED\",reason=\"NO_EXTRA_USAGE_ACCESS\"} 1.0\n")
                .doesNotContain("extra_usage_uncovered_usd_total 0.0\n", ACME);
    }

    @Test
    void a_ledger_that_does_not_run_has_no_lag() {
        assertThat(meters.scrape()).contains("extra_usage_partitions_active 0.0\n")
                .doesNotContain("extra_usage_lag_records{", "commit_latency_seconds ");
    }
}
