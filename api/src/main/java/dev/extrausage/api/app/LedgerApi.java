package dev.extrausage.api.app;

import dev.extrausage.api.access.browser.SafeStart;
import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.access.door.Access;
import dev.extrausage.api.access.keys.KeyDesk;
import dev.extrausage.api.access.keys.KeyRing;
import dev.extrausage.api.access.keys.SessionDesk;
import dev.extrausage.api.access.oidc.OpenIdProvider;
import dev.extrausage.api.accounts.AccountRoutes;
import dev.extrausage.api.accounts.EntryRowJson;
import dev.extrausage.api.accounts.JournalWork;
import dev.extrausage.api.docs.DocsRoutes;
import dev.extrausage.api.docs.OpenApi;
import dev.extrausage.api.inference.InferenceDesk;
import dev.extrausage.api.operations.RequestMeters;
import dev.extrausage.api.page.PageRoutes;
import dev.extrausage.api.routing.Dispatcher;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.routing.Routes;
import dev.extrausage.api.server.HttpListener;
import dev.extrausage.api.server.ServerSettings;
import dev.extrausage.api.signin.KeyRoutes;
import dev.extrausage.api.signin.SignInRoutes;
import dev.extrausage.api.stream.EventStreams;
import dev.extrausage.api.stream.StreamSettings;
import dev.extrausage.api.writes.EventWriter;
import dev.extrausage.api.writes.WriteRoutes;
import dev.extrausage.client.meters.UsageClientMeters;
import dev.extrausage.core.BadInput;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.kafka.RestoreMark;
import dev.extrausage.kafka.catalog.CatalogFollower;
import dev.extrausage.operations.Operations;
import dev.extrausage.operations.Readiness;
import dev.extrausage.page.PageFiles;
import dev.extrausage.process.StartRefused;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.view.ReadModel;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API beside one Kafka (docs/API.md): its parts, started in order and stopped in the
 * other. Several may run beside each other.
 */
