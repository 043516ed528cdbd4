package dev.extrausage.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class RestoredRetentionTest {
    private static final long DAY = 24L * 60 * 60 * 1000;

    @TempDir private Path folder;

    @Test
    void the_longer_of_two_retentions_holds() {
        assertThat(TopicRetention.longer(35, 400)).isEqualTo(400);
        assertThat(TopicRetention.longer(400, 35)).isEqualTo(400);
        assertThat(TopicRetention.longer(400, TopicRetention.FOR_EVER)).isNegative();
        assertThat(TopicRetention.longer(TopicRetention.FOR_EVER, 35)).isNegative();
    }

    @Test
    void nothing_grows_too_old_until_the_restore_ends() throws Exception {
        BackupFolder backups = new BackupFolder(folder.resolve("backups"));
        new WrittenBackup(backups, KeyPairGenerator.getInstance("Ed25519").generateKeyPair()
                .getPrivate()).write(2);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            LedgerSettings settings = LedgerSettings.single(
                    kafka.bootstrapServers(), folder.resolve("unused"));
            try (Admin admin = Admin.create(settings.forClients())) {
                TopicSetup.apply(admin, settings, 1);
                TopicRetention.set(admin, "usage-events", 400 * DAY);
                EmptyKafka empty = new EmptyKafka(admin, settings);
                empty.prepare(backups.manifest("backup-000001"), false, line -> { });
                KafkaReplies.await("nothing to grow old",
                        () -> retention(admin).values().stream().allMatch(millis -> millis == -1));
                empty.end();
                Map<String, Long> ended = Map.of("usage-events", 400 * DAY, "notices", 100 * DAY,
                        "top-up-requests", 35 * DAY, "rejected-events", 35 * DAY);
                KafkaReplies.await("retention " + ended, () -> retention(admin).equals(ended));
            }
        }
    }

    private static Map<String, Long> retention(Admin admin) {
        return TopicRetention.of(admin, TopicRetention.LEAST.keySet());
    }
}
