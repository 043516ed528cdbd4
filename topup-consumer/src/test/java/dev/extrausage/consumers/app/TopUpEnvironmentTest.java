package dev.extrausage.consumers.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopUpEnvironmentTest {
    @Test void only_the_address_of_kafka_must_be_set() {
        ConsumerSettings settings = settings(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092", "HOSTNAME", "box-1"));

        assertThat(settings).isEqualTo(ConsumerSettings.of("kafka:9092", "box-1"));
        assertThatThrownBy(() -> settings(Map.of()))
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS");
    }

    @Test void every_setting_can_be_set() {
        ConsumerSettings settings = settings(Map.of("KAFKA_BOOTSTRAP_SERVERS", "kafka:9092",
                "INSTANCE_ID", "7", "CHARGES_AT_ONCE", "3", "MOST_OUTSTANDING_TOP_UPS", "30",
                "RESETS_PER_SECOND", "300", "KAFKA_SECURITY_PROTOCOL", "SSL"));

        assertThat(settings.instance()).isEqualTo("7");
        assertThat(settings.chargesAtOnce()).isEqualTo(3);
        assertThat(settings.mostOutstanding()).isEqualTo(30);
        assertThat(settings.resetsPerSecond()).isEqualTo(300);
        assertThat(settings.kafka()).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test void a_bad_value_is_named_with_its_bound() {
        assertThatThrownBy(() -> settings(Map.of("KAFKA_BOOTSTRAP_SERVERS", "k", "INSTANCE_ID", "1",
                "RESETS_PER_SECOND", "many")))
                .hasMessage("RESETS_PER_SECOND is many: must be a whole number");
        assertThatThrownBy(() -> settings(Map.of("KAFKA_BOOTSTRAP_SERVERS", "k", "INSTANCE_ID", "1",
                "RESETS_PER_SECOND", "0"))).hasMessageContaining("at least 1");
    }

    private static ConsumerSettings settings(Map<String, String> variables) {
        return new TopUpEnvironment(variables).settings();
    }
}