public final class LedgerApi implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerApi.class);
    private static final Duration KEYS_READ_WITHIN = Duration.ofSeconds(30);

    private final ApiSettings settings;
    private static final String KEYS = "keys";
    private static final String READ_MODEL = "read model";
    private static final String INFERENCE = "inference";

    private final PartSettings parts;
    private final Operations operations;
    private final Readiness readiness;
    private final RequestMeters meters;
    /** The running parts, the last that started first. */
    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private KeyDesk keys;
    private SignInRoutes signIn;
    private ReadModel model;
    private EventStreams streams;
    private HttpListener listener;
    private List<Route> routes;

    private LedgerApi(ApiSettings settings, Operations operations) {
        this.settings = settings;
        this.operations = operations;
        awaitedBy(operations);
        readiness = operations.readiness();
        meters = new RequestMeters(operations.meters().registry());
        parts = new PartSettings(settings);
    }

    /**
     * Starts all of it, with an operations port of its own; returns when it listens, which is
     * before it is ready.
     *
     * @throws StartRefused with a sentence on what is wrong; nothing is left running
     * @throws dev.extrausage.kafka.ClusterProblem Kafka does not answer, or lacks a topic
     */
    public static LedgerApi start(ApiSettings settings) {
        Operations own = Operations.open(Optional.ofNullable(settings.operations()));
        LedgerApi api = new LedgerApi(settings, own);
        api.running.push(own);
        return begin(api);
    }

    /** Has a process wait for the API's parts that starts other parts first. */
    public static void awaitedBy(Operations ofProcess) {
        ofProcess.readiness().awaiting(KEYS, READ_MODEL, INFERENCE);
    }

    /** Starts it likewise, as a part of a process that has an operations port. */
    public static LedgerApi start(ApiSettings settings, Operations ofProcess) {
        return begin(new LedgerApi(settings, ofProcess));
    }

    private static LedgerApi begin(LedgerApi api) {
        try {
            api.start();
            return api;
        } catch (IOException | BadInput e) {
            api.close();
            throw new StartRefused("The API does not start: " + e.getMessage() + ".");
        } catch (RuntimeException e) {
            api.close();
            throw e;
        }
    }

    private void start() throws IOException {
        InstantSource clock = InstantSource.system();
        if (RestoreMark.isOn(settings.kafka(), settings.writes().ledgerGroup())) {
            throw new StartRefused("The API does not start: " + RestoreMark.NOT_ENDED + ".");
        }
        SchemaIds ids = started(settings.ids().get());
        Cluster cluster = started(Cluster.connect(settings.kafka(), ids));
        KeyRing ring = started(new KeyRing(cluster));
        ring.start();
        keys = started(new KeyDesk(cluster, ring, clock));
        refuseUnsafe(ring);
        CatalogFollower catalog = started(new CatalogFollower(parts.kafka(), settings.catalog()));
        catalog.start();
        model = started(ReadModel.start(parts.view(ids, catalog)));
        started(Watches.start(operations.meters(), cluster, parts.kafka(), ids, model));
        InferenceDesk inference = started(InferenceDesk.open(parts.inference(ids)));
        new UsageClientMeters(inference::gateFigures, inference::publisherMetrics)
                .bindTo(operations.meters().registry());
        List<Route> routes = new ArrayList<>();
        routes.addAll(reading(cluster, catalog, ring, ids));
        routes.addAll(inference.routes());
        routes.addAll(DocsRoutes.of(OpenApi.ours()));
        SessionDesk sessions = started(new SessionDesk(cluster, ring, clock));
        OpenIdProvider provider =
                settings.oidc() == null ? null : new OpenIdProvider(settings.oidc(), clock);
        Access access = new Access(ring, provider == null ? null : provider.tokens(), parts.hosts(),
                parts.crossSite(), settings.rates(), clock);
        signIn = new SignInRoutes(sessions, provider == null ? null : provider.signIn(sessions),
                this::browserUrl, access);
        routes.addAll(signIn.routes());
        routes.addAll(new KeyRoutes(keys).routes());
        listen(routes, access);
        readiness.part(KEYS, () -> ring.isComplete() ? List.of()
                : List.of("the topic api-keys is being read"));
        readiness.part(READ_MODEL, model::problems);
        readiness.part(INFERENCE, inference::problems);
    }

    /** The routes that read and write accounts. */
    private List<Route> reading(
            Cluster cluster, CatalogFollower catalog, KeyRing ring, SchemaIds ids) {
        JournalReading journal = started(new JournalReading(parts.kafka(), ids, model, catalog,
                cluster.partitions()));
        JournalWork work = started(new JournalWork(JournalReading.THREADS,
                JournalReading.MOST_WAITING));
        EventWriter writer = started(new EventWriter(parts.kafka(), ids));
        WriteRoutes writes = started(new WriteRoutes(new WriteRoutes.Parts(model, writer,
                () -> cluster, journal.all(), journal.entries(), catalog,
                EntryRowJson::of), settings.writes(),
                Clock.systemUTC()));
        streams = started(new EventStreams(model, catalog, journal.notices(),
                new StillGood(ring, InstantSource.system()), StreamSettings.USUAL,
                Clock.systemUTC()));
        ring.onEnd(streams::recheck);
        operations.meters().gauge("extra_usage_api_streams", "Open event streams",
                streams::openStreams);
        List<Route> routes = new ArrayList<>(journal.routes(work));
        routes.addAll(AccountRoutes.of(model, catalog, Clock.systemUTC(),
                journal.entries(), work));
        routes.addAll(writes.routes());
        routes.add(streams.route());
        return routes;
    }

    private void listen(List<Route> routes, Access access) throws IOException {
        SecurityHeaders headers = parts.headers();
        this.routes = List.copyOf(routes);
        List<Route> all = new ArrayList<>(routes);
        all.addAll(PageRoutes.of(PageFiles.load(),
                settings.oidc() == null ? "" : SignInRoutes.LOGIN));
        listener = started(HttpListener.start(settings.http(),
                new Dispatcher(new Routes(all), new FrontDoor(access)), meters, headers));
        running.push(streams::end); // before the listener, which waits for what is under way
        LOG.info("the API listens at {}", listener.url());
    }

    /** Keeps the key files, and refuses to listen where that is not safe. */
    private void refuseUnsafe(KeyRing ring) {
        ServerSettings http = settings.http();
        boolean complete = ring.awaitComplete(KEYS_READ_WITHIN);
        if (settings.keyFiles() != null) {
            if (!complete) {
                throw new StartRefused("The topic api-keys was not read within "
                        + KEYS_READ_WITHIN.toSeconds() + " s.");
            }
            KeyFiles.write(settings.keyFiles(), keys, InstantSource.system());
        }
        boolean canTell = settings.oidc() != null || complete && keys.hasGoodOne();
        new SafeStart(http.host(), http.keystore() != null, http.behindProxy(), canTell).refusal()
                .ifPresent(why -> {
                    throw new StartRefused(why);
                });
    }

    private <T extends AutoCloseable> T started(T part) {
        running.push(part);
        return part;
    }

    /** The address it listens on, without a slash at its end. */
    public String url() {
        return listener.url();
    }

    /** The address of the operations port; null where there is none. */
    public String operationsUrl() {
        return operations.url().orElse(null);
    }

    /** The table of the API, as openapi.yaml describes it: without the page's files. */
    List<Route> routes() {
        return routes;
    }

    private String browserUrl() {
        return settings.url() == null ? url() : parts.publicUrl();
    }

    /** A link that signs an operator's browser in, once, for so long. */
    public String operatorLink(Duration length) {
        return signIn.operatorLink(length);
    }

    /**
     * A link that signs a browser in as the account's owner, or as that member of it, once.
     *
     * @param memberId null: the owner
     */
    public String portalLink(String accountId, String memberId) {
        return signIn.portalLink(accountId, memberId);
    }

    /** Makes, lists and revokes keys. */
    public KeyDesk keys() {
        return keys;
    }

    /** Returns what is not ready, in sentences; empty when everything is. */
    public List<String> problems() {
        return readiness.problems().values().stream().flatMap(List::stream).toList();
    }

    /**
     * Says that it is not ready, lets what is under way end, and stops all parts. A second call
     * returns when the first one does.
     */
    @Override
    public synchronized void close() {
        readiness.stop();
        for (AutoCloseable part = running.poll(); part != null; part = running.poll()) {
            try {
                part.close();
            } catch (Exception e) { // the others have to be stopped all the same
                LOG.error("{} did not stop in order", part.getClass().getSimpleName(), e);
            }
        }
    }
}
