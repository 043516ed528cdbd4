package dev.extrausage.api.inference;

import dev.extrausage.api.access.Role;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.Reply;
import dev.extrausage.api.routing.Call;
import dev.extrausage.api.routing.Route;
import dev.extrausage.client.gate.GateFigures;
import dev.extrausage.client.gate.UsageGate;
import dev.extrausage.client.publish.PublisherMetrics;
import dev.extrausage.client.publish.UsagePublisher;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gate and the publisher of inference services that are not written in Java, behind the API's
 * routes. Usage is taken by threads of its own, a few and with a bounded queue, so that a disk that
 * hangs holds up neither admissions nor the server's threads.
 */
public final class InferenceDesk implements AutoCloseable {
    private static final String CLOUD_EVENT = "application/cloudevents+json";
    private static final String CLOUD_EVENTS = "application/cloudevents-batch+json";
    private static final int LONGEST_BATCH = 1024 * 1024;
    private static final int INTAKE_THREADS = 8;
    private static final int MOST_WAITING = 64;
    private static final int BOOK_PER_HOLD = 2;
    /** Each sweep looks at every admission: rarely, but before ended ones fill the book. */
    private static final long MOST_SWEEP_MILLIS = 10_000;
    private static final long LEAST_SWEEP_MILLIS = 250;

    private final UsageGate gate;
    private final UsagePublisher publisher;
    private final AdmissionBook book;
    private final AdmissionEndpoints admissions;
    private final CatalogEndpoint catalog;
    private final UsageIntake intake;
    private final ThreadPoolExecutor takers = new ThreadPoolExecutor(INTAKE_THREADS, INTAKE_THREADS,
            1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_WAITING), daemons("usage-intake"));
    private final ScheduledExecutorService sweeper =
            Executors.newSingleThreadScheduledExecutor(daemons("admission-book"));

    private InferenceDesk(UsageGate gate, UsagePublisher publisher, InferenceSettings settings) {
        this.gate = gate;
        this.publisher = publisher;
        Clock clock = Clock.systemUTC();
        AdmissionSettings given = settings.admissions();
        book = new AdmissionBook(gate, BOOK_PER_HOLD * given.mostHolds(), clock);
        admissions = new AdmissionEndpoints(gate, book, given.hold().toMillis());
        catalog = new CatalogEndpoint(gate, clock);
        intake = new UsageIntake(publisher, book);
        long sweepMillis = Math.min(MOST_SWEEP_MILLIS,
                Math.max(LEAST_SWEEP_MILLIS, given.hold().toMillis() / 4));
        sweeper.scheduleWithFixedDelay(
                book::sweep, sweepMillis, sweepMillis, TimeUnit.MILLISECONDS);
    }

    private static ThreadFactory daemons(String name) {
        AtomicInteger number = new AtomicInteger();
        return work -> {
            Thread thread = new Thread(work, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Opens the spool, sends what an earlier process left in it, and begins to follow the ledger's
     * snapshots; Kafka need not be there.
     *
     * @throws IllegalArgumentException a setting cannot be
     * @throws java.io.UncheckedIOException the spool's folder cannot be used, or is in use
     */
    public static InferenceDesk open(InferenceSettings settings) {
        UsagePublisher publisher = publisher(settings);
        try {
            return new InferenceDesk(gate(settings), publisher, settings);
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    private static UsagePublisher publisher(InferenceSettings settings) {
        UsagePublisher.Builder builder = UsagePublisher.builder()
                .bootstrapServers(settings.bootstrapServers()).spool(settings.spool());
        settings.kafka().forEach(builder::kafka);
        if (settings.schemaIds() != null) {
            builder.schemaIds(settings.schemaIds());
        }
        return builder.open();
    }

    private static UsageGate gate(InferenceSettings settings) {
        AdmissionSettings admissions = settings.admissions();
        AdmissionSettings.Policies policies = admissions.policies();
        UsageGate.Builder builder =
                UsageGate.builder(settings.bootstrapServers(), settings.catalog())
                        .startUp(policies.startUp())
                        .stale(policies.staleAfter(), policies.stale())
                        .unknownAccount(policies.unknownAccount())
                        .unpriced(policies.unpriced())
                        .holds(admissions.mostHolds(), policies.tooManyHolds())
                        .timeToLive(admissions.hold()).gateways(admissions.gateways());
        settings.kafka().forEach(builder::kafka);
        if (settings.schemaIds() != null) {
            builder.schemaIds(settings.schemaIds());
        }
        return builder.start();
    }

    /** The lines of the table that it answers. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/admissions").by(Role.INFERENCE).neverWaits()
                        .answers(admissions::admit),
                Route.delete("/v1/admissions/{admission_id}").by(Role.INFERENCE).neverWaits()
                        .answers(admissions::release),
                Route.post("/v1/usage").by(Role.INFERENCE)
                        .body(LONGEST_BATCH, "application/json", CLOUD_EVENT, CLOUD_EVENTS)
                        .to(this::take),
                Route.post("/v1/estimates").by(Role.INFERENCE).neverWaits()
                        .answers(admissions::estimate),
                Route.get("/v1/catalog").by(Role.INFERENCE, Role.CUSTOMER, Role.MEMBER,
                        Role.SUPPORT, Role.FINANCE, Role.OPERATOR).answers(catalog::answer));
    }

    private CompletableFuture<Reply> take(Call call) {
        try {
            return CompletableFuture.supplyAsync(() -> takeNow(call), takers);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.failedFuture(Problem.of(ProblemCode.NOT_READY,
                    "Too many batches of usage wait at the moment. Nothing of this one was"
                            + " accepted: send it again.").header("Retry-After", "1"));
        }
    }

    private Reply takeNow(Call call) {
        String type = call.head().header("content-type").orElse("").split(";", 2)[0].strip();
        String who = call.who().name();
        if (type.equalsIgnoreCase(CLOUD_EVENT)) {
            return intake.take(BatchReader.single(call.body()), CloudEvent::read, who);
        }
        if (type.equalsIgnoreCase(CLOUD_EVENTS)) {
            return intake.take(BatchReader.array(call.body()), CloudEvent::read, who);
        }
        return intake.take(BatchReader.events(call.body()), UsageItem::of, who);
    }

    /** The reasons why admissions are answered by a policy for now; none once it knows all. */
    public List<String> problems() {
        return gate.figures().isReady() ? List.of()
                : List.of("the gate has not read every balance yet: its policy answers");
    }

    /** The gate's figures at this moment. */
    public GateFigures gateFigures() {
        return gate.figures();
    }

    /** The publisher's figures at this moment. */
    public PublisherMetrics publisherMetrics() {
        return publisher.metrics();
    }

    /** The number of admissions that may still be released or settled. */
    public int admissionsUnderWay() {
        return book.size();
    }

    /**
     * Takes no more usage, lets that under way be kept and sent, for ten seconds at most, and stops
     * following. What Kafka does not have by then stays in the spool for the next desk on it.
     */
    @Override
    public void close() {
        sweeper.shutdownNow();
        takers.shutdown();
        try {
            takers.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
        gate.close();
    }
}
