package dev.extrausage.cli.locked;

import static org.assertj.core.api.Assertions.assertThat;

import dev.extrausage.cli.Command;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.KafkaRole;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A sender that goes on while a locked Kafka gets another number of partitions. */
@Timeout(600)
final class SendersDuringReshardTest {
    private static final String INPUTS = Topics.USAGE_EVENTS.topicName();
    private static final int ACCOUNTS = 20;
    private static final int MORE = 5;

    @TempDir private Path folder;

    @Test void every_acknowledged_input_lies_on_its_accounts_new_partition() throws Exception {
        try (LockedKafka kafka = new LockedKafka(folder)) {
            Path key = folder.resolve("backup.key");
            Command.run("checkpoint", "--generate-key", key).ended(0);
            Sender sender = new Sender(kafka);
            sender.start();
            sender.awaitAcknowledged(50);
            kafka.asAdmin("reshard", folder.resolve("reshard"), "--partitions", MORE,
                    "--key", key).ended(0);
            sender.awaitAcknowledged(sender.acknowledged() + 50);
            sender.end();

            assertThat(sender.refused).isPositive();
            assertThat(read(kafka)).containsAll(sender.taken);
        }
    }

    /** The inputs that are there, each of which must lie where its account belongs. */
    private static Set<String> read(LockedKafka kafka) {
        Set<String> inputs = new TreeSet<>();
        try (Cluster cluster = Cluster.connect(
                        kafka.access(KafkaRole.AUDITOR), ReleasedSchemas.load());
                Consumer<byte[], byte[]> reader = cluster.reader()) {
            assertThat(cluster.partitions()).isEqualTo(MORE);
            List<TopicPartition> all = IntStream.range(0, MORE)
                    .mapToObj(p -> new TopicPartition(INPUTS, p)).toList();
            reader.assign(all);
            reader.seekToBeginning(all);
            Map<TopicPartition, Long> ends = reader.endOffsets(all);
            while (all.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
                for (ConsumerRecord<byte[], byte[]> input : reader.poll(Duration.ofMillis(100))) {
                    String account = new String(input.key(), StandardCharsets.UTF_8);
                    assertThat(input.partition()).isEqualTo(cluster.partitionOf(account));
                    inputs.add(new String(input.value(), StandardCharsets.UTF_8));
                }
            }
        }
        return inputs;
    }

    /** Sends one input after the other; after a refusal with a new producer, as a spool does. */
    private static final class Sender extends Thread {
        private final Map<String, Object> settings;
        private final Set<String> taken = new HashSet<>();
        private int refused;
        private boolean isEnding;

        Sender(LockedKafka kafka) {
            super("sender");
            settings = new HashMap<>(kafka.access(KafkaRole.INFERENCE).forClients());
            settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
            settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
            setDaemon(true);
        }

        @Override public void run() {
            for (int next = 0; !isEnding();) {
                try (Producer<byte[], byte[]> producer = new KafkaProducer<>(settings,
                        new ByteArraySerializer(), new ByteArraySerializer())) {
                    for (; !isEnding(); next++) {
                        String input = "input " + next;
                        producer.send(new ProducerRecord<>(INPUTS, bytes("account-"
                                + next % ACCOUNTS), bytes(input))).get();
                        acknowledged(input);
                    }
                } catch (ExecutionException | KafkaException e) {
                    refused();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        private synchronized void acknowledged(String input) {
            taken.add(input);
            notifyAll();
        }

        private synchronized void refused() {
            refused++;
        }

        private synchronized boolean isEnding() {
            return isEnding;
        }

        synchronized int acknowledged() {
            return taken.size();
        }

        synchronized void awaitAcknowledged(int count) throws InterruptedException {
            while (taken.size() < count) {
                wait();
            }
        }

        void end() throws InterruptedException {
            synchronized (this) {
                isEnding = true;
            }
            join();
        }
    }
}
