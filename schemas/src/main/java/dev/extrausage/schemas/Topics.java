package dev.extrausage.schemas;

import static dev.extrausage.schemas.TopicSetting.advice;
import static dev.extrausage.schemas.TopicSetting.atLeast;
import static dev.extrausage.schemas.TopicSetting.atMost;
import static dev.extrausage.schemas.TopicSetting.exactly;

import dev.extrausage.core.Event;
import dev.extrausage.core.InputAge;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * The topics of the ledger (SPEC 4): their names, what their values are, and every setting they
 * must have, with its reason. All but the catalog's, the attention list and the keys are keyed by
 * {@code account_id}. All have the same number of partitions, which is for life: another number
 * would send an account's next entry elsewhere.
 */
public enum Topics {
    /** Usage, as inference services report it. */
    USAGE_EVENTS("usage-events", UsageEvent.SCHEMA$, Kept.FOR_35_DAYS, Written.BY_OTHERS),
    /** Plans, settings and the passing of time. */
    ACCOUNT_EVENTS("account-events", AccountEvent.SCHEMA$, Kept.FOR_EVER, Written.BY_OTHERS),
    /** Changes that add or take credit. */
    CREDIT_EVENTS("credit-events", AccountEvent.SCHEMA$, Kept.FOR_EVER, Written.BY_OTHERS),
    /** The journal: one entry per decided input. */
    BALANCE_CHANGES("balance-changes", BalanceChange.SCHEMA$, Kept.FOR_EVER, Written.BY_LEDGER),
    /** The latest snapshot of every account. */
    BALANCES("balances", Balance.SCHEMA$, Kept.THE_LATEST, Written.BY_LEDGER),
    /** Credit to be bought with the card on file. */
    TOP_UP_REQUESTS("top-up-requests", TopUpRequested.SCHEMA$, Kept.FOR_35_DAYS, Written.BY_OTHERS),
    /** Notices to owners, and top-ups due to consumers. */
    NOTICES("notices", Notice.SCHEMA$, Kept.FOR_35_DAYS, Written.BY_LEDGER),
    /** Every version of the catalog that was in force, or will be, by its name (SPEC section 3). */
    CATALOG_VERSIONS("catalog-versions", null, Kept.THE_LATEST, Written.BY_LEDGER),
    /** Cases that need a person, until they are settled (A8). */
    ATTENTION("attention", null, Kept.WHILE_OPEN, Written.BY_OTHERS),
    /** Keys and sessions of the HTTP API by their ids: hashes, never a secret. */
    API_KEYS("api-keys", null, Kept.WHILE_VALID, Written.BY_OTHERS),
    /** Bad inputs as they came, at most their first 64 KiB; why is in the headers. */
    REJECTED_EVENTS("rejected-events", null, Kept.FOR_35_DAYS, Written.BY_LEDGER);

    /**
     * The most bytes that a batch of inputs may have: Kafka's own default, 1 MiB and a header.
     * Above the 256 KiB that SPEC 4 allows a record, so that one which is too big reaches the
     * ledger and is rejected with its reason.
     */
    public static final int MAX_INPUT_BYTES = 1024 * 1024 + 12;

    /**
     * The most bytes that a batch of the ledger's own records may have, and so what its producers
     * must be allowed to send. An entry holds its whole cause and a posting for every grant that
     * it touches, a snapshot every live grant: 16 MiB is room for some 80 000 of them. One that
     * did not fit would stop its partition, so the ledger rejects credit that would make one.
     */
    public static final int MAX_OUTPUT_BYTES = 16 * 1024 * 1024;

    private static final long DAY_MILLIS = 24L * 60 * 60 * 1000;

    /** The time for which a record of a session stays beside later ones of the same session. */
    private static final long CLAIMS_KEPT_MILLIS = 2 * DAY_MILLIS;

    private enum Kept { FOR_35_DAYS, FOR_EVER, THE_LATEST, WHILE_OPEN, WHILE_VALID }

    private enum Written { BY_OTHERS, BY_LEDGER }

    private final String topicName;
    private final Schema valueSchema;
    private final Kept kept;
    private final Written written;

    Topics(String topicName, Schema valueSchema, Kept kept, Written written) {
        this.topicName = topicName;
        this.valueSchema = valueSchema;
        this.kept = kept;
        this.written = written;
    }

    /** The topic's name in Kafka. */
    public String topicName() {
        return topicName;
    }

    /**
     * The schema of its values; empty for rejected-events, which holds bytes as they came, and for
     * what is JSON.
     */
    public Optional<Schema> valueSchema() {
        return Optional.ofNullable(valueSchema);
    }

    /** The kind of its values in a word or two, for people: the schema's name, if it has one. */
    public String valueName() {
        return valueSchema != null ? valueSchema.getName()
                : this == REJECTED_EVENTS ? "as it came" : "JSON";
    }

    /** The topic of that name, if it is one of ours. */
    public static Optional<Topics> named(String topicName) {
        return Arrays.stream(values()).filter(t -> t.topicName.equals(topicName)).findAny();
    }

