package dev.extrausage.api.accounts;

import dev.extrausage.api.access.Credential;
import dev.extrausage.api.access.Role;
import dev.extrausage.api.access.browser.SecurityHeaders;
import dev.extrausage.api.docs.OpenApiCheck;
import dev.extrausage.api.http.Problem;
import dev.extrausage.api.http.ProblemCode;
import dev.extrausage.api.http.RequestHead;
import dev.extrausage.api.routing.Dispatcher;
import dev.extrausage.api.routing.Doorkeeper;
import dev.extrausage.api.routing.Route;
import dev.extrausage.api.routing.Routes;
import dev.extrausage.api.server.HttpListener;
import dev.extrausage.api.server.ServerSettings;
import dev.extrausage.api.stream.EventStreams;
import dev.extrausage.api.stream.NoticeTexts;
import dev.extrausage.api.stream.StreamSettings;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.Catalogs;
import dev.extrausage.core.Input;
import dev.extrausage.core.Run;
import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.journal.read.AccountEntries;
import dev.extrausage.journal.read.EntryLookup;
import dev.extrausage.journal.read.KnownPlaces;
import dev.extrausage.journal.read.NoticeLookup;
import dev.extrausage.schemas.Notice;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.wire.BalanceWriter;
import dev.extrausage.schemas.wire.EntryWriter;
import dev.extrausage.schemas.wire.HashChain;
import dev.extrausage.schemas.wire.NoticeCodec;
import dev.extrausage.schemas.wire.StoredAccount;
import dev.extrausage.schemas.wire.TopicCodecs;
import dev.extrausage.view.ReadModel;
import dev.extrausage.view.ViewSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker with what a ledger writes, a read model of it, and a server with the routes that read.
 * A caller shows {@code role:account:member}; every answer is held to {@code openapi.yaml}.
 */
public final class ReadServer implements AutoCloseable {
    /** The catalog that decides. */
    public static final Catalog CATALOG = Catalogs.severalVersions();
    private static final TopicCodecs CODECS = TopicCodecs.of(ReleasedSchemas.load());
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration FOR_EVER = Duration.ofDays(90_000);
    private static final int PARTITIONS = 3;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** The callers whose credential has been revoked. */
    public final Set<String> revoked = ConcurrentHashMap.newKeySet();
    /** The ledger's decisions so far. */
    public final Run run = new Run(CATALOG);
    private final OpenApiCheck check = new OpenApiCheck();
    private final EntryWriter entries = new EntryWriter(CODECS.balanceChanges());
    private final BalanceWriter balances = new BalanceWriter(CODECS.balances());
    private final HashChain chain = new HashChain();
    private final Map<String, byte[]> hashes = new HashMap<>();
    private final Duration retention;
    private final EmbeddedKafka kafka;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ReadModel model;
    private final JournalWork work = new JournalWork(2, 8);
    private final EntryLookup lookup;
    private final NoticeLookup notices;
    private final EventStreams streams;
    private final HttpListener listener;

    /** Starts all of it, with its files in {@code folder}. */
    public ReadServer(Path folder, StreamSettings settings) throws Exception {
        this(folder, settings, FOR_EVER, 100_000, Clock.systemUTC());
    }

