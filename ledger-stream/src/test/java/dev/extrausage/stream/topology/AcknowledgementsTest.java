package dev.extrausage.stream.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Seed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AcknowledgementsTest {
    private static final TopicPartition ONE = new TopicPartition("one", 0);

    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final List<String> told = new ArrayList<>();

    @Test void the_last_record_of_a_batch_is_told_for_all() {
        Callback first = callback("first");
        Callback second = callback("second");
        Callback other = callback("other");
        first.onCompletion(taken(ONE, 1), null);
        second.onCompletion(taken(ONE, 2), null);
        assertThat(told).isEmpty();
        other.onCompletion(taken(new TopicPartition("one", 1), 9), null);
        assertThat(told).containsExactly("second took one-0@2");
    }

    @Test void a_flush_tells_what_is_left_once() {
        callback("first").onCompletion(taken(ONE, 1), null);
        acknowledgements.settle();
        acknowledgements.settle();
        assertThat(told).containsExactly("first took one-0@1");
    }

    @Test void every_failure_is_told_after_what_was_taken_before() {
        callback("first").onCompletion(taken(ONE, 1), null);
        callback("second").onCompletion(taken(ONE, -1), new KafkaException("no"));
        callback("third").onCompletion(taken(ONE, -1), new KafkaException("nor this"));
        assertThat(told).containsExactly("first took one-0@1", "second failed: no",
                "third failed: nor this");
    }

    @Test void a_record_without_a_callback_has_none() {
        assertThat(acknowledgements.of(null)).isNull();
    }

    /** As Kafka Streams does, which reads them after a flush. */
    @Test void the_end_of_every_partition_is_known_after_a_flush(@Seed long seed) {
        Random random = new Random(seed);
        Map<String, Long> seen = new HashMap<>();
        Map<String, Long> ends = new HashMap<>();
        for (int flush = 0; flush < 50; flush++) {
            for (int batch = random.nextInt(9); batch > 0; batch--) {
                String topic = random.nextBoolean() ? "one" : "two";
                TopicPartition partition = new TopicPartition(topic, random.nextInt(3));
                for (int record = 1 + random.nextInt(4); record > 0; record--) {
                    long offset = ends.getOrDefault(partition.toString(), -1L) + 1;
                    ends.put(partition.toString(), offset);
                    acknowledgements.of((metadata, failure) -> seen.put(
                            metadata.topic() + "-" + metadata.partition(), metadata.offset()))
                            .onCompletion(taken(partition, offset), null);
                }
            }
            acknowledgements.settle();
            assertThat(seen).as("seed %d, flush %d", seed, flush).isEqualTo(ends);
        }
    }

    private Callback callback(String name) {
        return acknowledgements.of((metadata, failure) -> told.add(name + (failure == null
                ? " took " + metadata : " failed: " + failure.getMessage())));
    }

    private static RecordMetadata taken(TopicPartition partition, long offset) {
        return new RecordMetadata(partition, offset, 0, 0, 0, 0);
    }
}
