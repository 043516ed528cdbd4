package dev.extrausage.api.writes;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.accounts.EntryRowJson;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Dispatcher;
import dev.extrausage.api.routing.Doorkeeper;
import dev.extrausage.api.routing.Routes;
import dev.extrausage.api.server.HttpListener;
import dev.extrausage.api.server.ServerSettings;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.core.Catalog;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.AccountJournal;
import dev.extrausage.journal.read.EntryLookup;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.KnownPlaces;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.BalanceChange;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import dev.extrausage.stream.app.LedgerStreams;
import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.ViewSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;

/** A broker, the ledger, its consumers, and instances of the API that write to them. */
final class WritingCluster implements AutoCloseable {
    static final Catalog CATALOG = CatalogFile.defaultCatalog();
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final Path folder;
    private final SchemaIds ids = ReleasedSchemas.load();
    private final LedgerSettings settings;
    private final Map<String, Object> kafka;
    private final SimulatedCardProcessor processor;
    private EmbeddedKafka broker;
    private LedgerStreams ledger;
    private TopUpConsumers consumers;

    WritingCluster(Path folder) throws IOException {
        this.folder = folder;
        broker = EmbeddedKafka.start(folder.resolve("kafka"));
        settings = LedgerSettings.single(broker.bootstrapServers(), folder.resolve("state"));
        kafka = settings.forClients();
        try (Admin admin = Admin.create(kafka)) {
            TopicSetup.apply(admin, settings, PARTITIONS);
        }
        processor = SimulatedCardProcessor.open(folder.resolve("payments.jsonl"),
                CardsOnFile.byAccountId(), InstantSource.system(), Duration.ofHours(24));
    }

    /** Starts the ledger, and waits until it decides every partition. */
    void startLedger() {
        ledger = LedgerStreams.start(settings, CATALOG, ids);
        await(ledger::isReadyForAll);
    }

    void stopLedger() {
        ledger.close();
        ledger = null;
    }

    void startConsumers() {
        consumers = new TopUpConsumers(ConsumerSettings.of(broker.bootstrapServers(), "test"),
                CATALOG, ids, processor, InstantSource.system());
        consumers.start();
        await(consumers::isReady);
    }

    void stopConsumers() {
        consumers.close();
        consumers = null;
    }

    void stopBroker() {
        broker.close();
    }

    void startBroker() {
        broker = EmbeddedKafka.start(folder.resolve("kafka"), broker.port(), Map.of());
    }

    SimulatedCardProcessor processor() {
        return processor;
    }

    Cluster connect() {
        return Cluster.connect(settings.bootstrapServers(), ReleasedSchemas.load());
    }

    /** An instance with a read model of its own, as soon as it can write. */
    Instance instance(String name, WriteSettings bounds) throws IOException {
        return instance(name, bounds, Duration.ofDays(90));
    }

    /** One whose read model keeps entries for so long. */
    Instance instance(String name, WriteSettings bounds, Duration retention) throws IOException {
        Instance instance = new Instance(name, bounds, retention);
        await(() -> instance.model.isReady() && instance.writer.isReady());
        return instance;
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Override
    public void close() throws IOException {
        if (consumers != null) {
            consumers.close();
        }
        if (ledger != null) {
            ledger.close();
        }
        processor.close();
        if (broker != null) {
            broker.close();
        }
    }

    /** One process of the API. */
    final class Instance implements AutoCloseable {
        final ReadModel model;
        final EventWriter writer;
        private final EntryLookup lookup;
        private final WriteRoutes routes;
        private final HttpListener listener;
        private Cluster connected;

        private Instance(String name, WriteSettings bounds, Duration retention)
                throws IOException {
            model = ReadModel.start(ViewSettings.sqlite(
                    kafka, ids, () -> CATALOG, folder.resolve("view-" + name))
                    .withRetention(retention));
            writer = new EventWriter(kafka, ids);
            AvroCodec<BalanceChange> entries = new AvroCodec<>(
                    BalanceChange.class, Topics.BALANCE_CHANGES.topicName(), ids);
            lookup = new EntryLookup(kafka, 2, Duration.ofSeconds(10));
            routes = new WriteRoutes(new WriteRoutes.Parts(model, writer, this::cluster,
                    new AccountJournal(new JournalReader(kafka), entries),
                    new AccountEntries(lookup, entries, KnownPlaces.NONE, PARTITIONS),
                    () -> CATALOG, EntryRowJson::of), bounds, Clock.systemUTC());
            listener = HttpListener.start(ServerSettings.local(0), new Dispatcher(
                    new Routes(routes.routes()), new ByHeader()), (route, status, nanos) -> { },
                    new SecurityHeaders(List.of()));
        }

        private synchronized Cluster cluster() {
            if (connected == null) {
                connected = connect();
            }
            return connected;
        }

        String url() {
            return listener.url();
        }

        @Override
        public void close() {
            listener.close();
            routes.close();
            writer.close();
            lookup.close();
            model.close();
            if (connected != null) {
                connected.close();
            }
        }
    }

    /** Takes a caller by the header {@code Caller}: role, name, and the account of a customer. */
    private static final class ByHeader implements Doorkeeper {
        @Override
        public void checkHost(RequestHead head) { }

        @Override
        public Credential identify(RequestHead head) {
            String[] caller = head.header("Caller").orElseThrow(() -> Problem.of(
                    ProblemCode.UNAUTHENTICATED, "There is no caller.")).split(" ");
            return new Credential(caller[1], Role.of(caller[0]).orElseThrow(),
                    caller.length > 2 ? caller[2] : null, null, Credential.Kind.KEY, null);
        }

        @Override
        public boolean knows(RequestHead head) {
            return true;
        }

        @Override
        public void admit(RequestHead head, Credential who) { }
    }
}
