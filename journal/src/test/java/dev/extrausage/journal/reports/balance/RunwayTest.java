package dev.extrausage.journal.reports.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunwayTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");
    private static final Runway TEN_A_DAY = new Runway(10, Duration.ofDays(1));

    @Test void lots_are_drawn_one_after_another() {
        assertThat(TEN_A_DAY.end(List.of(lot(20, null), lot(30, null)), NOW))
                .isEqualTo(NOW.plus(Duration.ofDays(5)));
    }

    @Test void what_expires_before_its_turn_is_lost() {
        Instant tomorrow = NOW.plus(Duration.ofDays(1));
        assertThat(TEN_A_DAY.end(List.of(lot(1_000, tomorrow), lot(1_000, tomorrow),
                lot(10, null)), NOW)).isEqualTo(NOW.plus(Duration.ofDays(2)));
    }

    @Test void no_end_is_later_than_a_timestamp_can_say() {
        Runway slow = new Runway(1, Duration.ofDays(30));
        assertThat(slow.end(List.of(lot(Long.MAX_VALUE, null), lot(Long.MAX_VALUE, null)), NOW))
                .isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
    }

    private static Runway.Lot lot(long leftNanos, Instant expiresAt) {
        return new Runway.Lot(leftNanos, expiresAt);
    }
}
