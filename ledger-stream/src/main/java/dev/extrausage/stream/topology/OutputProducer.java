package dev.extrausage.stream.topology;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The producer of a stream thread, whose {@link Acknowledgements} are told by the batch. */
final class OutputProducer extends KafkaProducer<byte[], byte[]> {
    private final Acknowledgements acknowledgements = new Acknowledgements();

    /** A producer with these settings of Kafka's. */
    OutputProducer(Map<String, Object> config) {
        super(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override public Future<RecordMetadata> send(
            ProducerRecord<byte[], byte[]> record, Callback callback) {
        return super.send(record, acknowledgements.of(callback));
    }

    @Override public void flush() {
        super.flush();
        acknowledgements.settle();
    }

    @Override public void abortTransaction() {
        acknowledgements.settle();
        super.abortTransaction();
    }
}
