package dev.extrausage.benchmarks.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class AwaitedTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    private final Awaited awaited = new Awaited(new long[] {100, 7});

    @Test void an_events_latency_runs_from_due_to_seen() {
        awaited.countFrom(0);
        for (int i = 1; i <= 1_000; i++) {
            awaited.sent(0, i * MILLI);
        }
        for (int i = 1; i <= 1_000; i++) {
            awaited.seen(0, 99 + i, 2 * i * MILLI);
        }

        Histogram micros = awaited.latencies();
        assertThat(micros.getTotalCount()).isEqualTo(1_000);
        assertThat(micros.getValueAtPercentile(50)).isBetween(499_000L, 501_000L);
        assertThat(micros.getValueAtPercentile(99)).isBetween(989_000L, 991_000L);
        assertThat(micros.getMaxValue()).isBetween(999_000L, 1_001_000L);
    }

    @Test void what_was_due_before_counting_began_is_not_counted() {
        awaited.countFrom(10 * MILLI);
        awaited.sent(1, 9 * MILLI);
        awaited.sent(1, 10 * MILLI);
        awaited.seen(1, 7, 20 * MILLI);
        awaited.seen(1, 8, 20 * MILLI);

        assertThat(awaited.latencies().getTotalCount()).isEqualTo(1);
        assertThat(awaited.seen()).isEqualTo(2);
        awaited.awaitOutstanding(0, 1);
    }

    @Test void a_second_entry_for_an_event_is_an_error() {
        awaited.sent(0, 0);
        awaited.seen(0, 100, 1);

        assertThatThrownBy(() -> awaited.seen(0, 100, 2))
                .hasMessageContaining("offset 100 of partition 0 has a second entry");
    }

    @Test void an_entry_for_an_unsent_event_is_an_error() {
        awaited.sent(0, 0);

        assertThatThrownBy(() -> awaited.seen(0, 99, 1)).hasMessageContaining("was not sent");
        assertThatThrownBy(() -> awaited.seen(0, 101, 1)).hasMessageContaining("was not sent");
        assertThatThrownBy(() -> awaited.seen(1, 7, 1)).hasMessageContaining("was not sent");
    }

    @Test void events_that_get_no_entry_end_the_wait_for_them() {
        awaited.sent(0, 0);

        assertThatThrownBy(() -> awaited.awaitOutstanding(0, 1))
                .hasMessageContaining("1 of 1 events are without one");
    }

    @Test void a_waiting_caller_is_told_why_reading_failed() {
        awaited.sent(0, 0);
        awaited.failed(new IllegalStateException("the reader fell"));

        assertThatThrownBy(() -> awaited.awaitOutstanding(0, 60_000))
                .hasMessage("the reader fell");
    }

    @Test void more_events_than_the_initial_room_find_room() {
        for (int i = 0; i < 200_000; i++) {
            awaited.sent(1, i);
        }
        awaited.countFrom(0);
        awaited.seen(1, 7 + 199_999, 199_999);

        assertThat(awaited.latencies().getMaxValue()).isZero();
    }
}
