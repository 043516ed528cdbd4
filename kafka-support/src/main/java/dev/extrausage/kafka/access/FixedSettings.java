package dev.extrausage.kafka.access;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings that no operator may change, each with the promise that rests on it. */
final class FixedSettings {
    private static final List<String> PREFIXES = List.of("main.consumer.", "restore.consumer.",
            "global.consumer.", "consumer.", "producer.", "admin.");
    private static final Map<String, String> WHY = why();

    private FixedSettings() {}

    /** The reason why it is fixed; empty for one that may be set. */
    static Optional<String> why(String name) {
        String plain = PREFIXES.stream().filter(name::startsWith).findFirst()
                .map(prefix -> name.substring(prefix.length())).orElse(name);
        return Optional.ofNullable(WHY.get(plain));
    }

    private static Map<String, String> why() {
        Map<String, String> why = new HashMap<>();
        put(why, "it is given by --bootstrap or LEDGER_BOOTSTRAP_SERVERS", "bootstrap.servers");
        put(why, "what may still be rolled back must never be read", "isolation.level");
        put(why, "an acknowledged record must be on all replicas, once",
                "acks", "enable.idempotence", "retries", "delivery.timeout.ms");
        put(why, "an account's records must stay in their order",
                "max.in.flight.requests.per.connection");
        put(why, "a name of the ledger's own transactions, which fence off an earlier owner",
                "transactional.id", "transaction.timeout.ms",
                "transaction.two.phase.commit.enable");
        put(why, "offsets are committed with what was decided, and lost input must stop the ledger",
                "group.id", "group.instance.id", "group.protocol", "group.remote.assignor",
                "auto.offset.reset", "enable.auto.commit", "auto.commit.interval.ms",
                "partition.assignment.strategy");
        put(why, "state, entries and offsets commit in one transaction",
                "processing.guarantee", "exactly.once", "commit.interval.ms");
        put(why, "the names of the ledger's state are made of it", "application.id");
        put(why, "an account's records lie on one partition",
                "partitioner.class", "partitioner.ignore.keys");
        put(why, "records are bytes as they came, with their checksums",
                "key.serializer", "value.serializer", "key.deserializer", "value.deserializer",
                "default.key.serde", "default.value.serde", "interceptor.classes", "check.crcs");
        put(why, "topics are made by `ledger topics`, with their settings",
                "allow.auto.create.topics");
        put(why, "an entry that does not fit would stop its partition", "max.request.size");
        put(why, "a bad input is rejected with a reason, and nothing else is passed over",
                "deserialization.exception.handler", "default.deserialization.exception.handler",
                "production.exception.handler", "default.production.exception.handler",
                "processing.exception.handler", "default.timestamp.extractor");
        put(why, "it has a setting or a bound of its own", "max.block.ms", "state.dir",
                "num.stream.threads",
                "num.standby.replicas", "replication.factor");
        return Map.copyOf(why);
    }

    private static void put(Map<String, String> why, String reason, String... names) {
        for (String name : names) {
            why.put(name, reason);
        }
    }
}
