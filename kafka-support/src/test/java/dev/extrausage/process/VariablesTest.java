package dev.extrausage.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {
    private static final Set<String> OWN = Set.of("LEDGER_THREADS", "LEDGER_STATE_DIR",
            "LEDGER_WAIT");

    @Test void values_are_read_as_what_they_are() {
        Variables variables = variables(Map.of("LEDGER_BOOTSTRAP_SERVERS", "kafka:9092",
                "LEDGER_THREADS", "4", "LEDGER_STATE_DIR", "/state", "LEDGER_WAIT", "PT5S",
                "LEDGER_SCHEMA_REGISTRY_URL", "http://registry:8081", "HOME", "/"));

        assertThat(variables.bootstrapServers()).isEqualTo("kafka:9092");
        assertThat(variables.number("LEDGER_THREADS", 1, 1)).isEqualTo(4);
        assertThat(variables.path("LEDGER_STATE_DIR")).contains(Path.of("/state"));
        assertThat(variables.duration("LEDGER_WAIT", Duration.ofDays(1)))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(variables.url("LEDGER_SCHEMA_REGISTRY_URL"))
                .contains(URI.create("http://registry:8081"));
        assertThat(variables.text("HOME")).isEmpty();
    }

    @Test void a_variable_that_is_blank_counts_as_not_set() {
        Variables variables = variables(Map.of("LEDGER_THREADS", " ",
                "LEDGER_BOOTSTRAP_SERVERS", ""));

        assertThat(variables.number("LEDGER_THREADS", 3, 1)).isEqualTo(3);
        assertThatThrownBy(variables::bootstrapServers).isInstanceOf(StartRefused.class)
                .hasMessage("LEDGER_BOOTSTRAP_SERVERS is not set: must be Kafka's addresses,"
                        + " host:port,…");
    }

    @Test void kafkas_settings_are_taken_by_kafkas_names() {
        Map<String, String> environment = Map.of("LEDGER_KAFKA_SECURITY_PROTOCOL", "SSL",
                "LEDGER_KAFKA_CONFIG", "client.properties",
                "LEDGER_KAFKA_SERVICE_HOST", "10.0.0.7",
                "LEDGER_KAFKA_PORT", "tcp://10.0.0.7:9092");

        assertThat(variables(environment).kafkaSettings())
                .isEqualTo(Map.of("security.protocol", "SSL"))
                .isEqualTo(Variables.kafkaSettings(environment));
    }

    @ParameterizedTest @CsvSource(delimiter = '|', textBlock = """
            LEDGER_THREADS | two       | LEDGER_THREADS is two: must be a whole number from 1 to
            LEDGER_THREADS | 0         | LEDGER_THREADS is 0: must be a whole number from 1 to
            LEDGER_THREADS | 99999999999 | LEDGER_THREADS is 99999999999: must be a whole number
            LEDGER_WAIT    | 5 s       | LEDGER_WAIT is 5 s: must be a positive time such as PT24H
            LEDGER_WAIT    | PT-5S     | LEDGER_WAIT is PT-5S: must be a positive time
            LEDGER_SCHEMA_REGISTRY_URL | registry:8081 | is registry:8081: must be http://HOST:PORT
            LEDGER_SCHEMA_REGISTRY_URL | http://a b/ | is http://a b/: must be http://HOST:PORT
            """)
    void a_bad_value_is_refused_with_its_bound(String name, String value, String error) {
        assertThatThrownBy(() -> {
            Variables variables = variables(Map.of(name, value));
            variables.number("LEDGER_THREADS", 1, 1);
            variables.duration("LEDGER_WAIT", Duration.ofDays(1));
            variables.url("LEDGER_SCHEMA_REGISTRY_URL");
        }).isInstanceOf(StartRefused.class).hasMessageContaining(error);
    }

    @ParameterizedTest @CsvSource({
        "LEDGER_THREDS, LEDGER_THREADS", "LEDGER_BOOTSTRAP_SERVER, LEDGER_BOOTSTRAP_SERVERS",
        "LEDGER_STATEDIR, LEDGER_STATE_DIR", "LEDGER_READY, LEDGER_READY_FILE"})
    void a_misspelt_name_is_refused_with_the_nearest(String wrong, String right) {
        assertThatThrownBy(() -> variables(Map.of(wrong, "1"))).isInstanceOf(StartRefused.class)
                .hasMessageContaining(
                        "there is no variable " + wrong + ": is " + right + " meant?");
    }

    @Test void the_variables_of_kubernetes_services_are_passed_over() {
        Map<String, String> injected = new HashMap<>();
        for (String service : new String[] {"LEDGER", "LEDGER_X", "LEDGER_READ_MODEL_2"}) {
            injected.put(service + "_SERVICE_HOST", "10.96.0.12");
            injected.put(service + "_SERVICE_PORT", "8080");
            injected.put(service + "_SERVICE_PORT_HTTP", "8080");
            injected.put(service + "_SERVICE_PORT_HTTP_METRICS", "9090");
            injected.put(service + "_PORT", "tcp://10.96.0.12:8080");
            injected.put(service + "_PORT_8080_TCP", "tcp://10.96.0.12:8080");
            injected.put(service + "_PORT_8080_TCP_PROTO", "tcp");
            injected.put(service + "_PORT_8080_TCP_PORT", "8080");
            injected.put(service + "_PORT_8080_TCP_ADDR", "10.96.0.12");
            injected.put(service + "_PORT_53_UDP", "udp://[fd00::12]:53");
            injected.put(service + "_PORT_53_UDP_ADDR", "fd00::12");
        }
        assertThatCode(() -> variables(injected)).doesNotThrowAnyException();
    }

    @ParameterizedTest @CsvSource({
        "LEDGER_HTTP_PORT, 8080", "LEDGER_PORT, 8080", "LEDGER_SERVICE, 1",
        "LEDGER_SERVICE_HOSTS, 10.0.0.1", "LEDGER_PORT_8080_ICP, tcp://10.0.0.1:8080",
        "LEDGER_PORT_8080_TCP_ADDRESS, 10.0.0.1", "LEDGER_PORT_HTTP_TCP, tcp://10.0.0.1:8080",
        "LEDGERSERVICE_HOST, 10.0.0.1"})
    void other_variables_like_those_of_services_are_refused(String name, String value) {
        if (name.startsWith(Variables.PREFIX)) {
            assertThatThrownBy(() -> variables(Map.of(name, value)))
                    .isInstanceOf(StartRefused.class);
        } else {
            assertThatCode(() -> variables(Map.of(name, value))).doesNotThrowAnyException();
        }
    }

    @Test void the_launchers_variables_are_passed_over() {
        assertThatCode(() -> variables(Map.of("LEDGER_JAVA_OPTS", "-Xmx1g",
                "LEDGER_NO_BUILD", "1"))).doesNotThrowAnyException();
    }

    @ParameterizedTest @CsvSource({"LEDGER_HTTP_PORT", "LEDGER_SERVICE_HOST", "LEDGER_KAFKA_X",
        "READY_FILE"})
    void a_name_that_a_service_could_bring_is_not_ours(String name) {
        assertThatThrownBy(() -> new Variables(Map.of(), Set.of(name)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Variables variables(Map<String, String> environment) {
        return new Variables(environment, OWN);
    }
}
