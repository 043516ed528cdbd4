package dev.extrausage.stack;

import dev.extrausage.api.app.LedgerApi;
import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.FileError;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.operations.Operations;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.process.StartRefused;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Kafka (embedded, or one that is there), the server of health and schemas, the ledger, the three
 * consumers and the API, in one process. They start in this order and stop in the other, since
 * nobody can commit or leave a group once the broker is gone. A part that cannot start stops those
 * before it.
 *
 * <p>No lock is held while a part starts, so a stop need not wait for what the start waits for: it
 * ends those waits, and then stops what had started.
 */
public final class Stack implements AutoCloseable {
    private static final Duration KEYS_REMEMBERED = Duration.ofHours(24);
    private static final Duration OPERATOR_SESSION = Duration.ofHours(12);

    private final StackSettings settings;
    private final FreeSpace space;
    private final StartedParts parts = new StartedParts();
    private volatile CountDownLatch startEnded;
    private DataFolder folder;
    private volatile Operations operations;
    private volatile StackHealth health;
    private volatile SteadyLedger ledger;
    private volatile SchemaIds consumerIds;
    private volatile KafkaAccess kafka;
    private LocalKafka local;
    private StackAccess access;
    private volatile Path schemas;
    private volatile LedgerApi api;
    private volatile HealthAndSchemasServer healthAndSchemas;

    /** A stack that does nothing yet. */
    public Stack(StackSettings settings) {
        this(settings, new FreeSpace(settings.data(), FreeSpace.USUAL_LEAST));
    }

    /** The same, which ends when there is too little of that space. */
    public Stack(StackSettings settings, FreeSpace space) {
        this.settings = settings;
        this.space = space;
    }

    /**
     * Starts everything, once; returns when it runs, which is before it is ready
     * ({@link #awaitReady}). {@link #close} by another thread makes it throw.
     *
     * @throws CannotStart with a sentence on what is wrong; nothing is left running
     * @throws dev.extrausage.embedded.KafkaNotStartedException the same of the embedded broker
     * @throws dev.extrausage.kafka.ClusterProblem the same of a Kafka that does not answer
     */
    public void start() {
        startEnded = new CountDownLatch(1);
        try {
            space.tooLittle().ifPresent(why -> {
                throw new CannotStart(why);
            });
            operations = parts.add("operations port", openOperations());
            health = new StackHealth(operations, space, parts, settings.kafka() == null);
            if (settings.httpPort() != null) {
                LedgerApi.awaitedBy(operations);
            }
            folder = parts.add("data directory", DataFolder.claim(settings.data()));
            RunningStack.erase(folder.root());
            schemas = folder.writeSchemas(ReleasedSchemas.load());
            kafka = settings.kafka() == null ? startBroker() : reached();
            access = new StackAccess(settings, folder, kafka, local);
            tellAddress(); // the ledger may wait for long, and says by it for what
            ledger = new SteadyLedger(access.ledger(), settings.catalog(), access::newIds,
                    SteadyLedger.Patience.USUAL);
            health.watch(ledger);
            parts.add("ledger", ledger).start();
            startConsumers();
            parts.add("address file", () -> RunningStack.erase(folder.root())); // goes early
            startApi();
        } catch (RuntimeException e) {
            parts.stopAll();
            throw e;
        } finally {
            startEnded.countDown();
        }
    }

    /** Somebody's Kafka; Kafka's own clients would wait a minute for one that is not there. */
    private KafkaAccess reached() {
        Cluster.knock(settings.kafka());
        return settings.kafka();
    }

    private KafkaAccess startBroker() {
        local = parts.add("broker", LocalKafka.start(folder, settings));
        local.setUp(LedgerSettings.single(local.all(), folder.state()), settings.partitions(),
                settings.secure());
        return local.all();
    }

    private void tellAddress() {
        healthAndSchemas = parts.add("health and schemas",
                HealthAndSchemasServer.open(settings.registryPort(), this::health));
        new RunningStack(kafka.bootstrap(), URI.create(healthAndSchemas.url()),
                settings.schemaRegistry(), kafka.file().orElse(null), space.least())
                .write(folder.root());
        folder.confirmAddress();
    }

