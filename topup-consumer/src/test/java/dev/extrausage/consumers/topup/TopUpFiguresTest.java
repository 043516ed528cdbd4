package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.GrantKind;
import dev.extrausage.operations.Meters;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopUpFiguresTest {
    private static final Instant NOW = Instant.parse("2026-01-10T12:00:00Z");

    private final TopUpFigures figures = new TopUpFigures();
    private final Meters meters = new Meters();

    @BeforeEach
    void bind() {
        figures.bind(meters, () -> NOW);
    }

    @AfterEach
    void close() {
        meters.close();
    }

    private static TopUp topUp(String id, TopUp.Stage stage, long secondsAgo) {
        return new TopUp("acme", id, GrantKind.PURCHASE, 5_000_000_000L, stage,
                NOW.minusSeconds(secondsAgo).toEpochMilli(), 1);
    }

    @Test
    void charges_and_declines_are_counted_by_code() {
        figures.charged(5_000_000_000L);
        figures.declined("card_declined");
        figures.declined("card_declined");

        assertThat(meters.scrape()).contains("extra_usage_charges_total 1.0\n",
                "extra_usage_charged_usd_total 5.0\n",
                "extra_usage_declines_total{code=\"card_declined\"} 2.0\n")
                .doesNotContain("acme");
    }

    @Test
    void codes_beyond_the_bound_count_together() {
        for (int code = 0; code < 2 * TopUpFigures.MOST_CODES; code++) {
            figures.declined("code_" + code);
        }

        assertThat(figures.declinesByCode()).hasSize(TopUpFigures.MOST_CODES)
                .containsEntry(List.of(TopUpFigures.OTHER), TopUpFigures.MOST_CODES + 1.0);
    }

    @Test
    void a_consumer_without_a_session_knows_no_top_ups() {
        assertThat(meters.scrape()).doesNotContain("extra_usage_top_ups{",
                "extra_usage_top_up_oldest_unanswered_seconds ");
    }

    @Test
    void a_memory_counts_its_top_ups_by_stage() {
        TopUpMemory memory = new TopUpMemory();
        memory.put(topUp("old", TopUp.Stage.CHARGING, 90));
        memory.put(topUp("new", TopUp.Stage.CHARGING, 30));
        assertThat(memory.oldestUnanswered())
                .isEqualTo(NOW.minusSeconds(90).toEpochMilli());

        memory.put(topUp("old", TopUp.Stage.PAID, 5));
        assertThat(memory.count(TopUp.Stage.CHARGING)).isEqualTo(1);
        assertThat(memory.count(TopUp.Stage.PAID)).isEqualTo(1);
        assertThat(memory.oldestUnanswered())
                .isEqualTo(NOW.minusSeconds(30).toEpochMilli());

        memory.forget(topUp("new", TopUp.Stage.CHARGING, 30));
        assertThat(memory.count(TopUp.Stage.CHARGING)).isZero();
        assertThat(memory.oldestUnanswered()).isEqualTo(Long.MAX_VALUE);
    }
}
