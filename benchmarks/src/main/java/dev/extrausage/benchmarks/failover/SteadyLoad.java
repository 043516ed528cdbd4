package dev.extrausage.benchmarks.failover;

import dev.extrausage.benchmarks.load.Message;
import dev.extrausage.benchmarks.load.UsageLoad;
import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.schemas.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Usage at a steady rate, sent until it is taken, whatever happens to brokers. */
final class SteadyLoad implements AutoCloseable {
    private static final long EVERY_MILLIS = 10;

    private final KafkaProducer<byte[], byte[]> producer;
    private final UsageLoad load;
    private final int atOnce;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** {@code perSecond} is rounded to hundreds. */
    SteadyLoad(String bootstrapServers, UsageLoad load, int perSecond) {
        this.load = load;
        atOnce = Math.max(1, (int) (perSecond * EVERY_MILLIS / 1_000));
        Map<String, Object> settings = new HashMap<>(HangingBrokers.writing());
        settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.MAX_VALUE);
        producer = new KafkaProducer<>(
                settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Begins to send. */
    void go() {
        timer.scheduleAtFixedRate(this::some, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void some() {
        for (int i = 0; i < atOnce; i++) {
            Message message = load.next(System.currentTimeMillis());
            producer.send(new ProducerRecord<>(
                    Topics.USAGE_EVENTS.topicName(), message.key(), message.value()));
        }
    }

    @Override public void close() {
        timer.shutdownNow();
        producer.close(Duration.ZERO);
    }
}
