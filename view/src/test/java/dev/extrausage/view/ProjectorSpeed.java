package dev.extrausage.view;

import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Change;
import dev.extrausage.core.Decision;
import dev.extrausage.core.Event;
import dev.extrausage.core.EventId;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.core.UsageEvent;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.view.rows.EntryFilter;
import dev.extrausage.view.rows.UsageQuery;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Measures how fast a journal of many accounts is folded and read. Arguments: a folder, which keeps
 * the journal for the next run, the number of accounts, the number of requests, and a JDBC address
 * of PostgreSQL or nothing.
 */
final class ProjectorSpeed {
    private static final int PARTITIONS = 8;
    private static final String[] APPS = {"claude.ai", "claude-mobile", "cursor", "claude-code"};
    private static final String[] MODELS =
            {"claude-haiku-4-5", "claude-sonnet-4-5", "claude-opus-4-5"};

    private final Catalog catalog = Catalogs.example();
    private final Random random = new Random(7);
    private final EntryWriter entries =
            new EntryWriter(JournalKafka.CODECS.balanceChanges());
    private final BalanceWriter balances = new BalanceWriter(JournalKafka.CODECS.balances());
    private final HashChain chain = new HashChain();
    private final Map<String, Account> accounts = new HashMap<>();
    private KafkaProducer<byte[], byte[]> producer;
    private long time = System.currentTimeMillis() - 40L * 24 * 3_600_000;

    private ProjectorSpeed() { }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        int accounts = Integer.parseInt(args[1]);
        int requests = Integer.parseInt(args[2]);
        boolean isNew = !Files.exists(folder.resolve("kafka"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
            Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
            if (isNew) {
                new ProjectorSpeed().generate(clients, accounts, requests);
            }
            measure(clients, folder.resolve("view"), accounts, accounts + requests,
                    args.length > 3 ? args[3] : null);
        }
    }

    private void generate(Map<String, Object> clients, int count, int requests) throws Exception {
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(Stream.of(Topics.BALANCE_CHANGES, Topics.BALANCES,
                    Topics.TOP_UP_REQUESTS).map(t -> new NewTopic(t.topicName(), PARTITIONS,
                            (short) 1).configs(t.configs(1))).toList()).all().get();
        }
        Map<String, Object> config = new HashMap<>(clients);
        config.put("linger.ms", 20);
        config.put("batch.size", 256 * 1024);
        producer = new KafkaProducer<>(
                config, new ByteArraySerializer(), new ByteArraySerializer());
        for (int i = 0; i < count; i++) {
            write(new AccountEvent(id(), "account-" + i, time, "speed",
                    new Change.PlanStarted("pro", 1, null)));
        }
        long step = 40L * 24 * 3_600_000 / requests;
        for (int i = 0; i < requests; i++) {
            time += step;
            String account = "account-" + random.nextInt(count);
            write(new UsageEvent(id(), account, null, time, APPS[random.nextInt(4)],
                    "session-" + random.nextInt(3), MODELS[random.nextInt(3)],
                    random.nextInt(10_000), random.nextInt(1_000), 0, 0, random.nextInt(5_000)));
        }
        producer.close();
    }

    private EventId id() {
        return new EventId(time << 16 | 0x7000L | random.nextInt(0x1000),
                0x8000_0000_0000_0000L | random.nextLong() >>> 2);
    }

    private void write(Event event) {
        String id = event.accountId();
        Account before = accounts.getOrDefault(id, Account.unknown(id));
        Decision decision = Ledger.decide(before, new Input(event, time), catalog);
        accounts.put(id, decision.account());
        byte[] entry = entries.write(decision.entry(), "usage-events", 0, 0, HashChain.start());
        chain.seal(HashChain.start(), entry);
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(Topics.BALANCE_CHANGES.topicName(), key, entry));
        producer.send(new ProducerRecord<>(Topics.BALANCES.topicName(), key, balances.write(
                new StoredAccount(decision.account(), HashChain.hashIn(entry), 0L),
                decision.entry().catalogVersion(), catalog)));
    }

    private static void measure(Map<String, Object> clients, Path folder, int accounts, long all,
            String database) throws Exception {
        ViewSettings settings = database == null
                ? ViewSettings.sqlite(clients, ReleasedSchemas.load(), Catalogs::example, folder)
                : ViewSettings.postgresql(clients, ReleasedSchemas.load(), Catalogs::example,
                        database, null, null);
        long begin = System.nanoTime();
        try (ReadModel model = ReadModel.start(settings)) {
            long folded = 0;
            while (!model.isReady()) {
                LockSupport.parkNanos(2_000_000_000L);
                long now = model.entriesFolded();
                System.out.printf("%,d entries, %,d/s %s%n", now, (now - folded) / 2,
                        model.problems());
                folded = now;
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.printf("%,d entries in %.1f s: %,.0f/s; %.1f us of a processor each%n", all,
                    seconds, all / seconds, processorNanos() / 1e3 / all);
            if (database == null) {
                size(folder, all);
            }
            read(model, accounts);
        }
    }

    /** What the projector's threads have used, SQLite included. */
    private static long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(t -> t != null && t.getThreadName().startsWith("view-"))
                .mapToLong(t -> threads.getThreadCpuTime(t.getThreadId())).sum();
    }

    private static void size(Path folder, long all) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            long bytes = files.mapToLong(f -> f.toFile().length()).sum();
            System.out.printf("%,d bytes, %d an entry%n", bytes, bytes / all);
        }
    }

    private static void read(ReadModel model, int accounts) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.HOURS);
        for (int round = 0; round < 2; round++) {
            time("account", accounts, model::account);
            time("50 entries", accounts,
                    id -> model.entries(id, EntryFilter.ALL, null, 50).rows().size());
            time("30 days by app", accounts, id -> model.usage(new UsageQuery(id,
                    now.minus(30, ChronoUnit.DAYS), now, UsageQuery.Bucket.DAY, ZoneId.of("UTC"),
                    Set.of(UsageQuery.GroupBy.APP), null)).size());
            time("30 days in Kolkata", accounts, id -> model.usage(new UsageQuery(id,
                    now.minus(30, ChronoUnit.DAYS), now, UsageQuery.Bucket.DAY,
                    ZoneId.of("Asia/Kolkata"), Set.of(UsageQuery.GroupBy.APP), null)).size());
        }
    }

    private static void time(String what, int accounts, java.util.function.Function<String, ?> read) {
        Random random = new Random();
        long[] nanos = new long[2_000];
        for (int i = 0; i < nanos.length; i++) {
            String account = "account-" + random.nextInt(accounts);
            long begin = System.nanoTime();
            read.apply(account);
            nanos[i] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        List<Long> us = List.of(nanos[1_000] / 1_000, nanos[1_979] / 1_000, nanos[1_998] / 1_000);
        System.out.println(what + ": p50, p99, p99.9 in us: " + us);
    }
}
