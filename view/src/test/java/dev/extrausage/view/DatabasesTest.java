package dev.extrausage.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Histories;
import dev.extrausage.core.Input;
import dev.extrausage.core.Seed;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.view.database.PostgresLogin;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both databases hold the same, once, whoever writes them and whatever kills it. */
class DatabasesTest {
    private static final int ROUNDS = 4;

    @TempDir Path folder;

    @Test void sqlite_counts_once_what_two_projectors_fold_and_kills_interrupt(@Seed long seed)
            throws Exception {
        try (JournalKafka kafka = kafka()) {
            survives(kafka, folder.resolve("view").toString(), seed);
        }
    }

    @Test void postgresql_counts_once_what_two_projectors_fold_and_kills_interrupt(
            @Seed long seed) throws Exception {
        try (PostgresServer server = PostgresServer.start(); JournalKafka kafka = kafka()) {
            survives(kafka, server.database("view"), seed);
        }
    }

    @Test void postgresql_may_be_away_and_comes_back(@Seed long seed) throws Exception {
        try (PostgresServer server = PostgresServer.start(); JournalKafka kafka = kafka();
                ReadModel model = ReadModel.start(
                        settings(kafka, server.database("view")))) {
            List<Input> inputs = Histories.ofManyAccounts(seed, 6, 60, kafka.catalog);
            kafka.write(inputs.subList(0, 100));
            kafka.awaitKnown(model);
            server.stop();
            kafka.write(inputs.subList(100, inputs.size()));
            JournalKafka.await("the problem to be told", () -> !model.problems().isEmpty());
            server.startAgain();
            kafka.awaitKnown(model);
            new ReferenceModel(model, kafka.steps, seed).compare(5);
            assertThat(model.problems()).isEmpty();
        }
    }

    @Test void postgresql_that_lost_its_last_commits_is_folded_on(@Seed long seed)
            throws Exception {
        try (PostgresServer server = PostgresServer.start(); JournalKafka kafka = kafka();
                ReadModel model = ReadModel.start(
                        settings(kafka, server.database("view")))) {
            List<Input> inputs = Histories.ofManyAccounts(seed, 6, 60, kafka.catalog);
            kafka.write(inputs.subList(0, 100));
            kafka.awaitKnown(model);
            server.stop();
            server.keep();
            server.startAgain();
            kafka.write(inputs.subList(100, 200));
            kafka.awaitKnown(model);
            server.stop();
            server.putBack();
            server.startAgain();
            kafka.awaitKnown(model);
            new ReferenceModel(model, kafka.steps, seed).compare(3);
            server.stop();
            kafka.write(inputs.subList(200, inputs.size()));
            JournalKafka.await("the problem to be told", () -> !model.problems().isEmpty());
            server.putBack();
            server.startAgain();
            kafka.awaitKnown(model);
            new ReferenceModel(model, kafka.steps, seed).compare(5);
            assertThat(model.problems()).isEmpty();
        }
    }

    private JournalKafka kafka() throws Exception {
        return new JournalKafka(folder.resolve("kafka"), 3, Catalogs.severalVersions());
    }

    private static ViewSettings settings(JournalKafka kafka, String database) {
        return (database.startsWith("jdbc:")
                ? ViewSettings.postgresql(kafka.clients(Map.of()), ReleasedSchemas.load(),
                        () -> kafka.catalog, database, PostgresLogin.NONE)
                : ViewSettings.sqlite(kafka.clients(Map.of()), ReleasedSchemas.load(),
                        () -> kafka.catalog, Path.of(database)))
                .withRetention(Duration.ofDays(90_000));
    }

    /** Two processes fold while entries are written, and one after the other is killed. */
    private void survives(JournalKafka kafka, String database, long seed) throws Exception {
        List<Input> inputs = Histories.ofManyAccounts(seed, 12, 100, kafka.catalog);
        Process first = child(kafka, database);
        for (int round = 0; round < ROUNDS; round++) {
            Process second = child(kafka, database);
            int from = inputs.size() * round / ROUNDS;
            int to = inputs.size() * (round + 1) / ROUNDS;
            for (int at = from; at < to; at += 20) {
                kafka.write(inputs.subList(at, Math.min(to, at + 20)));
                LockSupport.parkNanos(10_000_000); // lets both write at once, and be killed at it
            }
            first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            first = second;
        }
        first.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        try (ReadModel one = ReadModel.start(settings(kafka, database));
                ReadModel other = ReadModel.start(settings(kafka, database))) {
            String account = inputs.get(0).event().accountId();
            UUID id = UUID.fromString(inputs.get(0).event().eventId().toString());
            assertThat(other.whenDecided(account, id).get(120, TimeUnit.SECONDS).accountId())
                    .isEqualTo(account);
            kafka.write(Histories.ofManyAccounts(seed + 1, 3, 50, kafka.catalog));
            kafka.awaitKnown(one);
            kafka.awaitKnown(other);
            new ReferenceModel(one, kafka.steps, seed).compare(5);
            new ReferenceModel(other, kafka.steps, seed).compare(2);
        }
    }

    private Process child(JournalKafka kafka, String database) throws Exception {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx200m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), ProjectingMain.class.getName(),
                "127.0.0.1:" + kafka.port(), database).redirectErrorStream(true)
                .redirectOutput(folder.resolve("child.log").toFile()).start();
    }
}
