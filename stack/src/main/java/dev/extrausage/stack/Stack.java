package dev.extrausage.stack;

import dev.extrausage.api.app.ApiSettings;
import dev.extrausage.api.app.LedgerApi;
import dev.extrausage.consumers.app.ConsumerKind;
import dev.extrausage.consumers.app.TopUpConsumers;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.operations.Operations;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.process.FreeSpace;
import dev.extrausage.process.StartRefused;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka (embedded, or one that is there), the ledger, the three consumers and the server of health
 * and schemas, in one process. They start in this order and stop in the other, since nobody can
 * commit or leave a group once the broker is gone. A part that cannot start stops those before it.
 *
 * <p>No lock is held while a part starts, so a stop need not wait for what the start waits for: it
 * ends those waits, and then stops what had started.
 */
public final class Stack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration KEYS_REMEMBERED = Duration.ofHours(24);
    private static final Duration OPERATOR_SESSION = Duration.ofHours(12);

    private final StackSettings settings;
    private final FreeSpace space;
    /** The running parts, the last that started first; guarded by itself. */
    private final Deque<Part> parts = new ArrayDeque<>();
    /** Held by the one thread that stops the parts. */
    private final Object stopLock = new Object();
    private volatile boolean stopping;
    private volatile CountDownLatch startEnded;
    private DataFolder folder;
    private volatile Operations operations;
    private volatile SteadyLedger ledger;
    private volatile TopUpConsumers consumers;
    private volatile SchemaIds consumerIds;
    private volatile KafkaAccess kafka;
    private LocalKafka local;
    private volatile Path schemas;
    private volatile LedgerApi api;
    private volatile HealthAndSchemasServer healthAndSchemas;

    /** Something that runs, and how it is ended. */
    private record Part(String name, AutoCloseable closing) { }

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
            operations = started("operations port", openOperations());
            awaitParts();
            folder = started("data directory", DataFolder.claim(settings.data()));
            RunningStack.erase(folder.root());
            schemas = folder.writeSchemas(ReleasedSchemas.load());
            kafka = settings.kafka() == null ? startBroker() : reached();
            ledger = new SteadyLedger(ledgerSettings(), settings.catalog(), this::newIds,
                    SteadyLedger.Patience.USUAL);
            ledger.bind(operations.meters());
            started("ledger", ledger).start();
            startConsumers();
            healthAndSchemas = started("health and schemas",
                    HealthAndSchemasServer.open(settings.registryPort(), this::health));
            new RunningStack(kafka.bootstrap(), URI.create(healthAndSchemas.url()),
                    settings.schemaRegistry(), kafka.file().orElse(null)).write(folder.root());
            started("address file", () -> RunningStack.erase(folder.root()));
            startApi();
            folder.confirmAddress();
        } catch (RuntimeException e) {
            stopParts();
            throw e;
        } finally {
            startEnded.countDown();
        }
    }

    private <T extends AutoCloseable> T started(String name, T part) {
        synchronized (parts) {
            parts.push(new Part(name, part));
        }
        if (stopping) {
            throw new CannotStart("stopped while it was starting");
        }
        return part;
    }

    /** Somebody's Kafka; Kafka's own clients would wait a minute for one that is not there. */
    private KafkaAccess reached() {
        Cluster.knock(settings.kafka().bootstrap());
        return settings.kafka();
    }

    private KafkaAccess startBroker() {
        local = started("broker", LocalKafka.start(folder, settings));
        local.setUp(LedgerSettings.single(local.all(), folder.state()), settings.partitions(),
                settings.secure());
        return local.all();
    }

    /** The way to Kafka of a part of the stack: on a locked broker each has a login of its own. */
    private KafkaAccess access(KafkaRole role) {
        return local == null ? kafka : local.of(role);
    }

    private LedgerSettings ledgerSettings() {
        KafkaAccess access = access(KafkaRole.LEDGER);
        LedgerSettings single = LedgerSettings.single(access, folder.state());
        return new LedgerSettings(access.bootstrap(), single.applicationId(), folder.state(),
                single.threads(), single.instances(),
                Math.max(single.replicationFactor(), settings.minInsyncReplicas()),
                settings.minInsyncReplicas(), access.settings());
    }

    private void startConsumers() {
        SchemaIds ids = started("schema ids", newIds());
        consumerIds = ids;
        SimulatedCardProcessor processor;
        try {
            processor = started("card processor", SimulatedCardProcessor.open(folder.payments(),
                    settings.cards(), settings.clock(), KEYS_REMEMBERED));
        } catch (IOException e) {
            throw new CannotStart("the payments file " + folder.payments()
                    + " cannot be used: " + e.getMessage(), e);
        }
        Map<ConsumerKind, ConsumerSettings> kinds = new EnumMap<>(ConsumerKind.class);
        for (ConsumerKind kind : ConsumerKind.values()) {
            ConsumerSettings usual = ConsumerSettings.of(
                    access(KafkaRole.valueOf(kind.name())), folder.instance());
            kinds.put(kind, usual.withWaits(usual.firstRetry(), settings.resendAfter()));
        }
        consumers = started("consumers", new TopUpConsumers(
                kinds, settings.catalog(), ids, processor, settings.clock()));
        consumers.bind(operations.meters());
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

    /** Before any of them: who asks the port first must not find a process without parts ready. */
    private void awaitParts() {
        operations.readiness().part("ledger", this::ledgerProblems)
                .part("consumers", this::consumerProblems);
        if (settings.httpPort() != null) {
            LedgerApi.awaitedBy(operations);
        }
    }

    private List<String> ledgerProblems() {
        SteadyLedger deciding = ledger;
        return deciding == null ? List.of("it is starting")
                : deciding.problems(settings.kafka() == null);
    }

    private List<String> consumerProblems() {
        TopUpConsumers running = consumers;
        return running == null ? List.of("they are starting") : running.problems();
    }

    private void startApi() {
        if (settings.httpPort() == null) {
            return;
        }
        try {
            api = started("API", LedgerApi.start(ApiSettings.local(access(KafkaRole.API),
                    this::newIds, settings.catalog(), folder.root().resolve("api"),
                    folder.root(), settings.httpPort(), LedgerSettings.DEFAULT_APPLICATION_ID)
                    .allowing(settings.allowedOrigins()), operations));
        } catch (StartRefused e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    private SchemaIds newIds() {
        return settings.schemaRegistry() == null ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(settings.schemaRegistry()));
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
        List<String> problems = new ArrayList<>();
        operations.readiness().problems().forEach((part, why) ->
                why.forEach(clause -> problems.add(part + ": " + clause)));
        failure().ifPresent(problems::add);
        return new Health(problems);
    }

    /** Why it cannot go on, though it was not told to stop; empty while it can. */
    public Optional<String> failure() {
        SteadyLedger deciding = ledger;
        TopUpConsumers running = consumers;
        if (stopping || deciding == null || running == null) {
            return Optional.empty();
        }
        space.warnIfLow();
        Optional<String> full = space.tooLittle();
        if (full.isPresent()) {
            return full;
        }
        if (deciding.givenUp().isPresent()) {
            return deciding.givenUp();
        }
        return running.isRunning() ? Optional.empty()
                : Optional.of("a consumer has ended by a bug, see the log");
    }

    /**
     * Waits until it is ready.
     *
     * @throws CannotStart it has failed, or is not ready within {@code longest}
     */
    public void awaitReady(Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        while (!stopping && !health().isReady()) {
            failure().ifPresent(why -> {
                throw new CannotStart(why);
            });
            if (System.nanoTime() > end) {
                throw new CannotStart("not ready within " + longest.toSeconds() + " s: "
                        + String.join("; ", health().problems()));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** True if it was told to stop. */
    public boolean isStopping() {
        return stopping;
    }

    /** Stops everything in its order, also while it starts. A second call does nothing. */
    @Override
    public void close() {
        stopping = true;
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
        stopParts();
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

    private void stopParts() {
        synchronized (stopLock) {
            for (Part part = lastStarted(); part != null; part = lastStarted()) {
                LOG.info("stopping the {}", part.name());
                try {
                    part.closing().close();
                } catch (Exception e) { // the others have to be stopped all the same
                    LOG.error("the {} did not stop in order", part.name(), e);
                }
            }
        }
    }

    private Part lastStarted() {
        synchronized (parts) {
            return parts.poll();
        }
    }
}
