package dev.extrausage.consumers.cyclereset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final long RESEND_AFTER = 1_000;
    private final Schedule schedule = new Schedule(RESEND_AFTER);

    @Test void the_earliest_instant_comes_first_and_none_before_its_time() {
        schedule.set("b", 20, true);
        schedule.set("a", 10, false);

        assertThat(schedule.takeDue(9)).isNull();
        assertThat(schedule.takeDue(20)).isEqualTo(new Schedule.Due("a", 10, false));
        assertThat(schedule.takeDue(20)).isEqualTo(new Schedule.Due("b", 20, true));
        assertThat(schedule.takeDue(20)).isNull();
    }

    @Test void an_undecided_instant_is_taken_again_ever_later() {
        schedule.set("a", 10, true);
        List<Long> taken = new ArrayList<>();
        for (long now = 0; now <= 8_000; now += 10) {
            if (schedule.takeDue(now) != null) {
                taken.add(now);
                schedule.set("a", 10, true); // A snapshot that says the same changes nothing.
            }
        }
        assertThat(taken).containsExactly(10L, 1_010L, 3_010L, 7_010L);
        schedule.set("a", 8_010, true);
        assertThat(schedule.takeDue(8_009)).isNull();
        assertThat(schedule.takeDue(8_010)).isEqualTo(new Schedule.Due("a", 8_010, true));
    }

    @Test void an_instant_sent_by_another_waits_likewise() {
        schedule.set("a", 10, true);
        schedule.set("b", 10, true);
        schedule.wasSent("a", 10, 500);
        schedule.wasSent("b", 9, 500);

        assertThat(schedule.takeDue(500)).isEqualTo(new Schedule.Due("b", 10, true));
        assertThat(schedule.takeDue(1_499)).isNull();
        assertThat(schedule.takeDue(1_500)).isNotNull();
    }

    @Test void an_account_without_an_instant_is_left_alone() {
        schedule.set("a", 10, true);
        schedule.clear("a");
        schedule.clear("unheard-of");

        assertThat(schedule.takeDue(100)).isNull();
        assertThat(schedule.size()).isZero();
    }

    @Test void random_histories_give_what_a_plain_map_gives(@Seed long seed) {
        Random random = new Random(seed);
        Map<String, Long> expected = new HashMap<>();
        for (int step = 0; step < 20_000; step++) {
            String account = "account-" + random.nextInt(300);
            if (random.nextInt(4) == 0) {
                schedule.clear(account);
                expected.remove(account);
            } else {
                // Far apart from each other, so that no two accounts share an instant.
                long at = random.nextInt(1_000_000) * 1_000L + random.nextInt(1_000);
                schedule.set(account, at, true);
                expected.put(account, at);
            }
        }
        assertThat(schedule.size()).isEqualTo(expected.size());
        long before = Long.MIN_VALUE;
        Set<String> taken = new HashSet<>();
        while (taken.size() < expected.size()) {
            Schedule.Due due = schedule.takeDue(Long.MAX_VALUE / 4);
            assertThat(due).isNotNull();
            assertThat(due.at()).isEqualTo(expected.get(due.accountId()))
                    .isGreaterThanOrEqualTo(before);
            before = due.at();
            taken.add(due.accountId());
        }
        assertThat(schedule.takeDue(Long.MAX_VALUE / 4)).isNull();
    }

    @Test void a_million_accounts_due_at_once_keep_the_rate() {
        int accounts = 1_000_000;
        int perSecond = 2_000;
        Schedule once = new Schedule(Long.MAX_VALUE / 128);
        for (int i = 0; i < accounts; i++) {
            once.set("account-" + i, i % 60_000, true);
        }
        RateBound rate = new RateBound(perSecond, 0);
        int taken = 0;
        long now = 60_000;
        for (; taken < accounts; now += 50) {
            int allowed = rate.allowed(now);
            assertThat(allowed).isLessThanOrEqualTo(perSecond);
            for (int i = 0; i < allowed; i++) {
                taken += once.takeDue(now) == null ? 0 : 1;
            }
            rate.passed(allowed);
        }
        assertThat(now - 60_000).isBetween(499_000L, 501_000L);
        assertThat(once.takeDue(now)).isNull();
    }
}
