package dev.extrausage.stack.doctor;

import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.startup.LedgerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The clock of each broker against this machine's. A broker tells its time only by stamping a
 * record, so one is written to a partition of each in a transaction, and the transaction is
 * aborted: nobody who reads committed ever sees it. That also shows that transactions work.
 */
final class ClockPart {
    /** Stamped by the broker, on every broker, and an operator may write to it. */
    private static final Topics PROBED = Topics.API_KEYS;
    private static final int PATIENCE_MILLIS = 15_000;
    /** Events are refused from five minutes on (M5); NTP keeps a second. */
    private static final long MOST_MILLIS = Duration.ofSeconds(30).toMillis();

    private final Admin admin;
    private final LedgerSettings settings;

    ClockPart(Admin admin, LedgerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    void examine(List<Diagnosis> findings) {
        TopicDescription topic = Doctor.to(admin.describeTopics(List.of(PROBED.topicName()))
                .allTopicNames()).get(PROBED.topicName());
        Map<Integer, Integer> partitionOf = new TreeMap<>();
        topic.partitions().forEach(p -> {
            if (p.leader() != null && !p.leader().isEmpty()) {
                partitionOf.putIfAbsent(p.leader().id(), p.partition());
            }
        });
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            producer.beginTransaction();
            partitionOf.forEach((broker, partition) ->
                    findings.add(finding(broker, aheadMillis(producer, partition))));
            producer.abortTransaction();
        }
    }

    /** {@code aheadMillis}: the broker's clock less this machine's. */
    static Diagnosis finding(int broker, long aheadMillis) {
        String subject = "clock of broker " + broker;
        String says = String.format(Locale.ROOT, "%.1f s %s this machine's",
                Math.abs(aheadMillis) / 1000.0, aheadMillis < 0 ? "behind" : "ahead of");
        return Math.abs(aheadMillis) <= MOST_MILLIS ? Diagnosis.well(subject, says)
                : Diagnosis.wrong(subject, says + ": " + harm(aheadMillis)
                        + ". Set the clock that is wrong, by NTP");
    }

    /** The harm of a clock that is wrong, by M5 and by M3. */
    private static String harm(long aheadMillis) {
        return aheadMillis < 0 ? "usage whose sender is 5 minutes ahead of the broker is refused"
                : "by itself no harm, since the earlier of the sender's time and the broker's"
                        + " counts; but with a sender that is as fast, cycles end and credit"
                        + " expires too early";
    }

    /** By the middle of the question, as NTP does. */
    private static long aheadMillis(Producer<byte[], byte[]> producer, int partition) {
        long asked = System.currentTimeMillis();
        try {
            RecordMetadata place = producer.send(new ProducerRecord<>(PROBED.topicName(),
                    partition, new byte[0], new byte[0])).get(
                            PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            return place.timestamp() - (asked + System.currentTimeMillis()) / 2;
        } catch (ExecutionException | TimeoutException e) {
            throw new Doctor.Unanswered("the clock", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Doctor.Unanswered("interrupted", e);
        }
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> config = settings.forClients();
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, settings.applicationId() + "-doctor");
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 10_000);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
