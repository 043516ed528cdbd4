package dev.extrausage.journal.reports.refused;

import dev.extrausage.core.Entry;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Outcome;
import dev.extrausage.core.Pool;
import dev.extrausage.core.Posting;
import dev.extrausage.core.Reason;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.core.UtcTime;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.redecide.Journals;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker with a journal of usage, written entry by entry as a test wants it decided. */
final class RefusalJournal implements AutoCloseable {
    static final long T = UtcTime.parse("t", "2026-10-10T12:00:00Z");
    static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());

    private static final int PARTITIONS = 3;

    private final EmbeddedKafka kafka;
    private final Producer<byte[], byte[]> producer;
    private final LedgerSettings settings;
    private final Map<String, Long> sequences = new HashMap<>();
    private int decided;

    RefusalJournal(Path data) {
        kafka = EmbeddedKafka.start(data.resolve("kafka"));
        settings = LedgerSettings.single(kafka.bootstrapServers(), data.resolve("state"));
        try (Admin admin = Admin.create(settings.forClients())) {
            TopicSetup.apply(admin, settings, PARTITIONS);
        }
        producer = new KafkaProducer<>(
                settings.forClients(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Empties the journal, so that the next test has it for itself. */
    void clear() throws Exception {
        producer.flush();
        sequences.clear();
        decided = 0;
        try (Admin admin = Admin.create(settings.forClients())) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.put(new TopicPartition(Topics.BALANCE_CHANGES.topicName(), partition),
                        RecordsToDelete.beforeOffset(-1)); // all there are
            }
            admin.deleteRecords(all).all().get();
        }
    }

    AccountJournal read() {
        producer.flush();
        return new AccountJournal(
                new JournalReader(settings.forClients()), CODECS.balanceChanges());
    }

    /** A request of that number in that account's life; {@code hours} after {@link #T}. */
    static UsageEvent usage(String account, int number, int hours, String model) {
        long at = T + hours * 3_600_000L;
        return new UsageEvent(EventId.derived(at, "usage " + number), account, null, at, "cursor",
                null, model, 1_000_000, 0, 0, 0, 0);
    }

    void refused(UsageEvent usage, Reason reason) {
        write(usage, 0, Outcome.REFUSED, reason, List.of());
    }

    void paid(UsageEvent usage, Pool pool, long cost) {
        write(usage, cost, Outcome.APPLIED, null, List.of(posting(usage, pool, cost)));
    }

    void uncovered(UsageEvent usage, long cost, long uncovered) {
        write(usage, cost, Outcome.UNCOVERED, Reason.OUT_OF_EXTRA_USAGE,
                List.of(posting(usage, Pool.ALLOWANCE, cost - uncovered),
                        posting(usage, Pool.UNCOVERED, uncovered)));
    }

    /** As a ledger may: 2 late, 3 and 4 paid, 5 not whole, 6 in a closed account, 7 and 8 known. */
    void decide(List<UsageEvent> sent) {
        for (UsageEvent usage : sent.subList(decided, sent.size())) {
            int number = (int) ((usage.occurredAt() - T) / 3_600_000);
            if (number == 6) {
                refused(usage, Reason.ACCOUNT_CLOSED);
            } else if (number == 5) {
                uncovered(usage, 1_000_000_000, 250_000_000);
            } else if (number < 5) {
                paid(usage, number == 2 ? Pool.LAPSED : Pool.ALLOWANCE, 1_000_000_000);
            }
        }
        decided = sent.size();
        producer.flush();
    }

    private static Posting posting(UsageEvent usage, Pool pool, long amount) {
        return new Posting(pool, Pool.USAGE, null, amount, usage.occurredAt());
    }

    private void write(UsageEvent usage, long cost, Outcome outcome, Reason reason,
            List<Posting> postings) {
        long sequence = sequences.merge(usage.accountId(), 1L, Long::sum);
        Entry entry = new Entry(usage.accountId(), sequence, "2026-01",
                new Input(usage, usage.occurredAt()), usage.occurredAt(), cost, outcome, reason,
                postings, 0, 0, 0, null, List.of());
        producer.send(new ProducerRecord<>(Topics.BALANCE_CHANGES.topicName(), null,
                usage.occurredAt(), usage.accountId().getBytes(StandardCharsets.UTF_8),
                CODECS.balanceChanges().encode(Journals.avro(entry))));
    }

    @Override public void close() {
        producer.close();
        kafka.close();
    }
}