    /** The topic on which an event must lie (SPEC section 4). */
    public static Topics of(Event event) {
        return event instanceof dev.extrausage.core.AccountEvent e
                ? e.change().isCredit() ? CREDIT_EVENTS : ACCOUNT_EVENTS
                : USAGE_EVENTS;
    }

    /**
     * Every setting the topic must have, each with its reason.
     *
     * @param minInsyncReplicas how many brokers must hold a record before it counts, from 1 and
     *     below the replication factor, unless that is 1
     */
    public List<TopicSetting> settings(int minInsyncReplicas) {
        return Stream.of(keeping(), stamping(), sizes(), safety(minInsyncReplicas))
                .flatMap(List::stream).toList();
    }

    /** {@link #settings} as Kafka takes them to create the topic. */
    public Map<String, String> configs(int minInsyncReplicas) {
        Map<String, String> configs = new LinkedHashMap<>();
        settings(minInsyncReplicas).forEach(s -> configs.put(s.key(), s.value()));
        return configs;
    }

    private List<TopicSetting> keeping() {
        return switch (kept) {
            case FOR_35_DAYS -> List.of(
                    exactly("cleanup.policy", "delete",
                            "compaction would keep one record per account and lose the others"),
                    atLeast("retention.ms", InputAge.WINDOW_MILLIS,
                            "a record counts, and is known when it comes again, for 35 days"),
                    exactly("retention.bytes", "-1",
                            "a busy day must not shorten how long records are kept"));
            case FOR_EVER -> List.of(
                    exactly("cleanup.policy", "delete",
                            "compaction would keep one record per account and lose the others"),
                    exactly("retention.ms", "-1", "balances are proved from the first record on"),
                    exactly("retention.bytes", "-1",
                            "balances are proved from the first record on"));
            case THE_LATEST -> List.of(
                    exactly("cleanup.policy", "compact", whyCompacted()),
                    advice("min.cleanable.dirty.ratio", "0.1",
                            "who reads the whole topic should meet little that is outdated"),
                    advice("segment.bytes", Integer.toString(64 * 1024 * 1024),
                            "only closed segments are compacted: small ones close soon"),
                    advice("segment.ms", Long.toString(DAY_MILLIS),
                            "a quiet partition's segment closes too"));
            case WHILE_OPEN -> List.of(
                    exactly("cleanup.policy", "compact",
                            "an open case must never go, however old it is"),
                    advice("min.compaction.lag.ms", Long.toString(InputAge.WINDOW_MILLIS),
                            "why a case was settled can be read for 35 days more"));
            case WHILE_VALID -> List.of(
                    exactly("cleanup.policy", "compact",
                            "a key must never go while it is valid, nor its revocation"),
                    atLeast("min.compaction.lag.ms", CLAIMS_KEPT_MILLIS,
                            "of two that open one session the first must be found by everybody,"
                                    + " for as long as a session lasts"));
        };
    }

    private String whyCompacted() {
        return this == CATALOG_VERSIONS
                ? "entries are decided again by the version that they name: none must ever go"
                : "the latest snapshot of an idle account must never go";
    }

    private List<TopicSetting> stamping() {
        if (kept == Kept.WHILE_OPEN) {
            return List.of(advice("message.timestamp.type", "LogAppendTime",
                    "how long the end of a case can be read counts from its writing"));
        }
        if (kept == Kept.WHILE_VALID) {
            return List.of(exactly("message.timestamp.type", "LogAppendTime",
                    "how long a record stays beside later ones counts from its writing"));
        }
        if (kept == Kept.FOR_35_DAYS || written == Written.BY_OTHERS) {
            return List.of(exactly("message.timestamp.type", "LogAppendTime",
                    written == Written.BY_OTHERS
                            ? "the broker's append time is received_at, no sender's clock is"
                            : "retention counts from the writing, also of what was decided late"));
        }
        return List.of(advice("message.timestamp.type", "CreateTime",
                "the record keeps the time of the input that it answers"));
    }

    private List<TopicSetting> sizes() {
        return List.of(
                kept == Kept.WHILE_OPEN
                        ? advice("max.message.bytes", Integer.toString(MAX_INPUT_BYTES),
                                "a case is a few sentences")
                : kept == Kept.WHILE_VALID
                        ? advice("max.message.bytes", Integer.toString(MAX_INPUT_BYTES),
                                "a key is some hundred bytes")
                : written == Written.BY_OTHERS
                        ? atMost("max.message.bytes", MAX_INPUT_BYTES,
                                "the broker refuses what is far too big; what is over 256 KiB "
                                        + "the ledger rejects with a reason")
                        : atLeast("max.message.bytes", MAX_OUTPUT_BYTES,
                                "an entry, snapshot or version that did not fit would stop the"
                                        + " ledger"),
                advice("compression.type", "producer",
                        "batches are stored as they were sent, the broker repacks none"));
    }

    private List<TopicSetting> safety(int minInsyncReplicas) {
        return List.of(
                atLeast("min.insync.replicas", minInsyncReplicas,
                        "a record counts only when so many brokers hold it"),
                exactly("unclean.leader.election.enable", "false",
                        "a broker that lags must not become leader and drop records"));
    }
}
