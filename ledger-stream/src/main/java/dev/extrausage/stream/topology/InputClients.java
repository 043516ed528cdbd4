package dev.extrausage.stream.topology;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The Kafka clients of the topology: as Streams' own, but for the consumer of the inputs and the
 * producer of each stream thread.
 */
public final class InputClients implements KafkaClientSupplier {
    private final Function<String, Optional<String>> stampingFault;

    /**
     * Clients that hold inputs to the broker's append time.
     *
     * @param stampingFault asks the cluster about a topic: a sentence if it does not stamp records
     *     with the broker's append time now
     */
    public InputClients(Function<String, Optional<String>> stampingFault) {
        this.stampingFault = stampingFault;
    }

    @Override public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new InputConsumer(config, stampingFault);
    }

    @Override public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new OutputProducer(config);
    }

    @Override public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return reader(config);
    }

    @Override public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return reader(config);
    }

    private static Consumer<byte[], byte[]> reader(Map<String, Object> config) {
        return new KafkaConsumer<>(
                config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
