package dev.extrausage.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class EmbeddedKafkaTest {
    @TempDir Path data;

    @Test void only_committed_records_are_read_also_after_a_restart()
            throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            Clients.createTopic(kafka.bootstrapServers(), "orders");
            Clients.transaction(kafka.bootstrapServers(), "orders", true, "one", "two");
            Clients.transaction(kafka.bootstrapServers(), "orders", false, "never");
            assertThat(Clients.committed(kafka.bootstrapServers(), "orders"))
                    .containsExactly("one", "two");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            Clients.transaction(kafka.bootstrapServers(), "orders", true, "three");
            assertThat(Clients.committed(kafka.bootstrapServers(), "orders"))
                    .containsExactly("one", "two", "three");
        }
    }

    @Test void the_offset_a_group_committed_survives_a_restart() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            Clients.createTopic(kafka.bootstrapServers(), "orders");
            Clients.transaction(kafka.bootstrapServers(), "orders", true, "one", "two");
            Clients.commitOffset(kafka.bootstrapServers(), "readers", "orders", 1);
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            assertThat(Clients.committedOffset(kafka.bootstrapServers(), "readers", "orders"))
                    .isEqualTo(1);
        }
    }

    @Test void transactions_are_of_the_second_version_which_cannot_be_torn() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            assertThat(Clients.features(kafka.bootstrapServers()).get("transaction.version"))
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test void clients_are_sent_to_the_loopback_address_and_port() throws Exception {
        int port = FreePorts.next();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data, port, Map.of());
                Admin admin = Clients.admin(kafka.bootstrapServers())) {
            assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
            assertThat(admin.describeCluster().nodes().get())
                    .extracting(Node::host, Node::port)
                    .containsExactly(org.assertj.core.groups.Tuple.tuple("127.0.0.1", port));
        }
    }

    @Test void a_taken_port_is_named_and_the_directory_stays_free() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> EmbeddedKafka.start(data, other.getLocalPort(), Map.of()))
                    .isInstanceOf(KafkaNotStartedException.class)
                    .hasMessageContaining("port " + other.getLocalPort() + " on 127.0.0.1");
        }
        EmbeddedKafka.start(data).close();
    }

    @Test void a_directory_in_use_in_this_process_is_named() {
        try (EmbeddedKafka first = EmbeddedKafka.start(data)) {
            assertThatThrownBy(() -> EmbeddedKafka.start(data))
                    .isInstanceOf(KafkaNotStartedException.class)
                    .hasMessageContaining(data.toString())
                    .hasMessageContaining("in use");
            assertThat(first.port()).isPositive();
        }
    }

    @Test void two_brokers_serve_side_by_side_in_one_process(@TempDir Path other)
            throws Exception {
        try (EmbeddedKafka left = EmbeddedKafka.start(data);
                EmbeddedKafka right = EmbeddedKafka.start(other)) {
            Clients.createTopic(left.bootstrapServers(), "orders");
            Clients.transaction(left.bootstrapServers(), "orders", true, "left");
            Clients.createTopic(right.bootstrapServers(), "orders");
            Clients.transaction(right.bootstrapServers(), "orders", true, "right");
            assertThat(Clients.committed(left.bootstrapServers(), "orders"))
                    .containsExactly("left");
        }
    }

    @Test void a_half_formatted_directory_is_formatted_anew() throws Exception {
        Path unfinished = Files.createDirectories(data.resolve("log.unfinished"));
        Files.writeString(unfinished.resolve("bootstrap.checkpoint"), "half a file");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            Clients.createTopic(kafka.bootstrapServers(), "orders");
        }
        assertThat(unfinished).doesNotExist();
    }

    @Test void a_log_without_identity_is_reported_and_not_formatted_over() throws Exception {
        EmbeddedKafka.start(data).close();
        Path identity = data.resolve("log").resolve("meta.properties");
        Files.delete(identity);
        assertThatThrownBy(() -> EmbeddedKafka.start(data))
                .isInstanceOf(KafkaNotStartedException.class)
                .hasMessageContaining("meta.properties");
        assertThat(identity).doesNotExist();
    }

    @Test void a_log_without_its_metadata_is_refused_and_kept() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data)) {
            Clients.createTopic(kafka.bootstrapServers(), "orders");
        }
        Path log = data.resolve("log");
        Path metadata = log.resolve("__cluster_metadata-0");
        Path saved = Files.move(metadata, data.resolve("saved"));
        for (boolean isEmpty : new boolean[] {false, true}) {
            if (isEmpty) {
                Files.createFile(Files.createDirectory(metadata)
                        .resolve("00000000000000000000.log"));
            }
            assertThatThrownBy(() -> EmbeddedKafka.start(data))
                    .isInstanceOf(KafkaNotStartedException.class)
                    .hasMessageContainingAll(log.toString(), "__cluster_metadata-0", "backup");
        }
        Files.delete(metadata.resolve("00000000000000000000.log"));
        Files.delete(metadata);
        Files.move(saved, metadata);
        EmbeddedKafka.start(data).close();
        assertThat(log.resolve("orders-0")).isDirectory();
    }

    @Test void a_late_failing_start_is_reported_and_can_be_repeated()
            throws Exception {
        EmbeddedKafka.start(data).close();
        Path stray = Files.createDirectory(data.resolve("log").resolve("not a partition"));
        assertThatThrownBy(() -> EmbeddedKafka.start(data))
                .isInstanceOf(KafkaNotStartedException.class)
                .hasMessageContaining(stray.getFileName().toString());
        Files.delete(stray);
        EmbeddedKafka.start(data).close();
    }

    @Test void a_failing_controller_is_reported_without_ending_the_process()
            throws Exception {
        EmbeddedKafka.start(data).close();
        Path state = data.resolve("log").resolve("__cluster_metadata-0").resolve("quorum-state");
        Files.writeString(state, "not JSON");
        assertThatThrownBy(() -> EmbeddedKafka.start(data))
                .isInstanceOf(KafkaNotStartedException.class)
                .hasMessageContaining(data.toString());
    }

    @Test void a_refused_setting_is_reported_and_leaves_nothing_behind() {
        assertThatThrownBy(() -> EmbeddedKafka.start(data, 0, Map.of("num.io.threads", "none")))
                .isInstanceOf(KafkaNotStartedException.class)
                .hasMessageContaining("num.io.threads");
        EmbeddedKafka.start(data, 0, Map.of("num.io.threads", "2")).close();
    }

    @Test void overrides_that_move_the_broker_or_are_unknown_are_refused() {
        for (String name : List.of("listeners", "log.dirs", "num.io.treads")) {
            assertThatThrownBy(() -> EmbeddedKafka.start(data, 0, Map.of(name, "1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name);
        }
    }

    @Test void closing_twice_gives_port_and_directory_back() {
        EmbeddedKafka kafka = EmbeddedKafka.start(data);
        kafka.close();
        kafka.close();
        EmbeddedKafka.start(data, kafka.port(), Map.of()).close();
    }

}
