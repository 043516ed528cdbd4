package dev.extrausage.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.client.Acknowledged;
import dev.extrausage.client.Published;
import dev.extrausage.client.outage.Await;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.UsageEvent;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

/** Usage on its way to Kafka: what arrives, what is refused, and how a publisher ends. */
class UsagePublisherTest extends PublisherStand {
    @Test void published_usage_arrives_whole_under_the_returned_id() {
        Instant admitted = Instant.parse("2026-11-22T10:00:00.123Z");
        try (UsagePublisher publisher = open()) {
            Published published = publisher.publish(Usage.of("acme").member("ada").app("cursor")
                    .session("s-1").model("claude-opus-4-5").tokens(1, 2).cacheWriteTokens(3)
                    .cacheWrite1hTokens(4).cacheReadTokens(5).serviceTier("Batch")
                    .unit("web_search", 6).unit("image", 0).admittedAt(admitted).build());
            assertThat(acknowledged(published)).isEqualTo(new Acknowledged(3, 0));
            assertThat(ScriptedKafka.account(kafka.taken.get(0))).isEqualTo("acme");
            assertThat(kafka.taken.get(0).partition()).isNull();
            assertThat(CODEC.decode(kafka.taken.get(0).value())).isEqualTo(new UsageEvent(
                    published.eventId().toString(), "acme", "ada", admitted, "cursor", "s-1",
                    "claude-opus-4-5", 1L, 2L, 3L, 4L, 5L, "Batch",
                    Map.of("image", 0L, "web_search", 6L)));
            PublisherMetrics metrics = publisher.metrics();
            assertThat(metrics).isEqualTo(new PublisherMetrics(1, 0, metrics.spoolBytes(), 0, 0, 0,
                    Duration.ZERO, Optional.empty(), Duration.ZERO));
        }
    }

    @Test void usage_with_an_id_is_sent_under_it_each_time() {
        EventId id = EventId.parse("019acf0e-6c31-7d14-8c8f-2b6f6a2d9a01");
        Usage usage = Usage.of("acme").app("claude.ai").model("claude-haiku-4-5").tokens(10, 5)
                .eventId(id).build();
        try (UsagePublisher publisher = open()) {
            assertThat(publisher.publish(usage).eventId()).isEqualTo(id);
            acknowledged(publisher.publish(usage));
            assertThat(takenIds()).containsExactly(id.toString(), id.toString());
        }
    }

    @Test void submitted_usage_goes_in_order_and_is_awaited_later() {
        try (UsagePublisher publisher = open()) {
            List<Submission> submissions = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                submissions.add(publisher.submit(usage("a-" + i % 7)));
            }
            submissions.forEach(s -> assertThat(s.await().eventId()).isEqualTo(s.eventId()));
            Await.until("all have arrived", () -> publisher.metrics().waiting() == 0);
            assertThat(takenIds()).containsExactlyElementsOf(
                    submissions.stream().map(s -> s.eventId().toString()).toList());
        }
    }

    @Test void usage_out_of_bounds_is_refused_naming_field_and_bound() {
        try (UsagePublisher publisher = open()) {
            assertRefused(publisher, Usage.of("acme").app("a").model("m").tokens(-1, 0),
                    "input_tokens is -1: must be 0 to 1000000000");
            assertRefused(publisher, Usage.of("ac me").app("a").model("m"),
                    "account_id is \"ac me\": must be 1 to 64 visible ASCII characters");
            assertRefused(publisher, Usage.of("acme").model("m"), "app is missing");
            assertRefused(publisher, Usage.of("acme").app("a").model("m").admittedAt(Instant.MAX),
                    "must be from 2000 to before 2100");
            assertRefused(publisher, Usage.of("acme").app("a").model("m").unit("image", -1),
                    "units.image is -1: must be 0 to 1000000000");
            assertThat(publisher.metrics().refused()).isEqualTo(5);
            assertThat(publisher.metrics().waiting()).isZero();
        }
    }

    private static void assertRefused(UsagePublisher publisher, Usage.Builder usage, String why) {
        assertThatThrownBy(() -> publisher.publish(usage.build()))
                .isInstanceOf(BadInput.class).hasMessageContaining(why);
    }

    @Test void an_interrupted_thread_publishes_and_stays_interrupted() {
        try (UsagePublisher publisher = open()) {
            Thread.currentThread().interrupt();
            Published published = publisher.publish(usage("acme"));
            assertThat(Thread.interrupted()).isTrue();
            acknowledged(published);
        }
    }

    @Test void a_closed_publisher_takes_nothing() {
        UsagePublisher publisher = open();
        publisher.close();
        publisher.close();
        assertThatThrownBy(() -> publisher.publish(usage("acme")))
                .isInstanceOfSatisfying(NotPublished.class, e ->
                        assertThat(e.reason()).isEqualTo(NotPublished.Reason.CLOSED));
    }

    @Test void close_waits_for_events_under_way() {
        List<String> ids = new ArrayList<>();
        try (UsagePublisher publisher = open()) {
            ids.addAll(publish(publisher, 500));
        }
        assertThat(takenIds()).containsExactlyElementsOf(ids);
        assertThat(folder.resolve("spool")).isDirectoryNotContaining("glob:**.spool");
    }

    @Test void missing_arguments_are_named() {
        assertThatThrownBy(() -> UsagePublisher.builder().kafka(null, "x"))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the name of a Kafka setting is null");
        assertThatThrownBy(() -> UsagePublisher.builder().kafka("client.id", null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("the Kafka setting client.id is null");
        try (UsagePublisher publisher = open()) {
            assertThatThrownBy(() -> publisher.publish(null))
                    .isInstanceOf(NullPointerException.class).hasMessageStartingWith("usage is");
            assertThatThrownBy(() -> publisher.close(null))
                    .isInstanceOf(NullPointerException.class).hasMessageStartingWith("longest is");
            assertThatThrownBy(() -> publisher.publish(Usage.of(null).app("a").model("m").build()))
                    .isInstanceOf(BadInput.class).hasMessage("account_id is missing");
        }
    }

    @Test void a_folder_has_one_publisher() {
        try (UsagePublisher publisher = open()) {
            assertThatThrownBy(this::open).isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("is in use by another publisher");
            acknowledged(publisher.publish(usage("acme")));
        }
    }

    @Test void producer_settings_of_order_and_safety_cannot_be_changed() {
        for (String name : List.of("acks", "enable.idempotence", "partitioner.class",
                "partitioner.ignore.keys", "key.serializer", "value.serializer", "retries",
                "delivery.timeout.ms", "transactional.id", "max.block.ms",
                "max.in.flight.requests.per.connection")) {
            assertThatThrownBy(() -> UsagePublisher.builder().kafka(name, "x"))
                    .as(name).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(name).hasMessageContaining("cannot be set");
        }
        assertThatThrownBy(() -> builder(folder).kafka("linger.ms", "soon").open())
                .isInstanceOf(ConfigException.class).hasMessageContaining("linger.ms");
        assertThatThrownBy(() -> builder(folder).bootstrapServers("kafka").open())
                .hasMessageContaining("each must be HOST:PORT");
        assertThatThrownBy(() -> builder(folder).longestWait(Duration.ofDays(200_000)).open())
                .hasMessage("longestWait is PT4800000H: must be 1 ms to 1 hour");
        assertThatThrownBy(() -> builder(folder).spoolBytes(0).open())
                .hasMessage("spoolBytes is 0: must be 1048576 or more");
        assertThatThrownBy(() -> builder(folder).schemaIds(null).open())
                .hasMessage("schemaIds");
        builder(folder).kafka("compression.type", "lz4").open().close();
    }
}
