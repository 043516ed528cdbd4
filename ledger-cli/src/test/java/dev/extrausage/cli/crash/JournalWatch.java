package dev.extrausage.cli.crash;

import dev.extrausage.core.HashedName;
import dev.extrausage.schemas.AccountEvent;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.CreditGranted;
import dev.extrausage.schemas.RefundOrdered;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.TimePassed;
import dev.extrausage.schemas.TopUpDeclined;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.UsageEvent;
import dev.extrausage.schemas.wire.Rejection;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the ledger's answers as they are committed, through all faults, and keeps its own account
 * of them: the audit looks at the topics as they stand afterwards, this one at what anybody could
 * have read meanwhile.
 */
final class JournalWatch implements AutoCloseable {
    private static final Duration A_MOMENT = Duration.ofMillis(50);

    /** Whatever must never be, in sentences. */
    final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    /** Ids of events that have an entry which is not refused. */
    final Set<String> decided = ConcurrentHashMap.newKeySet();
    /** Ids of events that have a refused entry. */
    final Set<String> refused = ConcurrentHashMap.newKeySet();
    /** By account, the cost of its usage in nano-USD. */
    final Map<String, Long> cost = new ConcurrentHashMap<>();
    /** By {@code top_up_id}, the amounts of the auto-reloads asked for, in nano-USD. */
    final Map<String, Long> due = new ConcurrentHashMap<>();
    /** {@code top_up_id}s of credit applied, and how often. */
    final Map<String, Integer> credited = new ConcurrentHashMap<>();
    /** {@code top_up_id}s of declines decided. */
    final Set<String> declined = ConcurrentHashMap.newKeySet();
    /** By the processor's key, the refunds that are due, in nano-USD. */
    final Map<String, Long> refundsDue = new ConcurrentHashMap<>();
    /** Accounts in which time was made to pass. */
    final Set<String> timePassed = ConcurrentHashMap.newKeySet();
    /** The places of rejected inputs: topic, partition, offset. */
    final Set<String> rejected = ConcurrentHashMap.newKeySet();
    /** By account, the ids of the events that its entries answer, by sequence. */
    final Map<String, NavigableMap<Long, String>> history = new ConcurrentHashMap<>();
    /** The number of entries read. */
    final LongAdder entries = new LongAdder();

    private final Set<String> answered = ConcurrentHashMap.newKeySet();
    private final TopicCodecs codecs = TopicCodecs.of(ReleasedSchemas.load());
    private final Consumer<byte[], byte[]> consumer;
    private final Thread thread = new Thread(this::run, "journal-watch");
    private volatile boolean isClosed;

    JournalWatch(String bootstrap, int partitions) {
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrap,
                "isolation.level", "read_committed", "auto.offset.reset", "none",
                // A broker that hangs is given up as soon as others have taken over.
                "request.timeout.ms", "5000",
                "enable.auto.commit", "false", "metric.reporters", ""),
                new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> all = new ArrayList<>();
        for (int p = 0; p < partitions; p++) {
            all.add(new TopicPartition(Topics.BALANCE_CHANGES.topicName(), p));
            all.add(new TopicPartition(Topics.REJECTED_EVENTS.topicName(), p));
        }
        consumer.assign(all);
        all.forEach(partition -> consumer.seek(partition, 0));
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!isClosed) {
                consumer.poll(A_MOMENT).forEach(this::read);
            }
        } catch (RuntimeException e) {
            wrong.add("the journal could not be read on: " + e);
        } finally {
            consumer.close();
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.REJECTED_EVENTS.topicName())) {
            String source = place(header(record, Rejection.TOPIC),
                    header(record, Rejection.PARTITION), header(record, Rejection.OFFSET));
            rejected.add(source);
            answer(source);
            return;
        }
        BalanceChange entry = codecs.balanceChanges().decode(record.value());
        entries.increment();
        answer(place(entry.getSource().getTopic(), entry.getSource().getPartition(),
                entry.getSource().getOffset()));
        cost.merge(entry.getAccountId(), entry.getCostNanos(), Long::sum);
        if (entry.getTopUpDue() != null) {
            due.put(entry.getTopUpDue().getTopUpId(), entry.getTopUpDue().getAmountNanos());
        }
        String id = entry.getCause() instanceof UsageEvent usage ? usage.getEventId()
                : ((AccountEvent) entry.getCause()).getEventId();
        history.computeIfAbsent(entry.getAccountId(), account -> new ConcurrentSkipListMap<>())
                .put(entry.getSequence(), id);
        if (entry.getOutcome().equals("REFUSED")) {
            refused.add(id);
            return;
        }
        if (!decided.add(entry.getAccountId() + " " + id)) {
            wrong.add("the event " + id + " of " + entry.getAccountId() + " was decided twice");
        }
        if (entry.getCause() instanceof AccountEvent event) {
            changed(entry, event.getChange());
            if (entry.getNotices().contains("REFUND_DUE")) {
                RefundOrdered order = (RefundOrdered) event.getLaterChange();
                refundsDue.put(HashedName.ofFailedRefund(entry.getAccountId(), order.getGrantId(),
                        order.getRefundId()), order.getAmountNanos());
            }
        }
    }

    private void changed(BalanceChange entry, Object change) {
        if (change instanceof CreditGranted grant && grant.getTopUpId() != null
                && entry.getOutcome().equals("APPLIED")) {
            credited.merge(grant.getTopUpId(), 1, Integer::sum);
        } else if (change instanceof TopUpDeclined decline) {
            declined.add(decline.getTopUpId());
        } else if (change instanceof TimePassed && entry.getOutcome().equals("APPLIED")) {
            timePassed.add(entry.getAccountId());
        }
    }

    private void answer(String source) {
        if (!answered.add(source)) {
            wrong.add("the input at " + source + " was answered twice");
        }
    }

    /** True if that event has an entry, of whatever outcome. */
    boolean hasEntry(String accountId, String eventId) {
        return decided.contains(accountId + " " + eventId) || refused.contains(eventId);
    }

    /** The place of a record as this class writes it. */
    static String place(String topic, Object partition, Object offset) {
        return topic + "-" + partition + "@" + offset;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
