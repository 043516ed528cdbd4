package dev.extrausage.benchmarks.gate;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.client.gate.GatePolicy;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.core.Account;
import dev.extrausage.core.AccountEvent;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Change;
import dev.extrausage.core.EventId;
import dev.extrausage.core.GrantKind;
import dev.extrausage.core.Input;
import dev.extrausage.core.Ledger;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.StoredAccount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker that holds a snapshot of each of very many accounts: open ones with allowance, bought
 * credit, and every fourth with a starter credit that expires.
 */
public final class ManyAccounts implements AutoCloseable {
    /** The catalog they are decided by. */
    public static final Catalog CATALOG = CatalogFile.defaultCatalog();
    /** The offset up to which every account's usage is in its snapshot. */
    public static final long USAGE_OFFSET = 1_000_000;

    private static final int PARTITIONS = 8;
    private static final long DOLLAR = 1_000_000_000L;

    private final int accounts;
    private final Path folder;
    private final EmbeddedKafka kafka;

    /** Starts a broker and writes the snapshots. */
    public ManyAccounts(int accounts) {
        this.accounts = accounts;
        try {
            folder = Files.createTempDirectory("many-accounts");
            kafka = EmbeddedKafka.start(folder);
            try (Admin admin = Admin.create(
                    Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
                admin.createTopics(List.of(new NewTopic(Topics.BALANCES.topicName(), PARTITIONS,
                        (short) 1).configs(Topics.BALANCES.configs(1)))).all().get();
            }
            write();
        } catch (IOException | InterruptedException | ExecutionException e) {
            throw new IllegalStateException("the accounts cannot be written", e);
        }
    }

    /** The name of the account with that number, as long as a UUID. */
    public static String name(int number) {
        return String.format(Locale.ROOT, "acct-%08x-4e5f-8a6b-%012x",
                number * 0x9E3779B9, number);
    }

    private void write() {
        AvroCodec<Balance> codec = new AvroCodec<>(
                Balance.class, Topics.BALANCES.topicName(), ReleasedSchemas.load());
        BalanceWriter writer = new BalanceWriter(codec);
        String version = CATALOG.versions().get(0).version();
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "linger.ms", 20,
                        "batch.size", 1 << 18,
                        // A topic this new may refuse a partition's first batch and take the
                        // second: the broker then never takes the first any more (KAFKA-15591).
                        "max.in.flight.requests.per.connection", 1),
                new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < accounts; i++) {
                String name = name(i);
                producer.send(new ProducerRecord<>(Topics.BALANCES.topicName(),
                        name.getBytes(StandardCharsets.UTF_8), writer.write(new StoredAccount(
                                account(name, i), new byte[32], USAGE_OFFSET), version, CATALOG)),
                        (place, e) -> failure.compareAndSet(null, e));
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("Kafka did not take a snapshot", failure.get());
        }
    }

    private static Account account(String name, int number) {
        long opened = System.currentTimeMillis() - number % Duration.ofDays(20).toMillis();
        Account account = Account.unknown(name);
        account = decide(account, opened, new Change.PlanStarted("pro", 1, null));
        account = decide(account, opened, new Change.CreditGranted("topup-1", GrantKind.PURCHASE,
                20 * DOLLAR, null, "pay-1", null));
        return number % 4 > 0 ? account : decide(account, opened, new Change.CreditGranted(
                "gift", GrantKind.GOODWILL, 5 * DOLLAR, opened + Duration.ofDays(90).toMillis(),
                null, null));
    }

    private static Account decide(Account account, long at, Change change) {
        AccountEvent event = new AccountEvent(
                EventId.derived(at, "any"), account.accountId(), at, "benchmark", change);
        return Ledger.decide(account, new Input(event, at), CATALOG).account();
    }

    /** A gate that has read them all. */
    public UsageGate gate() {
        UsageGate gate = UsageGate.builder(kafka.bootstrapServers(), CATALOG)
                .stale(Duration.ofDays(1), GatePolicy.FAIL_CLOSED).start();
        try {
            if (!gate.awaitReady(Duration.ofMinutes(2))
                    || gate.figures().accounts() != accounts) {
                throw new IllegalStateException("the gate is not ready: " + gate.figures());
            }
            return gate;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the broker and removes its data. */
    @Override public void close() {
        kafka.close();
        try (Stream<Path> deepestFirst = Files.walk(folder).sorted(Comparator.reverseOrder())) {
            for (Path path : (Iterable<Path>) deepestFirst::iterator) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
