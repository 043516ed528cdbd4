package dev.extrausage.stream.app;

import static dev.extrausage.stream.topology.LedgerDriver.usage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.Rejection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A few bytes on the wire that unpack to more than a heap holds, among good inputs. */
class UnpackedSizeTest {
    private static final int BOMB_BYTES = 150_000_000;
    private static final int BOMBS = 4;
    /** Less than the bombs are together, more than twice the size of one. */
    private static final String HEAP = "-Xmx512m";

    @TempDir Path directory;

    @Test void records_that_unpack_beyond_the_heap_cost_themselves_only() throws Exception {
        try (TestCluster cluster = TestCluster.ready()) {
            Traffic traffic = new Traffic(cluster);
            byte[] zeros = new byte[BOMB_BYTES];
            cluster.whileLedgerRuns(ledger -> traffic.openAccounts(6));
            sendBombs(cluster, zeros);
            for (int i = 0; i < 6; i++) {
                cluster.send(usage(traffic.newId(), "account-" + i, traffic.now));
            }
            cluster.flush();
            Process ledger = start(cluster);
            try {
                TestCluster.await("every record to be answered", () -> !ledger.isAlive()
                        || cluster.committed(Topics.REJECTED_EVENTS).size() >= BOMBS
                        && cluster.committed(Topics.BALANCE_CHANGES).size() >= 12);
                assertThat(ledger.isAlive()).as("it runs; it said: %s", output()).isTrue();
                assertRejected(cluster.committed(Topics.REJECTED_EVENTS), zeros);
                assertThat(cluster.entries()).hasSize(12);
            } finally {
                ledger.destroyForcibly().waitFor();
            }
        }
    }

    /** As anybody with a right to write usage can: a record each, and all in one poll. */
    private static void sendBombs(TestCluster cluster, byte[] zeros) throws Exception {
        Map<String, Object> config = cluster.settings.forClients();
        config.put("compression.type", "zstd");
        config.put("max.request.size", BOMB_BYTES + 10_000);
        config.put("buffer.memory", BOMB_BYTES + 10_000_000L);
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < BOMBS; i++) {
                producer.send(new ProducerRecord<>(Topics.USAGE_EVENTS.topicName(), 1,
                        "somebody".getBytes(StandardCharsets.UTF_8), zeros)).get();
            }
        }
    }

    private static void assertRejected(
            List<ConsumerRecord<byte[], byte[]>> rejected, byte[] zeros) {
        String sha256 = HexFormat.of().formatHex(HashChain.sha256().digest(zeros));
        assertThat(rejected).hasSize(BOMBS).allSatisfy(record -> {
            assertThat(Rejection.header(record.headers(), Rejection.REASON)).isEqualTo("record has "
                    + (BOMB_BYTES + "somebody".length()) + " bytes: must be at most 262144 (256"
                    + " KiB), key, value and headers together");
            assertThat(Rejection.header(record.headers(), Rejection.LENGTH))
                    .isEqualTo("" + BOMB_BYTES);
            assertThat(Rejection.header(record.headers(), Rejection.SHA_256)).isEqualTo(sha256);
            assertThat(record.value()).isEqualTo(Arrays.copyOf(zeros, Rejection.MAX_KEPT_BYTES));
        });
    }

    private Process start(TestCluster cluster) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), LedgerApp.class.getName());
        builder.environment().putAll(Map.of(
                "LEDGER_BOOTSTRAP_SERVERS", cluster.settings.bootstrapServers(),
                "LEDGER_STATE_DIR", directory.resolve("state").toString(),
                "LEDGER_REPLICATION_FACTOR", "1", "LEDGER_MIN_INSYNC_REPLICAS", "1"));
        return builder.redirectErrorStream(true).redirectOutput(
                directory.resolve("output").toFile()).start();
    }

    private String output() throws IOException {
        return Files.readString(directory.resolve("output"));
    }
}
