package dev.extrausage.api.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.api.access.Credential.Kind;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.Scope;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pass that another instance has just written arrives here in time. */
@Timeout(60)
class ArrivalTest {
    private static final TopicPartition PARTITION = new TopicPartition("api-keys", 0);
    private static final long NOW = 1_767_225_600_000L;

    @Test
    void a_session_that_is_being_opened_elsewhere_is_waited_for() {
        MockConsumer<byte[], byte[]> reader = new MockConsumer<>("none");
        reader.updateBeginningOffsets(Map.of(PARTITION, 0L));
        reader.updateEndOffsets(Map.of(PARTITION, 0L));
        SecretToken token = SecretToken.draw(SecretToken.Sort.SESSION, new SecureRandom());
        Pass link = new Pass(token.id(), Kind.SESSION, new Scope(Role.CUSTOMER, "acme", null),
                "portal:acme", null, NOW, "operator", NOW + 60_000, null, null,
                new Pass.Link("c0de", NOW + 60_000, null, null));
        try (KeyRing ring = new KeyRing(() -> reader, 1)) {
            ring.start();
            assertThat(ring.awaitComplete(Duration.ofSeconds(30))).isTrue();
            reader.addRecord(record(0, link));
            assertThat(ring.awaitRead(0, 0, Duration.ofSeconds(30))).isTrue();

            reader.schedulePollTask(() -> reader.addRecord(
                    record(1, link.opened(token.sha256()))));

            assertThat(ring.identify(token, NOW).accountId()).isEqualTo("acme");
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Pass pass) {
        return new ConsumerRecord<>("api-keys", 0, offset,
                pass.id().getBytes(StandardCharsets.UTF_8), PassJson.write(pass));
    }
}
