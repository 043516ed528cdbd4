package dev.extrausage.client.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.kafka.HangingBrokers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducerSettingsTest {
    @Test void a_publisher_leaves_a_broker_that_hangs() {
        assertThat(ProducerSettings.of("kafka:9092", Map.of()))
                .containsAllEntriesOf(HangingBrokers.writingInService());
    }

    @Test void a_services_own_timeouts_hold() {
        Map<String, String> chosen =
                Map.of("request.timeout.ms", "20000", "metadata.max.age.ms", "60000");

        assertThat(ProducerSettings.of("kafka:9092", chosen)).containsAllEntriesOf(chosen);
    }
}
