package dev.extrausage.consumers.topup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.Surface;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingsTest {
    private final Standings standings = new Standings();

    @Test void a_credit_counts_until_the_snapshot_has_its_entry() {
        standings.set("ann", snapshot(3, 100));

        standings.credited("ann", 4, 10);
        standings.credited("ann", 6, 20);
        assertThat(standings.extraUsageNanos("ann")).isEqualTo(130);

        standings.set("ann", snapshot(5, 110));
        assertThat(standings.extraUsageNanos("ann")).isEqualTo(130);
        standings.set("ann", snapshot(6, 130));
        assertThat(standings.extraUsageNanos("ann")).isEqualTo(130);
    }

    @Test void a_credit_that_the_snapshot_has_counts_once() {
        standings.set("ann", snapshot(3, 100));
        standings.credited("ann", 3, 10);

        assertThat(standings.extraUsageNanos("ann")).isEqualTo(100);
    }

    @Test void a_credit_of_one_account_counts_for_no_other() {
        for (int i = 0; i < 40; i++) {
            standings.set("a" + i, snapshot(i, i));
        }
        standings.credited("a20", 21, 1_000);

        assertThat(standings.extraUsageNanos("a20")).isEqualTo(1_020);
        assertThat(standings.extraUsageNanos("a21")).isEqualTo(21);
    }

    private static Balance snapshot(long sequence, long extraUsageNanos) {
        Surface open = new Surface(true, null);
        Instant time = Instant.EPOCH;
        return new Balance("ann", sequence, time, "pro", 1, false, time, null, 0L, 0L,
                extraUsageNanos, List.of(), true, null, 0L, null, 0L, null, open, open, null, null,
                "2026-01", time, null, 0L, false, null, null);
    }
}
