package dev.extrausage.stream.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.process.StartRefused;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppEnvironmentTest {
    @Test void one_variable_is_enough() {
        AppEnvironment environment =
                new AppEnvironment(Map.of("LEDGER_BOOTSTRAP_SERVERS", "kafka:9092", "HOME", "/"));
        assertThat(environment.settings()).isEqualTo(new LedgerSettings("kafka:9092",
                "extra-usage-ledger", Path.of("ledger-state"), 1, 1, 3, 2, Map.of()));
        assertThat(environment.catalog().versions())
                .isEqualTo(CatalogFile.defaultCatalog().versions());
    }

    @Test void every_setting_can_be_set() {
        assertThat(new AppEnvironment(Map.of(
                "LEDGER_BOOTSTRAP_SERVERS", "a:1,b:2", "LEDGER_APPLICATION_ID", "other",
                "LEDGER_STATE_DIR", "/state", "LEDGER_THREADS", "4", "LEDGER_INSTANCES", "2",
                "LEDGER_REPLICATION_FACTOR", "5", "LEDGER_MIN_INSYNC_REPLICAS", "3",
                "LEDGER_KAFKA_SECURITY_PROTOCOL", "SSL", "LEDGER_SCHEMA_REGISTRY_URL", ""))
                .settings()).isEqualTo(new LedgerSettings("a:1,b:2", "other", Path.of("/state"), 4,
                        2, 5, 3, Map.of("security.protocol", "SSL")));
    }

    @Test void an_operations_port_is_opened_where_one_is_named() {
        assertThat(new AppEnvironment(Map.of()).operations()).isEmpty();
        assertThat(new AppEnvironment(Map.of("LEDGER_OPERATIONS_LISTEN", "9091")).operations())
                .contains(OperationsAddress.local(9091));
    }

    @Test void missing_misspelt_and_bad_variables_are_named() {
        assertRefused(Map.of(), "LEDGER_BOOTSTRAP_SERVERS is not set");
        assertRefused(Map.of("LEDGER_BOOTSTRAP", "x"),
                "there is no variable LEDGER_BOOTSTRAP: is LEDGER_");
        assertRefused(Map.of("LEDGER_BOOTSTRAP_SERVERS", "x", "LEDGER_THREADS", "two"),
                "LEDGER_THREADS is two: must be a whole number");
        assertRefused(Map.of("LEDGER_BOOTSTRAP_SERVERS", "x", "LEDGER_INSTANCES", "0"),
                "LEDGER_INSTANCES is 0: must be a whole number from 1");
        assertRefused(Map.of("LEDGER_BOOTSTRAP_SERVERS", "x", "LEDGER_REPLICATION_FACTOR", "1"),
                "min.insync.replicas is 2: must be 1 to the replication factor, 1");
    }

    @Test void variables_of_a_service_named_ledger_are_passed_over() {
        assertThat(new AppEnvironment(Map.of("LEDGER_BOOTSTRAP_SERVERS", "kafka:9092",
                "LEDGER_SERVICE_HOST", "10.96.0.12", "LEDGER_SERVICE_PORT", "8080",
                "LEDGER_PORT", "tcp://10.96.0.12:8080")).settings().bootstrapServers())
                .isEqualTo("kafka:9092");
    }

    @Test void a_bad_catalog_is_refused_with_its_reason(@TempDir Path directory)
            throws IOException {
        Path file = Files.writeString(directory.resolve("catalog.yaml"), "versions: []\n");
        AppEnvironment bad = new AppEnvironment(Map.of("LEDGER_CATALOG", file.toString()));
        assertThatThrownBy(bad::catalog).isInstanceOf(StartRefused.class)
                .hasMessageContaining("versions is empty");
        AppEnvironment absent = new AppEnvironment(Map.of(
                "LEDGER_CATALOG", directory.resolve("no-such-file").toString()));
        assertThatThrownBy(absent::catalog).isInstanceOf(StartRefused.class)
                .hasMessageContaining("no-such-file cannot be read");
    }

    private static void assertRefused(Map<String, String> variables, String sentence) {
        assertThatThrownBy(() -> new AppEnvironment(variables).settings())
                .isInstanceOf(StartRefused.class).hasMessageContaining(sentence);
    }
}
