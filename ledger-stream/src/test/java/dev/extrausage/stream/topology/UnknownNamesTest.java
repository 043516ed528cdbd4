package dev.extrausage.stream.topology;

import static dev.extrausage.stream.topology.LedgerDriver.change;
import static dev.extrausage.stream.topology.LedgerDriver.id;
import static dev.extrausage.stream.topology.LedgerDriver.planStarted;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Input;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.stream.topology.UnknownNames.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.metrics.Metrics;
import org.junit.jupiter.api.Test;

class UnknownNamesTest {
    private static final long T = UtcTime.parse("t", "2026-01-10T12:00:00Z");

    private final List<String> warnings = new ArrayList<>();
    private long now = 1_000_000;
    private final UnknownNames names = new UnknownNames(() -> now, warnings::add);

    @Test void refused_usage_counts_by_folded_model_tier_and_unit() {
        try (LedgerDriver ledger = new LedgerDriver(Catalogs.example())) {
            ledger.pipe(new Input(change(id(T, 0), "a", T, planStarted("pro")), T));
            ledger.pipe(usage(1, "claude.ai", "Claude-9", null, Map.of()));
            ledger.pipe(usage(2, "claude.ai", "claude-9", "gold", Map.of()));
            ledger.pipe(usage(3, "claude.ai", "claude-opus-4-5", "Gold", Map.of()));
            ledger.pipe(usage(4, "claude.ai", "claude-opus-4-5", null, Map.of("Image", 1L)));
            ledger.pipe(usage(5, "claude.ai", "claude-opus-4-5", null, Map.of("image", 0L)));

            assertThat(ledger.counted("unpriced-total", Map.of("kind", "model"))).isEqualTo(
                    Map.of("claude-9", 2.0));
            assertThat(ledger.counted("unpriced-total", Map.of("kind", "tier"))).isEqualTo(
                    Map.of("gold", 1.0));
            assertThat(ledger.counted("unpriced-total", Map.of("kind", "unit"))).isEqualTo(
                    Map.of("image", 1.0));
        }
    }

    @Test void apps_that_look_like_known_ones_are_counted() {
        try (LedgerDriver ledger = new LedgerDriver(Catalogs.example())) {
            ledger.pipe(new Input(change(id(T, 0), "a", T, planStarted("pro")), T));
            int n = 1;
            for (String app : List.of("claude.ai", "Claude.AI", "cursor", "Cursor", "claude-ai",
                    "claude_ai", "claude-code")) {
                ledger.pipe(usage(n++, app, "claude-opus-4-5", null, Map.of()));
            }

            assertThat(ledger.counted("unknown-apps-total", Map.of("kind", "app"))).isEqualTo(
                    Map.of("cursor", 1.0, "claude-ai", 1.0, "claude_ai", 1.0));
            assertThat(ledger.counted("unpriced-total", Map.of())).isEmpty();
        }
    }

    @Test void names_are_warned_of_once_a_minute_with_their_count() {
        try (Metrics metrics = new Metrics()) {
            names.count(Kind.MODEL, "m", metrics::sensor);
            now += 59_999;
            names.count(Kind.MODEL, "m", metrics::sensor);
            names.count(Kind.APP, "claude-ai", metrics::sensor);
            names.warnOfRest();
            assertThat(warnings).singleElement().asString().startsWith(
                    "1 request of model m refused UNPRICED_MODEL: the catalog has no price");
            now += 1;
            names.count(Kind.MODEL, "m", metrics::sensor);
            assertThat(warnings).hasSize(2).last().asString().startsWith("2 requests of model m ");
            names.count(Kind.MODEL, "m", metrics::sensor);
            now += 60_000;
            names.warnOfRest();
            names.warnOfRest();
            assertThat(warnings).hasSize(3).last().asString().startsWith("1 request of model m ");
        }
    }

    @Test void a_flood_of_names_ends_in_one_metric() {
        try (Metrics metrics = new Metrics()) {
            for (int i = 0; i < UnknownNames.MOST_NAMES + 500; i++) {
                names.count(Kind.MODEL, "m" + i, metrics::sensor);
            }
            names.count(Kind.MODEL, "m7", metrics::sensor);

            List<MetricName> counted = metrics.metrics().keySet().stream()
                    .filter(m -> m.name().equals("unpriced-total")).toList();
            assertThat(counted).hasSize(UnknownNames.MOST_NAMES + 1);
            assertThat(metrics.metrics().get(counted.stream()
                    .filter(m -> m.tags().get("name").equals(UnknownNames.OTHER)).findAny()
                    .orElseThrow()).metricValue()).isEqualTo(500.0);
            assertThat(warnings).hasSize(UnknownNames.MOST_NAMES + 1);
        }
    }

    private static Input usage(
            int n, String app, String model, String tier, Map<String, Long> units) {
        return new Input(new UsageEvent(id(T, n), "a", null, T, app, null, model, 10, 0, 0, 0, 0,
                tier, units), T);
    }
}
