package dev.extrausage.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.kafka.HangingBrokers;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowerSettingsTest {
    @Test void a_gate_leaves_a_broker_that_hangs() {
        assertThat(FollowerSettings.of("kafka:9092", Map.of()))
                .containsAllEntriesOf(HangingBrokers.readingInService());
    }

    @Test void a_services_own_timeouts_hold() {
        Map<String, Object> chosen =
                Map.of("request.timeout.ms", 20_000, "metadata.max.age.ms", 60_000);

        assertThat(FollowerSettings.of("kafka:9092", chosen)).containsAllEntriesOf(chosen);
    }
}
