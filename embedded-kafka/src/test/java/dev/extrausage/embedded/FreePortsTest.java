package dev.extrausage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test void each_port_is_another_one_and_can_be_bound() throws Exception {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            int port = FreePorts.next();
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                assertThat(socket.getLocalPort()).isEqualTo(port);
            }
            assertThat(seen.add(port)).as("port %s is given once", port).isTrue();
        }
    }

    @Test void it_is_none_that_a_system_gives_to_clients() {
        assertThat(FreePorts.next()).isBetween(10_000, 19_999);
    }
}
