package dev.extrausage.view.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.view.JournalKafka;
import dev.extrausage.view.PostgresServer;
import dev.extrausage.view.database.PostgresDatabase;
import dev.extrausage.view.database.PostgresLogin;
import dev.extrausage.view.database.Schema;
import dev.extrausage.view.database.SqlConnection;
import dev.extrausage.view.database.SqlTables;
import dev.extrausage.view.database.ViewDatabase;
import dev.extrausage.view.database.ViewPartition;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lane whose database is away. */
class LaneTest {
    private static final int ENOUGH_POLLS = 20;

    private final AtomicLong polls = new AtomicLong();
    private final AtomicInteger consumers = new AtomicInteger();
    @TempDir Path folder;

    /** A PostgreSQL and a Kafka of its own, and a lane between them that has not started. */
    private final class Stand implements AutoCloseable {
        private final PostgresServer server = PostgresServer.start();
        private final FoldTools tools = tools();
        private final JournalKafka kafka;
        private final ViewDatabase database;
        private final ViewPartition partition;
        private final Fold fold;
        private final Lane lane;

        private Stand() throws Exception {
            try {
                kafka = new JournalKafka(folder, 1, Catalogs.severalVersions());
                database = new PostgresDatabase(
                        server.database("view"), PostgresLogin.NONE, Schema.VERSION, 1);
            } catch (Exception | Error e) {
                server.close(); // a process of its own, which nobody else would end
                throw e;
            }
            partition = new ViewPartition(0, database);
            fold = new Fold(partition, database, tools);
            lane = new Lane("lane", List.of(fold), 1, () -> consumer(kafka), kafka::admin, tools,
                    new AtomicLong());
        }

        private void startAndReachTheEnd() throws Exception {
            lane.start();
            JournalKafka.await("the end", () -> partition.knownAt() > 0);
        }

        private void awaitPolls() throws Exception {
            long before = polls.get();
            JournalKafka.await("polls", () -> polls.get() > before + ENOUGH_POLLS);
        }

        private void awaitDatabaseProblem(String part) throws Exception {
            JournalKafka.await(part, () -> partition.databaseProblem() != null
                    && partition.databaseProblem().contains(part));
        }

        @Override public void close() throws IOException {
            try (server; kafka; database) {
                lane.close();
            }
        }
    }

    @Test void nothing_is_read_while_the_database_is_away(@Seed long seed) throws Exception {
        try (Stand stand = new Stand()) {
            List<Input> inputs = Histories.ofManyAccounts(seed, 3, 40, stand.kafka.catalog);
            stand.startAndReachTheEnd();
            stand.server.stop();
            stand.awaitDatabaseProblem("");
            stand.kafka.write(inputs);
            stand.awaitPolls();
            stand.lane.close();
            assertThat(stand.fold.batch().size()).as("with the seed %d", seed).isZero();
            stand.server.startAgain();
        }
    }

    @Test void a_database_that_is_away_at_the_start_is_waited_for() throws Exception {
        try (Stand stand = new Stand()) {
            stand.server.stop();
            stand.lane.start();
            stand.awaitDatabaseProblem("");
            stand.server.startAgain();
            JournalKafka.await("the end", () -> stand.partition.knownAt() > 0);
            assertThat(consumers).hasValue(1); // Kafka was well, so none was thrown away
        }
    }

    /** It was resumed with all others, and passed over as if it still waited. */
    @Test void a_record_that_cannot_be_read_is_waited_at_also_on_a_database_opened_anew(
            @Seed long seed) throws Exception {
        try (Stand stand = new Stand();
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        stand.kafka.clients(Map.of()), new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            List<Input> inputs = Histories.ofManyAccounts(seed, 3, 40, stand.kafka.catalog);
            stand.kafka.write(inputs.subList(0, 50));
            stand.startAndReachTheEnd();
            producer.send(new ProducerRecord<>(Topics.BALANCE_CHANGES.topicName(), 0,
                    new byte[] {'a'}, new byte[] {0, 0, 0, 99, 99})).get();
            JournalKafka.await("the problem", () -> waitsAtRecord(stand.partition));
            stand.kafka.write(inputs.subList(50, inputs.size()));
            stand.server.stop();
            stand.awaitDatabaseProblem("");
            stand.server.startAgain();
            JournalKafka.await("the database", () -> stand.partition.databaseProblem() == null);
            stand.awaitPolls();

            JournalKafka.await("the problem with the seed " + seed,
                    () -> waitsAtRecord(stand.partition));
        }
    }

    private static boolean waitsAtRecord(ViewPartition partition) {
        String problem = partition.journalProblem();
        return problem != null && problem.contains("cannot read");
    }

