package dev.extrausage.client.publish;

import dev.extrausage.client.Published;
import dev.extrausage.client.Acknowledged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.client.outage.Await;
import dev.extrausage.client.publish.ScriptedKafka.Verdict;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.UsageEvent;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsagePublisherTest {
    private static final AvroCodec<UsageEvent> CODEC =
            new AvroCodec<>(UsageEvent.class, "usage-events", ReleasedSchemas.load());

    @TempDir Path folder;
    private final ScriptedKafka kafka = new ScriptedKafka();

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

    @Test void publish_returns_without_kafka_and_the_next_process_sends() {
        kafka.does(r -> Verdict.HANG);
        List<EventId> ids = new ArrayList<>();
        Published last = null;
        UsagePublisher publisher = open();
        for (int i = 0; i < 1_000; i++) {
            last = publisher.publish(usage("a-" + i % 7));
            ids.add(last.eventId());
        }
        assertThat(publisher.metrics().waiting()).isEqualTo(1_000);
        publisher.close(Duration.ZERO);
        assertThat(kafka.taken).isEmpty();
        assertThatThrownBy(last.acknowledged().toCompletableFuture()::join)
                .isInstanceOf(CompletionException.class).cause()
                .hasMessageContaining("the next publisher sends it");

        kafka.does(r -> Verdict.TAKE);
        try (UsagePublisher next = open()) {
            EventId id = next.publish(usage("a-0")).eventId();
            ids.add(id);
            Await.until("all have arrived", () -> next.metrics().waiting() == 0);
            assertThat(takenIds()).containsExactlyElementsOf(
                    ids.stream().map(EventId::toString).toList());
            assertThat(next.metrics().resent()).isEqualTo(1_000);
            assertThat(next.metrics().sent()).isEqualTo(1_001);
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

    @Test void waiting_is_measured_by_the_clock_not_by_ids() {
        kafka.does(r -> Verdict.HANG);
        long[] now = {1_795_000_000_000L};
        UsagePublisher publisher = builder(folder.resolve("spool")).clock(() -> now[0]).open();
        publisher.publish(Usage.of("acme").app("claude.ai").model("claude-haiku-4-5")
                .eventId(EventId.derived(0, "of 1970")).build());
        now[0] += 5_000;
        assertThat(publisher.metrics().oldestWaiting()).isEqualTo(Duration.ofSeconds(5));
        publisher.close(Duration.ZERO);
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

    @Test void events_wait_for_kafka_and_then_go_in_order() {
        AtomicInteger tries = new AtomicInteger();
        kafka.does(r -> tries.incrementAndGet() > 5 ? Verdict.TAKE
                : new Verdict(true, new TimeoutException("no broker")));
        try (UsagePublisher publisher = open()) {
            List<String> ids = publish(publisher, 50);
            Await.until("the reason is told", () -> publisher.metrics().problem().isPresent()
                    || publisher.metrics().waiting() == 0);
            Await.until("all have arrived", () -> publisher.metrics().waiting() == 0);
            assertThat(takenIds()).containsExactlyElementsOf(ids);
            assertThat(publisher.metrics().problem()).isEmpty();
            assertThat(kafka.producers).as("nothing was begun again").isEqualTo(1);
        }
    }

    @Test void an_unauthorized_publisher_keeps_its_events_and_names_the_problem() {
        kafka.does(r -> new Verdict(false, new TopicAuthorizationException("usage-events")));
        try (UsagePublisher publisher = open()) {
            List<String> ids = publish(publisher, 20);
            Await.until("a new producer is tried", () -> kafka.producers >= 2);
            assertThat(publisher.metrics().problem().orElseThrow())
                    .contains("TopicAuthorizationException").contains("usage-events");
            assertThat(publisher.metrics().waiting()).isEqualTo(20);
            assertThat(publisher.metrics().setAside()).isZero();
            kafka.does(r -> Verdict.TAKE);
            Await.until("all have arrived", () -> publisher.metrics().waiting() == 0);
            assertThat(takenIds()).containsExactlyElementsOf(ids);
        }
    }

    @Test void a_refused_event_delays_no_other_and_survives_a_restart() {
        for (boolean atOnce : new boolean[] {true, false}) {
            kafka.taken.clear();
            kafka.does(r -> ScriptedKafka.account(r).equals("too-large")
                    ? new Verdict(atOnce, new RecordTooLargeException("by far")) : Verdict.TAKE);
            Path spool = folder.resolve("at-once-" + atOnce);
            try (UsagePublisher publisher = open(spool)) {
                publisher.publish(usage("before"));
                publisher.publish(usage("too-large"));
                publisher.publish(usage("after"));
                Await.until("the others have arrived, the one is set aside", () ->
                        publisher.metrics().waiting() == 1 && publisher.metrics().setAside() == 1);
            }
            assertThat(kafka.taken).extracting(ScriptedKafka::account)
                    .contains("before", "after").doesNotContain("too-large");
            kafka.does(r -> Verdict.TAKE);
            try (UsagePublisher next = open(spool)) {
                Await.until("it has arrived", () -> next.metrics().waiting() == 0);
            }
            assertThat(kafka.taken).extracting(ScriptedKafka::account).contains("too-large");
        }
    }

    @Test void events_failed_by_a_neighbour_are_not_set_aside() {
        // As a broker does: all of the first batch fail, though one of them alone is bad.
        kafka.does(r -> kafka.producers == 1 || ScriptedKafka.account(r).equals("bad")
                ? new Verdict(false, new InvalidRecordException("a batch"))
                : Verdict.TAKE);
        try (UsagePublisher publisher = open()) {
            publisher.publish(usage("good-1"));
            publisher.publish(usage("bad"));
            publisher.publish(usage("good-2"));
            Await.until("the good ones have arrived", () ->
                    publisher.metrics().waiting() == 1 && publisher.metrics().setAside() == 1);
            assertThat(kafka.taken).extracting(ScriptedKafka::account)
                    .contains("good-1", "good-2").doesNotContain("bad");
        }
    }

    @Test void a_full_spool_refuses_events_until_it_has_room() {
        kafka.does(r -> Verdict.HANG);
        UsagePublisher publisher = open();
        int kept = 0;
        NotPublished told = null;
        while (told == null) {
            try {
                publisher.publish(usage("acme"));
                kept++;
            } catch (NotPublished e) {
                told = e;
            }
        }
        assertThat(told.reason()).isEqualTo(NotPublished.Reason.SPOOL_FULL);
        PublisherMetrics metrics = publisher.metrics();
        assertThat(metrics.waiting()).isEqualTo(kept);
        assertThat(metrics.refused()).isEqualTo(1);
        assertThat(metrics.spoolBytes()).isLessThanOrEqualTo(1024 * 1024);
        publisher.close(Duration.ZERO);

        kafka.does(r -> Verdict.TAKE);
        try (UsagePublisher next = open()) {
            long all = kept;
            Await.until("all that was kept has arrived", () -> kafka.taken.size() == all);
            Await.until("there is room", () -> next.metrics().spoolBytes() < 1024 * 1024 / 2);
            next.publish(usage("acme"));
        }
    }

    @Test void a_schema_registry_that_does_not_answer_delays_no_request() {
        CountDownLatch answers = new CountDownLatch(1);
        SchemaIds registry = new SchemaIds() {
            @Override public int idOf(String topic, Schema schema) {
                try {
                    answers.await();
                    return 77;
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }

            @Override public Schema schemaOf(int id) {
                throw new UnsupportedOperationException("a publisher reads nothing");
            }

            @Override public void close() { }
        };
        try (UsagePublisher publisher =
                builder(folder.resolve("spool")).schemaIds(registry).open()) {
            publish(publisher, 100);
            assertThat(publisher.metrics().waiting()).isEqualTo(100);
            answers.countDown();
            Await.until("all have arrived", () -> publisher.metrics().waiting() == 0);
            assertThat(kafka.taken).extracting(r -> ByteBuffer.wrap(r.value()).getInt(1))
                    .containsOnly(77);
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

    @Test void metrics_show_the_age_of_the_oldest_waiting_event() {
        kafka.does(r -> Verdict.HANG);
        long[] now = {1_795_000_000_000L};
        UsagePublisher publisher = builder(folder.resolve("spool")).clock(() -> now[0]).open();
        publisher.publish(usage("acme"));
        now[0] += 90_000;
        publisher.publish(usage("acme"));
        assertThat(publisher.metrics().oldestWaiting()).isEqualTo(Duration.ofSeconds(90));
        publisher.close(Duration.ZERO);
    }

    @Test void ids_ahead_of_the_brokers_clock_start_again() {
        long broker = 1_795_000_000_000L;
        long[] ours = {broker + 3_600_000};
        kafka.clock = broker;
        try (UsagePublisher publisher =
                builder(folder.resolve("spool")).clock(() -> ours[0]).open()) {
            acknowledged(publisher.publish(usage("acme")));
            ours[0] = broker;
            acknowledged(publisher.publish(usage("acme")));
            assertThat(publisher.publish(usage("acme")).eventId().time()).isEqualTo(broker);
        }
    }

    @Test void a_clock_apart_from_the_brokers_is_told_either_way() {
        long broker = 1_795_000_000_000L;
        long[] ours = {broker - 600_000};
        kafka.clock = broker;
        try (UsagePublisher publisher =
                builder(folder.resolve("spool")).clock(() -> ours[0]).open()) {
            assertThat(publisher.metrics().clockAhead()).isEqualTo(Duration.ZERO);
            acknowledged(publisher.publish(usage("acme")));
            assertThat(publisher.metrics().clockAhead()).isEqualTo(Duration.ofMinutes(-10));
            ours[0] = broker + 600_000;
            acknowledged(publisher.publish(usage("acme")));
            assertThat(publisher.metrics().clockAhead()).isEqualTo(Duration.ofMinutes(10));
        }
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

    private UsagePublisher open() {
        return open(folder.resolve("spool"));
    }

    private UsagePublisher open(Path spool) {
        return builder(spool).open();
    }

    private UsagePublisher.Builder builder(Path spool) {
        return UsagePublisher.builder().bootstrapServers("127.0.0.1:1").spool(spool)
                .spoolBytes(1024 * 1024).longestWait(Duration.ofSeconds(30))
                .producers(settings -> kafka.producer());
    }

    private static Usage usage(String account) {
        return Usage.of(account).app("claude.ai").model("claude-haiku-4-5").tokens(10, 5).build();
    }

    private static List<String> publish(UsagePublisher publisher, int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(publisher.publish(usage("a-" + i % 7)).eventId().toString());
        }
        return ids;
    }

    private List<String> takenIds() {
        return kafka.taken.stream().map(r -> CODEC.decode(r.value()).getEventId()).toList();
    }

    private static Acknowledged acknowledged(Published published) {
        return published.acknowledged().toCompletableFuture().orTimeout(120, TimeUnit.SECONDS)
                .join();
    }
}
