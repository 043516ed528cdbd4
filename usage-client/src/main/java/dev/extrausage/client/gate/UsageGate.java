package dev.extrausage.client.gate;

import dev.extrausage.core.Catalog;
import dev.extrausage.core.PriceBook;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.kafka.catalog.CatalogFollower;
import dev.extrausage.schemas.AvroCodec;
import dev.extrausage.schemas.Balance;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Answers from memory whether a request may run: it follows the ledger's snapshots and projects
 * them to the present by the ledger's rules. Safe for use by several threads.
 *
 * <p>{@link #check} is a look. {@link #admit} also holds the estimate until the ledger has the
 * usage, so that requests at the same time cannot all pass on the same last cent.
 */
public final class UsageGate implements AutoCloseable {
    private final CatalogFollower catalogs;
    private final Clock clock;
    private final BalanceBook book;
    private final BalanceFollower follower;
    private final SchemaIds ownIds;

    private UsageGate(Builder builder) {
        Supplier<Consumer<byte[], byte[]>> consumers = builder.consumers();
        catalogs = builder.catalogs();
        clock = builder.clock;
        ownIds = builder.ids == null ? ReleasedSchemas.load() : null;
        book = new BalanceBook(catalogs, new GatePolicies(builder.startUp, builder.stale,
                builder.longestAge.toMillis(), builder.unknownAccount, builder.unpriced,
                builder.tooManyHolds),
                builder.mostHolds, builder.timeToLive.toMillis(), builder.gateways);
        AvroCodec<Balance> codec = new AvroCodec<>(Balance.class, Topics.BALANCES.topicName(),
                ownIds == null ? builder.ids : ownIds);
        follower = new BalanceFollower(
                book, catalogs, codec, consumers, clock, builder.askEvery());
        follower.start();
    }

    /**
     * A gate yet to be started. It follows the catalog that the ledger keeps.
     *
     * @param bootstrapServers of the Kafka that the ledger writes to
     * @param catalog holds where the ledger keeps none, as one of rules version 1
     */
    public static Builder builder(String bootstrapServers, Catalog catalog) {
        return new Builder(bootstrapServers, catalog);
    }

    /**
     * Checks whether a request may run now; nothing is held. One whose model, service tier or unit
     * has no price in the catalog version in force is answered by {@link Builder#unpriced}.
     *
     * @param account the account_id that pays
     * @param app the app it comes from; what is no first-party app is third-party (U2)
     * @param request the most that it may use
     */
    public GateAnswer check(String account, String app, RequestEstimate request) {
        require(account, app);
        Objects.requireNonNull(request, "request is null: must be the most that it may use");
        long place = book.find(account);
        return book.check(book.question(account, app, request, clock.millis()), place);
    }

    /** Checks likewise, and holds what the answer allows until the admission is settled. */
    public Admission admit(String account, String app, RequestEstimate request) {
        require(account, app);
        Objects.requireNonNull(request, "request is null: must be the most that it may use");
        long place = book.find(account);
        return book.admit(book.question(account, app, request, clock.millis()), place);
    }

    /**
     * Checks whether a request of that cost may run now; nothing is held. For services that price
     * requests themselves: the gate does not see whether the ledger has a price for it.
     *
     * @param account the account_id that pays
     * @param app the app it comes from; what is no first-party app is third-party (U2)
     * @param estimatedCostNanos what it may cost, nano-USD, 0 or more
     * @throws IllegalArgumentException if the estimate is below zero
     */
    public GateAnswer check(String account, String app, long estimatedCostNanos) {
        require(account, app);
        long place = book.find(account);
        // The clock is read after the look-up: reading it waits for all loads under way, and so
        // must not come between the request and its account's load.
        long now = clock.millis();
        return book.check(
                book.question(account, app, checked(estimatedCostNanos), now), place);
    }

    /** Checks likewise, and holds what the answer allows until the admission is settled. */
    public Admission admit(String account, String app, long estimatedCostNanos) {
        require(account, app);
        long place = book.find(account);
        long now = clock.millis();
        return book.admit(
                book.question(account, app, checked(estimatedCostNanos), now), place);
    }

    /**
     * The hold of an admission of this gate, for a service that keeps numbers and no objects. Once
     * the hold has ended, whatever ends it again changes nothing.
     *
     * @param number what {@link Hold#number} has returned; the number of another gate's hold can be
     *     that of any hold here
     * @throws IllegalArgumentException if no hold of this gate can have it
     */
    public Hold hold(long number) {
        return book.hold(number);
    }

    private static void require(String account, String app) {
        Objects.requireNonNull(account, "account is null: must be the account_id that pays");
        Objects.requireNonNull(app, "app is null: must be the app that the request comes from");
    }

    private static long checked(long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException(
                    "estimatedCostNanos is " + nanos + ": must be 0 or more");
        }
        return nanos;
    }

    /**
     * The cost of a request of the standard service tier at list price now, as {@link
     * #estimateNanos(RequestEstimate)} has it.
     *
     * @param inputTokens 0 to 1,000,000,000
     * @param mostOutputTokens 0 to 1,000,000,000
     */
    public long estimateNanos(String model, long inputTokens, long mostOutputTokens) {
        return estimateNanos(
                RequestEstimate.of(model).tokens(inputTokens, mostOutputTokens).build());
    }

    /**
     * The cost of a request at list price now, in nano-USD: exactly what the ledger would charge
     * for just these tokens and units, so the most that it charges if fewer are answered. The
     * greatest long where the ledger would refuse the cost as too large.
     *
     * @throws IllegalArgumentException if model, service tier or a unit has no price
     */
    public long estimateNanos(RequestEstimate request) {
        Objects.requireNonNull(request, "request is null: must be the most that it may use");
        PriceBook prices = book.version(clock.millis()).prices();
        Unpriced unpriced = Unpriced.in(prices, request.usage());
        if (unpriced != null) {
            throw new IllegalArgumentException(
                    unpriced.reason() + ": there is no price for " + unpriced.name());
        }
        return request.nanos(prices);
    }

    /** The catalog by which the gate answers now. */
    public Catalog catalog() {
        return catalogs.get();
    }

    /** True once the ledger's catalog was read, or was found not to be there. */
    public boolean isCatalogRead() {
        return catalogs.isRead();
    }

    /** Waits until every snapshot was read once; returns false if that takes longer. */
    public boolean awaitReady(Duration longest) throws InterruptedException {
        Objects.requireNonNull(longest, "longest is null: must be a time to wait");
        return book.watermarks.awaitReady(longest);
    }

    /** The gate's figures at this moment. */
    public GateFigures figures() {
        long oldest = book.watermarks.oldest();
        long[] bytes = book.bytes();
        return new GateFigures(book.watermarks.isReady(), book.accounts(), follower.records(),
                follower.unreadable(),
                oldest < 0 ? Long.MAX_VALUE : Math.max(0, clock.millis() - oldest), book.held(),
                book.heldNanos(), book.expired(), book.unpriced(), book.answers(), bytes[0],
                bytes[1]);
    }

    /** Stops reading snapshots. Answers go on from those it has, which grow old. */
    @Override public void close() {
        follower.close();
        catalogs.close();
        if (ownIds != null) {
            ownIds.close();
        }
    }

    /** The settings of a gate, each with its default. Belongs to one thread. */
    public static final class Builder {
        private final String bootstrapServers;
        private final Catalog catalog;
        private final Map<String, Object> kafka = new HashMap<>();
        private boolean isCatalogFixed;
        private GatePolicy startUp = GatePolicy.FAIL_CLOSED;
        private GatePolicy stale = GatePolicy.FAIL_OPEN;
        private Duration longestAge = Duration.ofSeconds(30);
        private GatePolicy unknownAccount = GatePolicy.FAIL_CLOSED;
        private GatePolicy unpriced = GatePolicy.FAIL_CLOSED;
        private GatePolicy tooManyHolds = GatePolicy.FAIL_CLOSED;
        private int mostHolds = 100_000;
        private Duration timeToLive = Duration.ofMinutes(10);
        private int gateways = 1;
        private Clock clock = Clock.systemUTC();
        private SchemaIds ids;
        private Supplier<Consumer<byte[], byte[]>> consumers;

        private Builder(String bootstrapServers, Catalog catalog) {
            this.bootstrapServers = Objects.requireNonNull(bootstrapServers, "bootstrapServers");
            this.catalog = Objects.requireNonNull(catalog, "catalog");
        }

        /** The policy until every snapshot was read once; by default FAIL_CLOSED. */
        public Builder startUp(GatePolicy policy) {
            startUp = Objects.requireNonNull(policy, "startUp");
            return this;
        }

        /**
         * The policy once the watermark of an account's partition is older than that, at most 30
         * days; by default FAIL_OPEN after 30 seconds, so that customers are served while Kafka is
         * away.
         */
        public Builder stale(Duration after, GatePolicy policy) {
            longestAge = GateBounds.time("stale", after);
            stale = Objects.requireNonNull(policy, "stale");
            return this;
        }

        /** The policy for an account the ledger does not know; by default FAIL_CLOSED. */
        public Builder unknownAccount(GatePolicy policy) {
            unknownAccount = Objects.requireNonNull(policy, "unknownAccount");
            return this;
        }

        /**
         * The policy for a request whose model, service tier or unit has no price; by default
         * FAIL_CLOSED, since the ledger would refuse its usage and nobody would pay. FAIL_OPEN
         * lets it run where something is left, whatever it may come to cost, and holds nothing.
         */
        public Builder unpriced(GatePolicy policy) {
            unpriced = Objects.requireNonNull(policy, "unpriced");
            return this;
        }

        /**
         * The most estimates held at once, 1 to 10 million, and the policy for one more; by default
         * 100,000 and FAIL_CLOSED. FAIL_OPEN answers from the balances, and holds nothing.
         */
        public Builder holds(int most, GatePolicy whenThereAreMore) {
            mostHolds = GateBounds.holds("holds", most);
            tooManyHolds = Objects.requireNonNull(whenThereAreMore, "holds");
            return this;
        }

        /**
         * The time after which a hold ends by itself, at most 30 days; by default 10 minutes. It
         * must be longer than the longest request and the ledger's lag, or what a request still
         * uses is lent again.
         */
        public Builder timeToLive(Duration longest) {
            timeToLive = GateBounds.time("timeToLive", longest);
            return this;
        }

        /**
         * The number of gateways that serve the same accounts, this one among them; by default 1.
         * Each assumes that every other holds as much as itself, so that near an account's end they
         * leave each other room.
         */
        public Builder gateways(int all) {
            gateways = GateBounds.gateways("gateways", all);
            return this;
        }

        /**
         * Answers by the catalog given to the builder, whatever the ledger keeps: to ask what would
         * be answered under another.
         */
        public Builder catalogAsGiven() {
            isCatalogFixed = true;
            return this;
        }

        /** The source of schema ids, by default the released schemas; its maker closes it. */
        public Builder schemaIds(SchemaIds from) {
            ids = from;
            return this;
        }

        /** The clock; for tests and simulations. */
        public Builder clock(Clock instead) {
            clock = Objects.requireNonNull(instead, "clock");
            return this;
        }

        /**
         * A setting of Kafka's consumer, as for a secured cluster.
         *
         * @throws IllegalArgumentException one on which the answers rest
         */
        public Builder kafka(String name, Object value) {
            FollowerSettings.check(name, value);
            kafka.put(name, value);
            return this;
        }

        /**
         * Settings of Kafka's clients in a properties file, such as security, with secrets that may
         * be references as {@code ${file:/path:key}}, {@code ${dir:/path:name}} or {@code
         * ${env:NAME}}.
         *
         * @throws IllegalArgumentException naming the file and the key that cannot be used
         */
        public Builder kafkaConfig(Path file) {
            KafkaAccess.settingsOf(file).forEach(this::kafka);
            return this;
        }

        Builder consumers(Supplier<Consumer<byte[], byte[]>> instead) {
            consumers = instead;
            return this;
        }

        /**
         * Starts the gate; until it is ready its start-up policy answers. Kafka need not be there.
         *
         * @throws IllegalArgumentException an address is not {@code HOST:PORT}
         * @throws org.apache.kafka.common.config.ConfigException a value Kafka does not understand
         */
        public UsageGate start() {
            return new UsageGate(this);
        }

        private Duration askEvery() {
            Duration quarter = longestAge.dividedBy(4);
            return quarter.compareTo(Duration.ofSeconds(1)) < 0 ? quarter : Duration.ofSeconds(1);
        }

        private CatalogFollower catalogs() {
            if (isCatalogFixed || consumers != null) {
                return CatalogFollower.fixed(catalog);
            }
            CatalogFollower catalogs = new CatalogFollower(
                    FollowerSettings.forCatalog(bootstrapServers, kafka), catalog);
            catalogs.start();
            return catalogs;
        }

        private Supplier<Consumer<byte[], byte[]>> consumers() {
            if (consumers != null) {
                return consumers;
            }
            Map<String, Object> settings = FollowerSettings.of(bootstrapServers, kafka);
            return () -> new KafkaConsumer<>(settings);
        }
    }
}
