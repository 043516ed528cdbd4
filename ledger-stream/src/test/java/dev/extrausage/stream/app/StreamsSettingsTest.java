package dev.extrausage.stream.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** An operator's settings for every Kafka client must not change where money is decided. */
class StreamsSettingsTest {
    @Test void each_client_leaves_a_broker_that_hangs() {
        StreamsConfig settings = with(Map.of());

        assertThat(settings.getProducerConfigs("any")).containsAllEntriesOf(
                HangingBrokers.writing());
        assertThat(settings.getAdminConfigs("any")).containsAllEntriesOf(
                HangingBrokers.writing());
        assertThat(settings.getMainConsumerConfigs("group", "any", 0)).containsAllEntriesOf(
                HangingBrokers.reading());
        assertThat(settings.getRestoreConsumerConfigs("any")).containsAllEntriesOf(
                HangingBrokers.reading());
    }

    @Test void an_operators_timeouts_hold_for_each_client() {
        Map<String, String> chosen =
                Map.of("request.timeout.ms", "20000", "metadata.max.age.ms", "60000");
        StreamsConfig settings = with(chosen);

        assertThat(List.of(settings.getProducerConfigs("any"), settings.getAdminConfigs("any"),
                settings.getMainConsumerConfigs("group", "any", 0),
                settings.getRestoreConsumerConfigs("any")))
                .allSatisfy(client -> assertThat(client).containsAllEntriesOf(chosen));
    }

    @Test void an_operators_partitioner_moves_no_outputs() {
        Map<String, Object> producer = with(Map.of(
                "partitioner.class",
                "org.apache.kafka.clients.producer.RoundRobinPartitioner",
                "producer.partitioner.class",
                "org.apache.kafka.clients.producer.RoundRobinPartitioner",
                "partitioner.ignore.keys", "true",
                "security.protocol", "SASL_SSL")).getProducerConfigs("any");

        assertThat(producer).doesNotContainKey("partitioner.class")
                .containsEntry("partitioner.ignore.keys", false)
                .containsEntry("security.protocol", "SASL_SSL");
    }

    private static StreamsConfig with(Map<String, String> chosen) {
        return new StreamsConfig(StreamsSettings.withoutStores(new LedgerSettings("127.0.0.1:1",
                "ledger", Path.of("state"), 1, 1, 1, 1, chosen)));
    }
}
