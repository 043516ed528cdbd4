package dev.extrausage.benchmarks.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeenEventsTest {
    private static final String ID = "01980000-0000-7000-8000-000000000001";
    private static final String LINE = "data: {\"sequence\":7,\"event_id\":\"" + ID + "\"}";

    private final SeenEvents seen = new SeenEvents();

    @Test void latencies_count_from_due_and_from_decided() {
        seen.due(ID, 100);
        seen.decided(ID, 300);
        seen.line(LINE, 450);

        assertThat(seen.outstanding()).isZero();
        assertThat(seen.fromDue(100).getMaxValue()).isEqualTo(350);
        assertThat(seen.fromDecided(100).getMaxValue()).isEqualTo(150);
    }

    @Test void a_stream_ahead_of_the_reader_took_no_time() {
        seen.due(ID, 100);
        seen.line(LINE, 250);
        seen.decided(ID, 300);

        assertThat(seen.fromDecided(0).getMaxValue()).isZero();
    }

    @Test void an_event_due_before_the_measurement_does_not_count() {
        seen.due(ID, 100);
        seen.line(LINE, 250);

        assertThat(seen.fromDue(101).getTotalCount()).isZero();
    }

    @Test void lines_of_others_and_repetitions_are_passed_over() {
        seen.due(ID, 100);
        seen.line("event: entry", 200);
        seen.line("data: {\"account_id\":\"ada\"}", 200);
        seen.line(LINE.replace("0001\"", "0002\""), 200);
        seen.decided("01980000-0000-7000-8000-000000000002", 200);
        assertThat(seen.outstanding()).isEqualTo(1);

        seen.line(LINE, 250);
        seen.line(LINE, 900);

        assertThat(seen.outstanding()).isZero();
        assertThat(seen.fromDue(0).getMaxValue()).isEqualTo(150);
    }
}
