package dev.extrausage.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.process.StartRefused;
import dev.extrausage.process.Variables;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsAddressTest {
    private static Variables named(String value) {
        return new Variables(Map.of(Variables.OPERATIONS_LISTEN, value), Set.of());
    }

    @ParameterizedTest
    @CsvSource({"9091, 127.0.0.1, 9091", "0, 127.0.0.1, 0", "0.0.0.0:9091, 0.0.0.0, 9091",
        "[::1]:9091, ::1, 9091", "' 9091 ', 127.0.0.1, 9091"})
    void a_port_alone_is_for_this_machine(String value, String host, int port) {
        assertThat(OperationsAddress.of(named(value)))
                .contains(new OperationsAddress(host, port));
    }

    @Test
    void no_port_is_opened_unless_one_is_named() {
        assertThat(OperationsAddress.of(named(" "))).isEmpty();
        assertThat(OperationsAddress.of(new Variables(Map.of(), Set.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "-1", "65536", ":9091", "host:", "host:port"})
    void an_address_that_is_none_is_refused(String value) {
        assertThatThrownBy(() -> OperationsAddress.of(named(value)))
                .isInstanceOf(StartRefused.class)
                .hasMessage("LEDGER_OPERATIONS_LISTEN is " + value
                        + ": must be a port from 0 to 65535, or HOST:PORT");
    }
}
