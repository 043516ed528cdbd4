package dev.extrausage.client.outage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.client.Acknowledged;
import dev.extrausage.client.Published;
import dev.extrausage.client.publish.Usage;
import dev.extrausage.client.publish.UsagePublisher;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerAwayTest {
    private static final AvroCodec<UsageEvent> CODEC =
            new AvroCodec<>(UsageEvent.class, "usage-events", ReleasedSchemas.load());
    private static final int A_FEW = 300;

    @TempDir Path folder;
    private final List<Published> published = new ArrayList<>();
    private final Map<String, List<String>> idsByAccount = new HashMap<>();

    @Test void events_arrive_once_in_order_despite_broker_outages() {
        try (Installation kafka = new Installation(folder)) {
            kafka.startBroker();
            kafka.stopBroker();
            try (UsagePublisher publisher = UsagePublisher.builder()
                    .bootstrapServers(kafka.bootstrap()).spool(folder.resolve("spool"))
                    .longestWait(Duration.ofSeconds(30)).open()) {
                publish(publisher);
                assertThat(publisher.metrics().waiting()).isEqualTo(A_FEW);
                Await.until("the reason is told",
                        () -> publisher.metrics().problem().isPresent());
                kafka.startBroker();
                awaitAllSent(publisher);
                publish(publisher);
                kafka.stopBroker();
                publish(publisher);
                kafka.startBroker();
                publish(publisher);
                awaitAllSent(publisher);
                assertThat(publisher.metrics().sent()).isEqualTo(4 * A_FEW);
            }
            assertArrived(kafka.all(Topics.USAGE_EVENTS));
        }
    }

    private static void awaitAllSent(UsagePublisher publisher) {
        Await.until("all are sent", () -> publisher.metrics().waiting() == 0);
        assertThat(publisher.metrics().problem()).isEmpty();
    }

    private void publish(UsagePublisher publisher) {
        for (int i = 0; i < A_FEW; i++) {
            String account = "account-" + i % 9;
            Published event = publisher.publish(Usage.of(account).app("claude.ai")
                    .model("claude-haiku-4-5").tokens(10, 5).build());
            published.add(event);
            idsByAccount.computeIfAbsent(account, any -> new ArrayList<>())
                    .add(event.eventId().toString());
        }
    }

    private void assertArrived(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, List<String>> arrived = new HashMap<>();
        Map<String, Acknowledged> places = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            UsageEvent event = CODEC.decode(record.value());
            assertThat(new String(record.key(), StandardCharsets.UTF_8))
                    .isEqualTo(event.getAccountId());
            assertThat(record.partition()).isEqualTo(
                    Partitioning.partitionOf(record.key(), Installation.PARTITIONS));
            arrived.computeIfAbsent(event.getAccountId(), any -> new ArrayList<>())
                    .add(event.getEventId());
            places.put(event.getEventId(), new Acknowledged(record.partition(), record.offset()));
        }
        assertThat(arrived).isEqualTo(idsByAccount);
        for (Published event : published) {
            assertThat(event.acknowledged().toCompletableFuture()
                    .orTimeout(120, TimeUnit.SECONDS).join())
                    .isEqualTo(places.get(event.eventId().toString()));
        }
    }
}
