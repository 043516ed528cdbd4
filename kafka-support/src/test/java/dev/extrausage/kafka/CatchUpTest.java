package dev.extrausage.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final TopicPartition FIRST = new TopicPartition("balances", 0);
    private static final TopicPartition SECOND = new TopicPartition("balances", 1);

    private final MockConsumer<byte[], byte[]> reader = new MockConsumer<>("none");
    private long nanos;

    @BeforeEach
    void assign() {
        reader.assign(List.of(FIRST, SECOND));
        at(FIRST, 0);
        at(SECOND, 0);
    }

    @Test void a_partition_is_reached_once_at_its_end() {
        CatchUp catchUp = catchUp(Map.of(FIRST, 5L, SECOND, 7L));
        at(FIRST, 5);

        assertThat(catchUp.advance()).containsExactly(FIRST);
        assertThat(catchUp.advance()).isEmpty();
        assertThat(catchUp.isDone(FIRST)).isTrue();
        assertThat(catchUp.isDone()).isFalse();
        assertThat(catchUp.unfinished()).containsExactly(SECOND);
        at(SECOND, 9);
        assertThat(catchUp.advance()).containsExactly(SECOND);
        assertThat(catchUp.isDone()).isTrue();
    }

    @Test void an_empty_partition_is_done_at_once() {
        CatchUp catchUp = catchUp(Map.of(FIRST, 0L));

        assertThat(catchUp.advance()).containsExactly(FIRST);
        assertThat(catchUp.isDone()).isTrue();
    }

    @Test void a_hanging_transaction_is_given_up_after_a_minute() {
        CatchUp catchUp = catchUp(Map.of(FIRST, 5L, SECOND, 7L));
        at(SECOND, 7);
        catchUp.advance();
        wait(Standstill.LONGEST);
        assertThat(catchUp.advance()).isEmpty();
        wait(Duration.ofMillis(1));

        assertThatThrownBy(catchUp::advance).isInstanceOf(ClusterProblem.class)
                .hasMessage("{balances-0=5} cannot be read to these ends: a transaction has stayed"
                        + " open, or Kafka has not answered, for 60 s.");
    }

    @Test void a_patient_reader_waits_beyond_a_minute() {
        CatchUp catchUp = catchUp(Map.of(FIRST, 5L, SECOND, 7L));
        at(SECOND, 7);
        assertThat(catchUp.advancePatiently()).containsExactly(SECOND);
        wait(Standstill.LONGEST.plusMillis(1));

        assertThat(catchUp.advancePatiently()).isEmpty();
        at(FIRST, 5);
        assertThat(catchUp.advancePatiently()).containsExactly(FIRST);
    }

    @Test void slow_progress_is_no_standstill() {
        CatchUp catchUp = catchUp(Map.of(FIRST, 5L));
        for (int offset = 1; offset < 5; offset++) {
            wait(Duration.ofSeconds(59));
            at(FIRST, offset);
            assertThat(catchUp.advance()).isEmpty();
        }
    }

    @Test void records_of_other_partitions_are_no_progress() {
        CatchUp catchUp = catchUp(Map.of(FIRST, 5L));
        catchUp.advance();
        wait(Standstill.LONGEST.plusMillis(1));
        at(SECOND, 100);

        assertThatThrownBy(catchUp::advance).isInstanceOf(ClusterProblem.class);
    }

    private CatchUp catchUp(Map<TopicPartition, Long> ends) {
        return new CatchUp(reader, ends, () -> nanos);
    }

    private void at(TopicPartition partition, long offset) {
        reader.seek(partition, offset);
    }

    private void wait(Duration time) {
        nanos += time.toNanos();
    }
}
