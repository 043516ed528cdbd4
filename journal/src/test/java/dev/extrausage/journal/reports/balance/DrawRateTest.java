package dev.extrausage.journal.reports.balance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.LiveGrant;
import dev.extrausage.schemas.Surface;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawRateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final long DOLLAR = 1_000_000_000L;
    private static final DrawRate TWO_A_DAY = new DrawRate(14 * DOLLAR, Duration.ofDays(7));

    @Test
    void credit_lasts_what_is_left_over_what_a_day_draws() {
        assertThat(TWO_A_DAY.perDayNanos()).isEqualTo(2 * DOLLAR);
        assertThat(TWO_A_DAY.lasts(balance(grant(30, null)), NOW)).contains(Duration.ofDays(15));
    }

    @Test
    void what_expires_before_it_is_drawn_does_not_last() {
        Balance balance = balance(grant(100, NOW.plus(Duration.ofDays(10))), grant(6, null));

        assertThat(TWO_A_DAY.lasts(balance, NOW)).contains(Duration.ofDays(13));
    }

    @Test
    void a_grant_that_is_gone_before_its_turn_adds_nothing() {
        Balance balance = balance(grant(20, null), grant(50, NOW.plus(Duration.ofDays(5))));

        assertThat(TWO_A_DAY.lasts(balance, NOW)).contains(Duration.ofDays(10));
    }

    @Test
    void nothing_drawn_lasts_for_no_time_that_could_be_told() {
        DrawRate idle = new DrawRate(0, Duration.ofDays(7));

        assertThat(idle.lasts(balance(grant(5, null)), NOW)).isEmpty();
        assertThat(idle.perDayNanos()).isZero();
    }

    @Test
    void a_trickle_outlasts_any_calendar_and_does_not_overflow() {
        DrawRate trickle = new DrawRate(1, Duration.ofDays(7));

        assertThat(trickle.lasts(balance(grant(9_000_000_000L, null)), NOW).orElseThrow())
                .isGreaterThan(Duration.ofDays(1_000_000));
    }

    private static LiveGrant grant(long dollars, Instant expiresAt) {
        return new LiveGrant("g", "PURCHASE",
                Math.min(Long.MAX_VALUE / DOLLAR, dollars) * DOLLAR, NOW, expiresAt);
    }

    private static Balance balance(LiveGrant... grants) {
        Surface open = new Surface(true, null);
        return new Balance("anna", 1L, NOW, "pro", 1, false, NOW, NOW, 0L, 0L, 0L,
                List.of(grants), true, null, 0L, null, 0L, null, open, open, null, null, "v",
                NOW, null, 0L, false, null, null);
    }
}
