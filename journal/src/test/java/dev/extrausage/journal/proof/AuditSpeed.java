package dev.extrausage.journal.proof;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.Money;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The speed of an audit beside a bare read_committed consumer that decodes the same journal with as
 * many threads. Run by hand: a number of entries and one of threads as arguments; it leaves nothing
 * behind.
 */
final class AuditSpeed {
    private static final int PARTITIONS = 4;
    private static final int ACCOUNTS = 20_000;
    private static final Catalog CATALOG = CatalogFile.defaultCatalog();

    private AuditSpeed() {}

    /** Measures twice each, the first time to warm up. */
    public static void main(String[] args) throws Exception {
        int entries = Integer.parseInt(args[0]);
        int threads = Integer.parseInt(args[1]);
        Path folder = Files.createTempDirectory("audit-speed");
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            LedgerSettings settings =
                    LedgerSettings.single(kafka.bootstrapServers(), folder.resolve("state"));
            try (Admin admin = Admin.create(settings.forClients())) {
                TopicSetup.apply(admin, settings, PARTITIONS);
            }
            write(settings.forClients(), entries);
            for (int i = 0; i < 3; i++) {
                double bare = bare(settings.forClients(), threads, entries);
                double audit = audit(settings.forClients(), threads, entries);
                System.out.printf("bare %,.0f entries/s, audit %,.0f entries/s, ratio %.2f%n",
                        bare, audit, audit / bare);
            }
        } finally {
            Utils.delete(folder.toFile());
        }
    }

    private static double bare(Map<String, Object> kafka, int threads, int entries) {
        long began = System.nanoTime();
        new JournalReader(kafka, threads).readJournal(p -> record ->
                WrittenAccount.CODECS.balanceChanges().decode(record.value()));
        return entries * 1e9 / (System.nanoTime() - began);
    }

    private static double audit(Map<String, Object> kafka, int threads, int entries) {
        long began = System.nanoTime();
        try (Audit audit = new Audit(kafka, new JournalReader(kafka, threads), CATALOG,
                WrittenAccount.CODECS, AuditOptions.journalOnly())) {
            AuditReport report = audit.run();
            if (!report.allHolds() || report.entries() != entries) {
                throw new IllegalStateException(
                        report.entries() + " " + report.findings().inOrder());
            }
        }
        return entries * 1e9 / (System.nanoTime() - began);
    }

    private static void write(Map<String, Object> kafka, int entries) {
        Random random = new Random(1);
        HashChain chain = new HashChain();
        EntryWriter journal = new EntryWriter(WrittenAccount.CODECS.balanceChanges());
        BalanceWriter snapshots = new BalanceWriter(WrittenAccount.CODECS.balances());
        StoredAccount[] accounts = new StoredAccount[ACCOUNTS];
        String[] versions = new String[ACCOUNTS];
        kafka.put("linger.ms", 20);
        kafka.put("batch.size", 200_000);
        long start = 1_769_000_000_000L;
        try (Producer<byte[], byte[]> producer = new KafkaProducer<>(
                kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < entries; i++) {
                int n = i < ACCOUNTS ? i : random.nextInt(ACCOUNTS);
                String id = "account-" + n;
                byte[] key = id.getBytes(StandardCharsets.UTF_8);
                StoredAccount before = accounts[n] == null
                        ? StoredAccount.unknown(id) : accounts[n];
                Input input = input(before.account(), id, start + i * 10L, i, random);
                Decision decision = Ledger.decide(before.account(), input, CATALOG);
                Topics topic = Topics.of(input.event());
                byte[] value = journal.write(decision.entry(), topic.topicName(),
                        Partitioning.partitionOf(key, PARTITIONS), i, before.lastHash());
                byte[] hash = chain.seal(before.lastHash(), value);
                accounts[n] = new StoredAccount(decision.account(), hash,
                        topic == Topics.USAGE_EVENTS ? (Long) (long) i : before.usageOffset());
                versions[n] = decision.entry().catalogVersion();
                producer.send(new ProducerRecord<>(
                        Topics.BALANCE_CHANGES.topicName(), key, value));
            }
            for (int n = 0; n < Math.min(ACCOUNTS, entries); n++) {
                producer.send(new ProducerRecord<>(Topics.BALANCES.topicName(),
                        ("account-" + n).getBytes(StandardCharsets.UTF_8),
                        snapshots.write(accounts[n], versions[n], CATALOG)));
            }
        }
    }

    private static Input input(Account account, String id, long time, int i, Random random) {
        EventId eventId = new EventId(time << 16 | 0x7000L | i & 0xFFF,
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
        Event event;
        if (!account.wasOpened()) {
            event = new AccountEvent(eventId, id, time, "bench",
                    new Change.PlanStarted("pro", 1, null));
        } else if (random.nextInt(50) == 0) {
            event = new AccountEvent(eventId, id, time, "bench", new Change.CreditGranted(
                    "grant-" + i, GrantKind.PURCHASE, 20 * Money.NANOS_PER_USD, null, "pay-" + i,
                    "top-" + i));
        } else {
            event = new UsageEvent(eventId, id, "member-" + i % 7, time,
                    random.nextInt(3) == 0 ? "cursor" : "claude.ai", "session-" + i % 1000,
                    "claude-opus-4-5", random.nextInt(20_000), random.nextInt(3_000), 0, 0,
                    random.nextInt(50_000));
        }
        return new Input(event, time);
    }
}