    private void startConsumers() {
        SchemaIds ids = parts.add("schema ids", access.newIds());
        consumerIds = ids;
        SimulatedCardProcessor processor;
        try {
            processor = parts.add("card processor", SimulatedCardProcessor.open(folder.payments(),
                    settings.cards(), settings.clock(), KEYS_REMEMBERED));
        } catch (IOException e) {
            throw new CannotStart("the payments file " + folder.payments()
                    + " cannot be used: " + FileError.reason(e), e);
        }
        TopUpConsumers consumers = parts.add("consumers", new TopUpConsumers(
                access.consumers(), settings.catalog(), ids, processor, settings.clock()));
        health.watch(consumers);
        consumers.start();
    }

    private Operations openOperations() {
        try {
            return Operations.open(Optional.ofNullable(settings.operationsPort())
                    .map(OperationsAddress::local));
        } catch (StartRefused e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    private void startApi() {
        if (settings.httpPort() == null) {
            return;
        }
        try {
            api = parts.add("API", LedgerApi.start(access.api(), operations));
        } catch (StartRefused e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    /** Kafka's address, once started. */
    public String bootstrap() {
        return kafka.bootstrap();
    }

    /** The folder with a file for each login of a locked broker; empty when it is open. */
    public Optional<Path> logins() {
        return settings.secure() ? Optional.of(LocalKafka.logins(folder.root()))
                : Optional.empty();
    }

    /** The URL of health and schemas, once started, without a slash at its end. */
    public String healthAndSchemasUrl() {
        return healthAndSchemas.url();
    }

    /** The HTTP API's address, once started, without a slash at its end; null without one. */
    public String apiUrl() {
        return api == null ? null : api.url();
    }

    /** The address of the operations port, once started; null without one. */
    public String operationsUrl() {
        return operations.url().orElse(null);
    }

    /** A link that signs a browser in as an operator, once. */
    public String operatorLink() {
        return api.operatorLink(OPERATOR_SESSION);
    }

    /**
     * A link that signs a browser in as the account's owner, or as that member of it, once.
     *
     * @param memberId null: the owner
     */
    public String portalLink(String accountId, String memberId) {
        return api.portalLink(accountId, memberId);
    }

    /** The folder with the contracts of the topics, once started. */
    public Path schemas() {
        return schemas;
    }

    /** The health of the whole: if everything does its work, and what does not. */
    public Health health() {
        return health.health();
    }

    /** The reason why it cannot go on, though it was not told to stop; empty while it can. */
    public Optional<String> failure() {
        StackHealth known = health;
        return known == null ? Optional.empty() : known.failure();
    }

    /**
     * Waits until it is ready.
     *
     * @throws CannotStart it has failed, or is not ready within {@code longest}
     */
    public void awaitReady(Duration longest) {
        health.awaitReady(longest);
    }

    /** True if it was told to stop. */
    public boolean isStopping() {
        return parts.isStopping();
    }

    /** Stops everything in its order, also while it starts. A second call does nothing. */
    @Override
    public void close() {
        parts.refuseMore();
        Operations told = operations;
        if (told != null) {
            told.readiness().stop();
        }
        SteadyLedger deciding = ledger;
        if (deciding != null) {
            deciding.abandonStart();
        }
        awaitEndOfStart();
        endWaitsOfConsumersSoon();
        parts.stopAll();
    }

    /** A start leaves nothing half done: a broker that is about to serve is stopped in order. */
    private void awaitEndOfStart() {
        CountDownLatch ended = startEnded;
        try {
            if (ended != null) {
                ended.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A consumer may be waiting for a schema registry that does not answer. */
    private void endWaitsOfConsumersSoon() {
        SchemaIds ids = consumerIds;
        if (ids != null) {
            CompletableFuture.delayedExecutor(
                    SteadyLedger.LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(ids::close);
        }
    }
}
