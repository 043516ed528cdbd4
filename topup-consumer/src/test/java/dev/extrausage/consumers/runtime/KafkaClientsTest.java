package dev.extrausage.consumers.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.junit.jupiter.api.Test;

class KafkaClientsTest {
    private final KafkaClients clients =
            new KafkaClients(ConsumerSettings.of("127.0.0.1:1", "1"), "some-group");
    private final List<Consumer<byte[], byte[]>> members = new ArrayList<>();

    @Test void a_session_that_fails_half_way_leaves_no_client_open() {
        assertThatThrownBy(() -> clients.open(() -> {
            members.add(clients.member());
            throw new IllegalStateException("half way");
        })).hasMessage("half way");

        assertThatThrownBy(() -> members.get(0).subscription())
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("closed");
    }

    @Test void the_clients_of_a_session_that_opened_stay_open() {
        try (Consumer<byte[], byte[]> member = clients.open(clients::member)) {
            assertThat(member.subscription()).isEmpty();
        }
    }
}
