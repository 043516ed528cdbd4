package dev.extrausage.consumers.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
@SuppressWarnings("try") // Opening a producer is what ends its predecessor's transaction.
class TransactionsTest {
    private static final TopicPartition READ =
            new TopicPartition(Topics.NOTICES.topicName(), 0);
    @TempDir Path folder;

    @Test void an_instance_that_lost_its_partitions_commits_nothing_more()
            throws Exception {
        try (ConsumerCluster cluster = new ConsumerCluster(folder.resolve("kafka"));
                Consumer<byte[], byte[]> frozen = member(cluster, "1");
                Transactions ofTheFrozen = transactions(cluster, "1")) {
            cluster.awaitThat("it has partitions", () -> hasPartitions(frozen));
            ConsumerGroupMetadata before = frozen.groupMetadata();
            ofTheFrozen.commit(List.of(record("in-time")), read(), before);
            frozen.unsubscribe(); // To the group it is gone, as it is after a long freeze.

            try (Consumer<byte[], byte[]> heir = member(cluster, "2")) {
                cluster.awaitThat("another has them", () -> hasPartitions(heir));
                assertThatThrownBy(
                        () -> ofTheFrozen.commit(List.of(record("too-late")), read(), before))
                        .isInstanceOf(KafkaException.class);
                try (Transactions ofTheHeir = transactions(cluster, "2")) {
                    ofTheHeir.commit(List.of(record("heir")), read(), heir.groupMetadata());
                }
            }
            try (Transactions next = transactions(cluster, "1")) {
                cluster.awaitThat("the heir's record is read",
                        () -> cluster.count(Topics.TOP_UP_REQUESTS, "heir") == 1);
            }
            assertThat(cluster.count(Topics.TOP_UP_REQUESTS, "in-time")).isEqualTo(1);
            assertThat(cluster.count(Topics.TOP_UP_REQUESTS, "too-late")).isZero();
        }
    }

    private static boolean hasPartitions(Consumer<byte[], byte[]> member) {
        member.poll(Duration.ofMillis(50));
        return !member.assignment().isEmpty();
    }

    private static Consumer<byte[], byte[]> member(ConsumerCluster cluster, String instance) {
        Consumer<byte[], byte[]> member = clients(cluster, instance).member();
        member.subscribe(List.of(READ.topic()));
        return member;
    }

    private static Transactions transactions(ConsumerCluster cluster, String instance) {
        return new Transactions(clients(cluster, instance).producer());
    }

    private static KafkaClients clients(ConsumerCluster cluster, String instance) {
        return new KafkaClients(cluster.settings(instance), "a-group");
    }

    private static Map<TopicPartition, OffsetAndMetadata> read() {
        return Map.of(READ, new OffsetAndMetadata(0));
    }

    private static ProducerRecord<byte[], byte[]> record(String key) {
        return new ProducerRecord<>(Topics.TOP_UP_REQUESTS.topicName(),
                key.getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
}
