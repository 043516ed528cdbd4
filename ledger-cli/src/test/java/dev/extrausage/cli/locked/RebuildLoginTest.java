package dev.extrausage.cli.locked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.cli.Command;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.schemas.wire.EventCodec;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The logins that {@code ledger rebuild} needs on a secured broker. */
@Timeout(300)
class RebuildLoginTest {
    private static final String GROUP = LedgerSettings.DEFAULT_APPLICATION_ID;

    @TempDir private Path folder;

    @Test void the_roles_of_ledger_and_auditor_together_may_rebuild() throws Exception {
        try (LockedKafka kafka = new LockedKafka(folder)) {
            decideOneEvent(kafka);
            assertThat(kafka.as("ledger", "rebuild").ended(2).err()).contains("authoriz");
            kafka.asAdmin("topics", "--acls", "--partitions", LockedKafka.PARTITIONS,
                    "--principal", "ledger=User:ledger",
                    "--principal", "ledger=User:" + LockedKafka.STRANGER,
                    "--principal", "auditor=User:auditor",
                    "--principal", "auditor=User:" + LockedKafka.STRANGER).ended(0);

            Command kept = kafka.as(LockedKafka.STRANGER, "rebuild").ended(2);
            assertThat(kept.err()).contains("say --replace");
            Command denied = kafka.as(LockedKafka.STRANGER, "rebuild", "--replace").ended(2);
            assertThat(denied.err()).contains("delete");
            started(kafka).close(); // nothing was changed
            kafka.deleteTopics(List.of(
                    GROUP + "-accounts-changelog", GROUP + "-decided-ids-changelog"));
            Command rebuilt = kafka.as(LockedKafka.STRANGER, "rebuild").ended(0);
            assertThat(rebuilt.out()).contains("Rebuilt: 1 accounts from 1 entries");
            started(kafka).close();
        }
    }

    private void decideOneEvent(LockedKafka kafka) throws Exception {
        long now = System.currentTimeMillis();
        byte[] event = TopicCodecs.of(ReleasedSchemas.load()).accountEvents().encode(
                EventCodec.toAvro(new AccountEvent(EventId.derived(now, "ada"), "ada", now,
                        "test", new Change.PlanStarted("pro", 1, null))));
        try (LedgerStreams ledger = started(kafka);
                Producer<byte[], byte[]> producer = new KafkaProducer<>(
                        kafka.access(KafkaRole.API).forClients(),
                        new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(Topics.ACCOUNT_EVENTS.topicName(),
                    "ada".getBytes(StandardCharsets.UTF_8), event)).get();
            LeastPrivilegeTest.await("the entry", () -> kafka.as("auditor", "audit").out()
                    .contains("1 account"));
            assertThat(ledger.failure()).isEmpty();
        }
    }

    private LedgerStreams started(LockedKafka kafka) throws InterruptedException {
        LedgerStreams ledger = LedgerStreams.start(LedgerSettings.single(
                kafka.access(KafkaRole.LEDGER), folder.resolve("state")),
                CatalogFile.defaultCatalog(), ReleasedSchemas.load());
        LeastPrivilegeTest.await("the ledger", ledger::isReadyForAll);
        return ledger;
    }
}
