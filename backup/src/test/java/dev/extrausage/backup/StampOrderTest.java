package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StampOrderTest {
    private final AtomicLong now = new AtomicLong(10_000);
    private final StampOrder order = new StampOrder(now::get);

    @Test
    void the_first_topic_waits_for_nobody() {
        assertThat(order.turnTo("a")).isZero();
    }

    @Test
    void a_broker_with_an_unseen_clock_gets_a_second() {
        order.turnTo("a");
        order.stamped("a", 10_000);
        assertThat(order.turnTo("b")).isEqualTo(1_000);
    }

    @Test
    void a_slower_clock_is_waited_for() {
        turn("a", 10_000);
        now.set(11_000);
        turn("b", 10_950); // 50 behind
        turn("a", 11_000);
        assertThat(order.turnTo("b")).isEqualTo(51);
    }

    @Test
    void a_faster_clock_is_not_waited_for() {
        turn("a", 10_000);
        now.set(11_000);
        turn("b", 11_070);
        turn("a", 11_080);
        assertThat(order.turnTo("b")).isEqualTo(11);
    }

    @Test
    void a_stamp_that_is_not_later_ends_the_restore() {
        turn("a", 10_000);
        order.turnTo("b");
        assertThatThrownBy(() -> order.stamped("b", 10_000))
                .isInstanceOf(BackupProblem.class).hasMessageContaining("leads b");
    }

    private void turn(String topic, long stamp) {
        order.turnTo(topic);
        order.stamped(topic, stamp);
    }
}
