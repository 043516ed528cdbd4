package dev.extrausage.consumers.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.process.StartRefused;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopUpEnvironmentTest {
    @Test void only_the_address_of_kafka_must_be_set() {
        ConsumerSettings settings = settings(Map.of(
                "LEDGER_BOOTSTRAP_SERVERS", "kafka:9092", "HOSTNAME", "box-1"));

        assertThat(settings).isEqualTo(ConsumerSettings.of("kafka:9092", "box-1"));
        assertThatThrownBy(() -> settings(Map.of()))
                .hasMessageContaining("LEDGER_BOOTSTRAP_SERVERS");
    }

    @Test void every_setting_can_be_set() {
        ConsumerSettings settings = settings(Map.of("LEDGER_BOOTSTRAP_SERVERS", "kafka:9092",
                "LEDGER_INSTANCE_ID", "7", "LEDGER_CHARGES_AT_ONCE", "3",
                "LEDGER_MOST_OUTSTANDING_TOP_UPS", "30", "LEDGER_RESETS_PER_SECOND", "300",
                "LEDGER_KAFKA_SECURITY_PROTOCOL", "SSL"));

        assertThat(settings.instance()).isEqualTo("7");
        assertThat(settings.chargesAtOnce()).isEqualTo(3);
        assertThat(settings.mostOutstanding()).isEqualTo(30);
        assertThat(settings.resetsPerSecond()).isEqualTo(300);
        assertThat(settings.kafka()).containsExactly(Map.entry("security.protocol", "SSL"));
    }

    @Test void an_operations_port_is_opened_where_one_is_named() {
        assertThat(new TopUpEnvironment(Map.of()).operations()).isEmpty();
        assertThat(new TopUpEnvironment(Map.of("LEDGER_OPERATIONS_LISTEN", "0.0.0.0:9093"))
                .operations()).contains(new OperationsAddress("0.0.0.0", 9093));
    }

    @Test void a_bad_value_is_named_with_its_bound() {
        assertThatThrownBy(() -> settings(Map.of("LEDGER_BOOTSTRAP_SERVERS", "k",
                "LEDGER_RESETS_PER_SECOND", "many")))
                .hasMessageContaining("LEDGER_RESETS_PER_SECOND is many: must be a whole number");
        assertThatThrownBy(() -> settings(Map.of("LEDGER_BOOTSTRAP_SERVERS", "k",
                "LEDGER_RESETS_PER_SECOND", "0"))).hasMessageContaining("from 1 to");
    }

    @Test void the_consumers_of_a_process_can_be_chosen() {
        assertThat(new TopUpEnvironment(Map.of()).kinds())
                .containsExactly(ConsumerKind.values());
        assertThat(new TopUpEnvironment(Map.of("LEDGER_CONSUMERS", "cycle-reset, top-up")).kinds())
                .containsExactly(ConsumerKind.TOP_UP, ConsumerKind.CYCLE_RESET);
        assertThatThrownBy(() -> new TopUpEnvironment(Map.of("LEDGER_CONSUMERS", "resets")).kinds())
                .hasMessage("LEDGER_CONSUMERS: there is no consumer resets: there are top-up,"
                        + " auto-reload, cycle-reset");
    }

    @Test void a_kafka_file_that_is_not_there_is_refused() {
        assertThatThrownBy(() -> settings(Map.of("LEDGER_BOOTSTRAP_SERVERS", "k",
                "LEDGER_KAFKA_CONFIG", "/no/such.properties")))
                .isInstanceOf(StartRefused.class)
                .hasMessage("there is no Kafka settings file /no/such.properties");
    }

    @Test void a_misspelt_variable_is_refused() {
        assertThatThrownBy(() -> settings(Map.of("LEDGER_PAYMENT_FILE", "x")))
                .hasMessageContaining("is LEDGER_PAYMENTS_FILE meant?");
    }

    private static ConsumerSettings settings(Map<String, String> variables) {
        return new TopUpEnvironment(variables).settings();
    }
}
