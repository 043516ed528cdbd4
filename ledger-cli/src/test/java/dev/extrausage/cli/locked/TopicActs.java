package dev.extrausage.cli.locked;

import dev.extrausage.kafka.access.KafkaAccess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigsOptions;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreatePartitionsOptions;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The acts of one principal on topics: each says if the broker let it, and nothing else. */
final class TopicActs implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(60);
    private static final byte[] BYTES = {1};

    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;

    TopicActs(KafkaAccess access) {
        admin = Admin.create(access.forClients());
        Map<String, Object> writing = new TreeMap<>(access.forClients());
        writing.put("enable.idempotence", false); // else one denial is every topic's
        writing.put("acks", "all");
        producer = new KafkaProducer<>(
                writing, new ByteArraySerializer(), new ByteArraySerializer());
        Map<String, Object> reading = new TreeMap<>(access.forClients());
        reading.put("auto.offset.reset", "earliest");
        reading.put("enable.auto.commit", false);
        reading.put("allow.auto.create.topics", false);
        reading.put("fetch.max.wait.ms", 5); // the next topic waits for the fetch of the last one
        consumer = new KafkaConsumer<>(
                reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    boolean writes(String topic) throws InterruptedException {
        try {
            producer.send(new ProducerRecord<>(topic, 0, BYTES, BYTES)).get();
            return true;
        } catch (ExecutionException e) {
            return allowedAfter(e.getCause());
        }
    }

    /** Reads the topic's first record, which must be there. */
    boolean reads(String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        try {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            if (consumer.poll(POLL).isEmpty()) {
                throw new AssertionError(topic + " gave no record and no refusal");
            }
            return true;
        } catch (TopicAuthorizationException e) {
            return false;
        } finally {
            consumer.unsubscribe();
        }
    }

    boolean altersSettings(String topic) throws InterruptedException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        return lets(admin.incrementalAlterConfigs(Map.of(resource, List.of(new AlterConfigOp(
                new ConfigEntry("compression.type", "producer"), AlterConfigOp.OpType.SET))),
                new AlterConfigsOptions().validateOnly(true)).all());
    }

    boolean addsPartitions(String topic) throws InterruptedException {
        return lets(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(9)),
                new CreatePartitionsOptions().validateOnly(true)).all());
    }

    boolean deletes(String topic) throws InterruptedException {
        return lets(admin.deleteTopics(List.of(topic)).all());
    }

    private static boolean lets(KafkaFuture<Void> answer) throws InterruptedException {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            return allowedAfter(e.getCause());
        }
    }

    private static boolean allowedAfter(Throwable failure) {
        if (failure instanceof AuthorizationException) {
            return false;
        }
        throw new AssertionError("neither done nor denied", failure);
    }

    @Override public void close() {
        consumer.close();
        producer.close();
        admin.close();
    }
}
