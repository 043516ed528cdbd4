package dev.extrausage.benchmarks.load;

import dev.extrausage.schemas.Topics;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Puts load on the input topics as fast as it goes; what it wrote is there when it returns. */
public final class LoadWriter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private long sent;

    /** Writes to the Kafka at {@code bootstrapServers}. */
    public LoadWriter(String bootstrapServers) {
        producer = new KafkaProducer<>(Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG, 20,
                ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024,
                ProducerConfig.BUFFER_MEMORY_CONFIG, 64L * 1024 * 1024),
                new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Plans and settings of every account, and after them their credit; how many events. */
    public long open(Openings openings) {
        long before = sent;
        openings.plansAndSettings(message -> send(Topics.ACCOUNT_EVENTS, message));
        flush();
        openings.credit(message -> send(Topics.CREDIT_EVENTS, message));
        flush();
        return sent - before;
    }

    /**
     * So many usage events.
     *
     * @param firstSentAt when the first was sent, in milliseconds
     * @param perSecond how many were sent in a second of that time
     */
    public void usage(UsageLoad load, long count, long firstSentAt, long perSecond) {
        for (long i = 0; i < count; i++) {
            send(Topics.USAGE_EVENTS, load.next(firstSentAt + i * 1_000 / perSecond));
        }
        flush();
    }

    private void send(Topics topic, Message message) {
        sent++;
        producer.send(new ProducerRecord<>(topic.topicName(), message.key(), message.value()),
                (done, e) -> {
                    if (e != null) {
                        failure.compareAndSet(null, e);
                    }
                });
    }

    private void flush() {
        producer.flush();
        if (failure.get() != null) {
            throw new KafkaException("the load could not be written: " + failure.get().getMessage(),
                    failure.get());
        }
    }

    @Override public void close() {
        producer.close();
    }
}
