package dev.extrausage.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.kafka.access.KafkaAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners at a Kafka's address, and their answers to a client without TLS. */
@Timeout(60)
class ClusterKnockTest {
    private static final byte[] ALERT = {0x15, 3, 3, 0, 2, 2, 0x50};
    private static final byte[] VERSIONS = {0, 0, 0, 10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0};

    @Test
    void a_broker_that_speaks_tls_is_named_with_the_option_that_is_missing() throws Exception {
        try (ServerSocket broker = answering(ALERT)) {
            String address = "127.0.0.1:" + broker.getLocalPort();
            assertThatThrownBy(() -> Cluster.knock(KafkaAccess.at(address)))
                    .isInstanceOf(ClusterProblem.class)
                    .hasMessage("The Kafka at " + address + " speaks TLS, and the settings at hand"
                            + " do not: name the settings with --kafka-config or"
                            + " LEDGER_KAFKA_CONFIG.");
        }
    }

    @Test
    void a_broker_that_speaks_tls_is_told_from_one_that_is_away() throws Exception {
        KafkaAccess away;
        try (ServerSocket broker = answering(ALERT)) {
            away = KafkaAccess.at("127.0.0.1:" + broker.getLocalPort());
            assertThatThrownBy(() -> Cluster.requireTlsWhereSpoken(away))
                    .isInstanceOf(ClusterProblem.class).hasMessageContaining("speaks TLS");
        }
        assertThatCode(() -> Cluster.requireTlsWhereSpoken(away)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Cluster.knock(away)).hasMessageContaining("No Kafka answers");
    }

    @Test
    void a_broker_that_answers_or_closes_is_let_through() throws Exception {
        for (byte[] answer : new byte[][] {VERSIONS, {}}) {
            try (ServerSocket broker = answering(answer)) {
                assertThatCode(() -> Cluster.knock(
                        KafkaAccess.at("127.0.0.1:" + broker.getLocalPort())))
                        .doesNotThrowAnyException();
            }
        }
    }

    /** Reads one request and answers with these bytes. */
    private static ServerSocket answering(byte[] bytes) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        CompletableFuture.runAsync(() -> {
            try (Socket client = server.accept()) {
                client.getInputStream().readNBytes(14);
                client.getOutputStream().write(bytes);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        return server;
    }
}
