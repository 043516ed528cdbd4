package dev.extrausage.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.api.access.rates.Rates;
import dev.extrausage.api.inference.AdmissionSettings;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.stack.RunningStack;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Kafka of somebody else's: its topics made by {@code ledger topics}, the ledger run against it.
 */
@Timeout(300)
class TopicsCommandTest {
    @TempDir private Path folder;

    @Test
    void topics_are_made_once_and_differences_named() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            String bootstrap = kafka.bootstrapServers();
            refusesToRunWithoutTopics(bootstrap);

            Command made = Command.run("topics", "--bootstrap", bootstrap, "--partitions", 2);
            made.ended(0);
            assertThat(made.out()).contains("created topic usage-events with 2 partitions",
                    "LogAppendTime", "created topic rejected-events", "committed offset 0",
                    "Done.");

            Command again = Command.run("topics", "--bootstrap", bootstrap, "--partitions", 2);
            again.ended(0);
            assertThat(again.out()).startsWith("Everything was there; nothing was changed.");

            Command otherwise = Command.run("topics", "--bootstrap", bootstrap, "--partitions", 8);
            otherwise.ended(0);
            assertThat(otherwise.out()).contains("topic usage-events: it has 2 partitions, not 8",
                    "the ledger can run with it");

            runsAgainst(bootstrap);

            set(bootstrap, "balance-changes", "retention.ms", "1000");
            Command broken = Command.run("topics", "--bootstrap", bootstrap, "--partitions", 2);
            broken.ended(1);
            assertThat(broken.out()).contains(
                    "topic balance-changes: retention.ms is 1000, must be -1",
                    "The ledger cannot run on this Kafka: 1 setting has to be mended.");
        }
    }

    @Test
    void a_restore_that_has_not_ended_is_told_before_its_topics() throws Exception {
        Path data = folder.resolve("data");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            String mark = RestoreMark.of(LedgerSettings.DEFAULT_APPLICATION_ID);
            admin.createTopics(List.of(new NewTopic(mark, 1, (short) 1))).all().get();
            while (!RestoreMark.isOn(admin, LedgerSettings.DEFAULT_APPLICATION_ID)) {
                Thread.onSpinWait(); // a broker learns of it a moment later
            }

            for (Object[] words : List.of(new Object[] {"topics"},
                    new Object[] {"topics", "--check"})) {
                Command topics = Command.run(Stream.concat(Arrays.stream(words),
                        Stream.of("--bootstrap", kafka.bootstrapServers())).toArray());
                topics.ended(2);
                assertThat(topics.err()).contains(RestoreMark.NOT_ENDED);
            }
            refusesAsUnrestored(against(kafka.bootstrapServers()));
            assertThat(admin.listTopics().names().get()).containsExactly(mark);
        }
        refusesAsUnrestored(settings(null));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).hasSize(1);
        }
    }

    private static void refusesAsUnrestored(StackSettings settings) {
        try (Stack stack = new Stack(settings)) {
            assertThatThrownBy(stack::start).isInstanceOf(CannotStart.class)
                    .hasMessage(RestoreMark.NOT_ENDED);
        }
    }

    private void refusesToRunWithoutTopics(String bootstrap) {
        try (Stack early = new Stack(against(bootstrap))) {
            assertThatThrownBy(early::start).isInstanceOf(CannotStart.class)
                    .hasMessageContainingAll("topic usage-events does not exist", "ledger topics");
        }
        Command balance = Command.run("balance", "anna", "--bootstrap", bootstrap);
        balance.ended(2);
        assertThat(balance.err()).contains(
                "has no topic usage-events", "ledger topics --bootstrap");
    }

    private void runsAgainst(String bootstrap) throws Exception {
        StackSettings settings = against(bootstrap);
        try (Stack stack = new Stack(settings)) {
            stack.start();
            stack.awaitReady(Duration.ofMinutes(1));
            assertThat(RunningStack.in(settings.data())).isPresent().get()
                    .isEqualTo(new RunningStack(
                            bootstrap, URI.create(stack.healthAndSchemasUrl()), null, null,
                            FreeSpace.USUAL_LEAST));
            Path file = new EventFile("there").account(
                    "there", "'type':'PlanStarted','plan':'team','seats':2").in(folder);
            Command.run("publish", file, "--bootstrap", bootstrap).ended(0);
            assertThat(Command.run("balance", "there", "--bootstrap", bootstrap).out())
                    .contains("there · team, 2 seats · open", "$60 left of $60");
        }
        assertThat(RunningStack.in(settings.data())).isEmpty();
    }

    private StackSettings against(String bootstrap) {
        return settings(KafkaAccess.at(bootstrap));
    }

    private StackSettings settings(KafkaAccess access) {
        return new StackSettings(folder.resolve("data"), 0, access, null, 0,
                2, 1, CatalogFile.defaultCatalog(), CardsOnFile.byAccountId(),
                InstantSource.system(), null, null, Duration.ofMinutes(1), List.of(),
                Rates.usual(), AdmissionSettings.usual(), false);
    }

    private static void set(String bootstrap, String topic, String key, String value)
            throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.incrementalAlterConfigs(Map.of(
                    new ConfigResource(ConfigResource.Type.TOPIC, topic),
                    List.of(new AlterConfigOp(new ConfigEntry(key, value),
                            AlterConfigOp.OpType.SET)))).all().get();
            // The broker tells a setting a moment after the controller has taken it.
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            String told;
            do {
                told = admin.describeConfigs(List.of(resource)).all().get().get(resource)
                        .get(key).value();
            } while (!told.equals(value));
        }
    }
}