    @Test void a_database_that_another_ledgers_process_has_taken_is_left_to_it() throws Exception {
        try (Stand stand = new Stand()) {
            stand.startAndReachTheEnd();
            SqlTables other = stand.database.openWriter(0);
            try (SqlConnection connection = other.connection()) {
                other.update("update $position set cluster = 'another'");
                connection.commit();
                stand.awaitDatabaseProblem("another process");
                stand.awaitPolls();

                try (ResultSet row = other.bind("select cluster from $position").executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getString(1)).isEqualTo("another");
                }
            }
        }
    }

    /** It went on behind the gap once, with the sums from before it. */
    @Test void a_journal_without_its_beginning_waits_until_the_database_can_be_emptied(
            @Seed long seed) throws Exception {
        try (Stand stand = new Stand(); Admin admin = stand.kafka.admin()) {
            List<Input> inputs = Histories.ofManyAccounts(seed, 3, 40, stand.kafka.catalog);
            stand.kafka.write(inputs.subList(0, 50));
            stand.startAndReachTheEnd();
            stand.lane.close();
            stand.kafka.write(inputs.subList(50, inputs.size()));
            TopicPartition journal = new TopicPartition(Topics.BALANCE_CHANGES.topicName(), 0);
            long end = admin.listOffsets(Map.of(journal, OffsetSpec.latest()))
                    .partitionResult(journal).get().offset();
            admin.deleteRecords(Map.of(journal, RecordsToDelete.beforeOffset(end - 3))).all().get();
            SqlTables other = stand.database.openWriter(0);
            try (SqlConnection connection = other.connection()) {
                other.update("create function refuse() returns trigger language plpgsql as"
                        + " 'begin raise exception ''not now''; end'");
                other.update("create trigger refuse before delete on $account"
                        + " execute function refuse()");
                connection.commit();
                ViewPartition partition = new ViewPartition(0, stand.database);
                try (Lane again = new Lane("again", List.of(new Fold(partition, stand.database,
                        stand.tools)), 1, () -> consumer(stand.kafka), stand.kafka::admin,
                        stand.tools, new AtomicLong())) {
                    again.start();
                    JournalKafka.await("the refusal", () -> partition.databaseProblem() != null
                            && partition.databaseProblem().contains("cannot be emptied"));
                    other.update("drop trigger refuse on $account");
                    connection.commit();
                    JournalKafka.await("the end", () -> partition.knownAt() > 0);
                }

                try (ResultSet row = other.bind("select count(*) from $entry").executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getLong(1)).as("entries, with the seed %d", seed).isEqualTo(3);
                }
            }
        }
    }

    /** It said that it was well between two tries, and was asked. */
    @Test void a_database_that_takes_no_entries_is_told_until_it_does(@Seed long seed)
            throws Exception {
        try (Stand stand = new Stand(); Admin admin = stand.kafka.admin();
                Consumer<byte[], byte[]> reading = consumer(stand.kafka)) {
            stand.kafka.write(Histories.ofManyAccounts(seed, 3, 40, stand.kafka.catalog));
            Journal journal = Journal.ask(admin);
            assertThat(stand.fold.open(journal)).isTrue();
            SqlTables other = stand.database.openWriter(0);
            try (SqlConnection connection = other.connection()) {
                other.update("create function refuse() returns trigger language plpgsql as"
                        + " 'begin raise exception ''no space left''; end'");
                other.update("create trigger refuse before insert on $entry"
                        + " execute function refuse()");
                connection.commit();
                Position end = readAll(stand.fold, reading, journal);

                assertThat(stand.fold.flush(end)).isEqualTo(Fold.Flushed.FAILED);
                assertThat(stand.fold.open(journal)).isTrue();
                assertThat(stand.partition.databaseProblem()).as("opened anew, seed %d", seed)
                        .contains("cannot be written", "no space left");

                other.update("drop trigger refuse on $entry");
                connection.commit();
                assertThat(stand.fold.flush(end)).isEqualTo(Fold.Flushed.WRITTEN);
                assertThat(stand.partition.databaseProblem()).isNull();
            } finally {
                stand.fold.close();
            }
        }
    }

    /** Where the next record of each topic is. */
    private static Position readAll(
            Fold fold, Consumer<byte[], byte[]> reading, Journal journal) {
        List<TopicPartition> three = Journal.topics(0);
        reading.assign(three);
        reading.seekToBeginning(three);
        Map<TopicPartition, Long> ends = reading.endOffsets(three);
        while (three.stream().anyMatch(p -> reading.position(p) < ends.get(p))) {
            reading.poll(Duration.ofMillis(100)).forEach(record ->
                    assertThat(fold.add(Journal.topic(record.topic()), record)).isTrue());
        }
        return new Position(journal.identity(), reading.position(three.get(0)),
                reading.position(three.get(1)), reading.position(three.get(2)));
    }

    private static FoldTools tools() {
        return FoldTools.of(ReleasedSchemas.load(), Duration.ofDays(90_000), Clock.systemUTC(),
                new Nobody());
    }

    private Consumer<byte[], byte[]> consumer(JournalKafka kafka) {
        consumers.incrementAndGet();
        return new KafkaConsumer<>(kafka.clients(Map.of("isolation.level", "read_committed",
                "enable.auto.commit", false)),
                new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                polls.incrementAndGet();
                return super.poll(timeout);
            }
        };
    }

    /** Waits for nothing. */
    private static final class Nobody implements Changed {
        @Override public void accounts(Set<String> accountIds) { }

        @Override public void all(ViewPartition partition) { }

        @Override public void complete(ViewPartition partition) { }
    }
}
