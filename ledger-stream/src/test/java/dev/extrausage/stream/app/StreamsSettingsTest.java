package dev.extrausage.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** An operator's settings for every Kafka client must not change where money is decided. */
class StreamsSettingsTest {
    @Test void an_operators_partitioner_moves_no_outputs() {
        Properties settings = StreamsSettings.withoutStores(new LedgerSettings("127.0.0.1:1",
                "moved", Path.of("state"), 1, 1, 1, 1, Map.of(
                        "partitioner.class",
                        "org.apache.kafka.clients.producer.RoundRobinPartitioner",
                        "producer.partitioner.class",
                        "org.apache.kafka.clients.producer.RoundRobinPartitioner",
                        "partitioner.ignore.keys", "true",
                        "security.protocol", "SASL_SSL")));

        Map<String, Object> producer =
                new StreamsConfig(settings).getProducerConfigs("any");

        assertThat(producer).doesNotContainKey("partitioner.class")
                .containsEntry("partitioner.ignore.keys", false)
                .containsEntry("security.protocol", "SASL_SSL");
    }
}
