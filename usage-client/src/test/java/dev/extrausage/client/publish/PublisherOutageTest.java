package dev.extrausage.client.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.client.Published;
import dev.extrausage.client.outage.Await;
import dev.extrausage.client.publish.ScriptedKafka.Verdict;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.SchemaIds;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** Usage that Kafka, the disk or a schema registry does not take at once. */
class PublisherOutageTest extends PublisherStand {
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
}
