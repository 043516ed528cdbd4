package dev.extrausage.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.embedded.FreePorts;
import dev.extrausage.intake.Publisher;
import dev.extrausage.journal.reports.balance.Snapshots;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class SteadyLedgerTest {
    private static final SteadyLedger.Patience LITTLE =
            new SteadyLedger.Patience(2, Duration.ofMinutes(10), Duration.ofMillis(20));

    @TempDir private Path folder;
    private EmbeddedKafka kafka;
    private LedgerSettings settings;
    private final AtomicInteger lives = new AtomicInteger();

    /** Schema ids that fail as no registry may: whoever decodes with them falls over. */
    private static final class BrokenIds implements SchemaIds {
        private final ReleasedSchemas released = ReleasedSchemas.load();

        @Override public int idOf(String topic, Schema schema) {
            return released.idOf(topic, schema);
        }

        @Override public Schema schemaOf(int id) {
            throw new IllegalStateException("broken on purpose");
        }

        @Override public void close() { }
    }

    @BeforeEach
    void a_broker_with_topics() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        settings = LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, 1);
        }
    }

    @AfterEach
    void stop() {
        kafka.close();
    }

    @Test
    void a_ledger_that_stops_by_itself_is_started_again() {
        try (SteadyLedger ledger = start(brokenAtFirst(1));
                Cluster cluster =
                        Cluster.connect(kafka.bootstrapServers(), ReleasedSchemas.load());
                Publisher publisher =
                        Publisher.ordered(cluster, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            publisher.publish(planStarted());
            publisher.finish();

            assertThat(Snapshots.of(cluster, "anna")).isPresent();
            assertThat(lives).hasValue(2);
            assertThat(ledger.givenUp()).isEmpty();
        }
    }

    @Test
    void a_ledger_that_always_stops_is_given_up() throws InterruptedException {
        try (SteadyLedger ledger = start(brokenAtFirst(Integer.MAX_VALUE));
                Cluster cluster =
                        Cluster.connect(kafka.bootstrapServers(), ReleasedSchemas.load());
                Publisher publisher = Publisher.unordered(cluster)) {
            publisher.publish(planStarted());
            publisher.finish();

            ledger.awaitEnd();

            assertThat(ledger.givenUp()).get().asString().contains(
                    "has stopped 2 times", "IllegalStateException: broken on purpose");
            assertThat(ledger.isReady(false)).isFalse();
            assertThat(lives).hasValue(2);
        }
    }

    @Test
    void an_unanswering_kafka_is_waited_for_longer_than_other_faults() {
        Supplier<SchemaIds> awayForLong = () -> {
            int life = lives.incrementAndGet();
            if (life > 1 && life < 7) {
                throw new CannotStart("Kafka did not answer", new TimeoutException("away"));
            }
            return life == 1 ? new BrokenIds() : ReleasedSchemas.load();
        };
        try (SteadyLedger ledger = start(awayForLong);
                Cluster cluster =
                        Cluster.connect(kafka.bootstrapServers(), ReleasedSchemas.load());
                Publisher publisher =
                        Publisher.ordered(cluster, LedgerSettings.DEFAULT_APPLICATION_ID)) {
            publisher.publish(planStarted());
            publisher.finish();

            assertThat(lives).hasValue(7);
            assertThat(ledger.givenUp()).isEmpty();
        }
    }

    @Test
    void a_schema_registry_that_is_away_is_named_as_what_is_waited_for() throws Exception {
        URI away = URI.create("http://127.0.0.1:" + FreePorts.next());
        SchemaRegistry registry = new SchemaRegistry(SchemaRegistry.Settings.of(away));
        SteadyLedger ledger = new SteadyLedger(
                settings, CatalogFile.defaultCatalog(), () -> registry, LITTLE);
        CompletableFuture<Void> start = CompletableFuture.runAsync(ledger::start);
        try {
            while (registry.waitsFor().isEmpty()) {
                assertThat(start).isNotDone();
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            assertThat(ledger.problems(true)).singleElement().asString()
                    .startsWith("it is starting, or starts again: it waits for the schema registry"
                            + " at " + away + ", it cannot be reached");
        } finally {
            ledger.abandonStart();
            assertThat(start).failsWithin(Duration.ofMinutes(1));
        }
    }

    private SteadyLedger start(Supplier<SchemaIds> ids) {
        SteadyLedger ledger =
                new SteadyLedger(settings, CatalogFile.defaultCatalog(), ids, LITTLE);
        ledger.start();
        return ledger;
    }

    private Supplier<SchemaIds> brokenAtFirst(int times) {
        return () -> lives.incrementAndGet() <= times ? new BrokenIds() : ReleasedSchemas.load();
    }

    private static AccountEvent planStarted() {
        long now = System.currentTimeMillis();
        return new AccountEvent(EventId.derived(now, "plan"), "anna", now, "test",
                new Change.PlanStarted("pro", 1, null));
    }
}
