package dev.extrausage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedKafkaCrashTest {
    @TempDir Path data;

    @Test void acknowledged_records_survive_a_kill() throws Exception {
        createTopics();
        Set<Long> acknowledged = new TreeSet<>();
        Set<Long> committed = new TreeSet<>();
        for (int kill = 1; kill <= 3; kill++) {
            try (WriterProcess writer = WriterProcess.start(data, kill * 1_000_000L)) {
                writer.awaitCommitted(10 + kill); // not longer: what matters is the last one
                writer.kill();
                acknowledged.addAll(writer.acknowledged());
                committed.addAll(writer.committed());
            }
            try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
                List<String> plain =
                        Clients.committed(kafka.bootstrapServers(), WriterProcess.PLAIN);
                assertThat(numbers(plain)).containsAll(acknowledged);
                assertThat(plain).doesNotHaveDuplicates();
                assertWhole(kafka, committed);
            }
        }
    }

    private void createTopics() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            Clients.createTopic(kafka.bootstrapServers(), WriterProcess.PLAIN);
            Clients.createTopic(kafka.bootstrapServers(), WriterProcess.WHOLE);
        }
    }

    /** The transaction open at the kill is aborted by its writer's next start, as Kafka does. */
    private static void assertWhole(EmbeddedKafka kafka, Set<Long> committed)
            throws Exception {
        try (var successor = Clients.producer(
                kafka.bootstrapServers(), Map.of("transactional.id", "writer"))) {
            successor.initTransactions();
        }
        Map<String, Long> count = Clients
                .committed(kafka.bootstrapServers(), WriterProcess.WHOLE).stream()
                .collect(Collectors.groupingBy(value -> value, Collectors.counting()));
        assertThat(numbers(count.keySet())).containsAll(committed);
        assertThat(count.values()).containsOnly((long) WriterProcess.SIZE);
    }

    @Test void a_directory_in_use_is_named_until_its_process_ends()
            throws Exception {
        createTopics();
        try (WriterProcess writer = WriterProcess.start(data, 0)) {
            writer.awaitCommitted(1);
            assertThatThrownBy(() -> EmbeddedKafka.start(data))
                    .isInstanceOf(KafkaNotStartedException.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("in use");
            writer.awaitCommitted(5);
            writer.kill();
        }
        EmbeddedKafka.start(data).close();
    }

    private static Set<Long> numbers(Iterable<String> values) {
        Set<Long> numbers = new TreeSet<>();
        values.forEach(value -> numbers.add(Long.parseLong(value)));
        return numbers;
    }
}