    /**
     * The same.
     *
     * @param retention of entries in the read model
     * @param mostRead offsets of the journal for one page of entries
     * @param clock of the read model, which says what is past the retention
     */
    public ReadServer(Path folder, StreamSettings settings, Duration retention, long mostRead,
            Clock clock) throws Exception {
        this.retention = retention;
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        Map<String, Object> clients = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(List.of(Topics.BALANCE_CHANGES, Topics.BALANCES,
                    Topics.NOTICES, Topics.TOP_UP_REQUESTS).stream()
                    .map(topic -> new NewTopic(topic.topicName(), PARTITIONS, (short) 1)
                            .configs(anyTime(topic))).toList()).all().get();
        }
        producer = new KafkaProducer<>(
                clients, new ByteArraySerializer(), new ByteArraySerializer());
        model = ReadModel.start(
                view(clients, folder).withRetention(retention).withClock(clock));
        lookup = new EntryLookup(clients, 2, PATIENCE);
        notices = new NoticeLookup(clients, CODECS.notices(), PARTITIONS, 2, PATIENCE);
        streams = new EventStreams(model, () -> CATALOG, new NoticeTexts(notices),
                () -> who -> !revoked.contains(who.name()), settings, Clock.systemUTC());
        listener = listen(model, streams, work, new EntryPages(model, new AccountEntries(lookup,
                CODECS.balanceChanges(), KnownPlaces.NONE, PARTITIONS), mostRead));
        await("the read model", model::isReady);
    }

    /** Histories are of other years, and records here have the times of their inputs. */
    private static Map<String, String> anyTime(Topics topic) {
        Map<String, String> configs = new HashMap<>(topic.configs(1));
        configs.put("message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE));
        configs.put("message.timestamp.type", "CreateTime");
        configs.computeIfPresent("retention.ms", (name, value) -> "-1");
        return configs;
    }

    static ViewSettings view(Map<String, Object> clients, Path folder) {
        return ViewSettings.sqlite(clients, ReleasedSchemas.load(), () -> CATALOG,
                folder.resolve("view")).withRetention(FOR_EVER);
    }

    static HttpListener listen(ReadModel model, EventStreams streams, JournalWork work,
            EntryPages pages) throws IOException {
        List<Route> routes =
                new ArrayList<>(AccountRoutes.of(model, () -> CATALOG, Clock.systemUTC(), work,
                        pages));
        routes.add(streams.route());
        return HttpListener.start(ServerSettings.local(0),
                new Dispatcher(new Routes(routes), new ByName()), (route, status, nanos) -> { },
                new SecurityHeaders(List.of()));
    }

    /** Takes a caller's word for its role, account and member, and for its credential's end. */
    private static final class ByName implements Doorkeeper {
        @Override public void checkHost(RequestHead head) { }

        @Override public Credential identify(RequestHead head) {
            String[] parts = head.header("Caller").orElseThrow(() -> Problem.of(
                    ProblemCode.UNAUTHENTICATED, "There is no caller.")
                    .header("WWW-Authenticate", "Bearer")).split(":");
            return new Credential(String.join(":", parts), Role.of(parts[0]).orElseThrow(),
                    parts.length > 1 ? parts[1] : null, parts.length > 2 ? parts[2] : null,
                    Credential.Kind.KEY,
                    head.header("Caller-Expires").map(Instant::parse).orElse(null));
        }

        @Override
        public boolean knows(RequestHead head) {
            return true;
        }

        @Override public void admit(RequestHead head, Credential who) { }
    }

    /** Decides the inputs and writes the answers, as the ledger does. */
    public void write(List<Input> inputs) {
        inputs.forEach(this::write);
        producer.flush();
    }

    private void write(Input input) {
        Run.Step step = run.decide(input);
        if (step.isDuplicate()) {
            return;
        }
        String account = input.event().accountId();
        byte[] last = hashes.getOrDefault(account, HashChain.start());
        byte[] entry = entries.write(
                step.entry(), Topics.of(input.event()).topicName(), 0, 0, last);
        chain.seal(last, entry);
        hashes.put(account, HashChain.hashIn(entry));
        for (Notice notice : NoticeCodec.toAvro(step.entry())) {
            send(Topics.NOTICES, input, CODECS.notices().encode(notice));
        }
        send(Topics.BALANCE_CHANGES, input, entry);
        send(Topics.BALANCES, input, balances.write(
                new StoredAccount(step.after(), hashes.get(account), null),
                step.entry().catalogVersion(), CATALOG));
    }

    private void send(Topics topic, Input input, byte[] value) {
        producer.send(new ProducerRecord<>(topic.topicName(), null, input.receivedAt(),
                input.event().accountId().getBytes(StandardCharsets.UTF_8), value));
    }

    /** Waits until the account's latest snapshot and entry can be read. */
    public void awaitRead(String account) {
        long sequence = run.account(account).sequence();
        await("entry " + sequence + " of " + account, () -> model.account(account)
                .filter(row -> row.sequence() == sequence).isPresent()
                && (retention != FOR_EVER || model.entry(account, sequence).isPresent()));
    }

    /** Waits until all entries are folded, those past the retention too. */
    public void awaitFolded() {
        await("all entries", () -> model.entriesFolded() >= run.entries().size());
    }

    /** The answer to a GET, held to {@code openapi.yaml}. */
    public HttpResponse<byte[]> get(String caller, String path, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(listener.url() + path))
                .header("Caller", caller);
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<byte[]> answer = CLIENT.send(request.build(), BodyHandlers.ofByteArray());
        check.require(answer, new byte[0]);
        return answer;
    }

    /** The address at which the server listens. */
    public URI url() {
        return URI.create(listener.url());
    }

    /** The streams that are open. */
    public EventStreams streams() {
        return streams;
    }

    /** Waits, and says in vain for what after a minute. */
    public static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    @Override public void close() {
        streams.close();
        listener.close();
        work.close();
        lookup.close();
        notices.close();
        model.close();
        producer.close();
        kafka.close();
    }
}
