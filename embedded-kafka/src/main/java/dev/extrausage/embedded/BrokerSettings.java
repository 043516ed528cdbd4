package dev.extrausage.embedded;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import kafka.server.KafkaConfig;

/** The broker's settings, each with its reason where it differs from Kafka's default. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    private static final String BROKER = "broker";

    private BrokerSettings() {
    }

    /**
     * All settings; {@code overrides} win, except over who and where the broker is.
     *
     * @param authority issues the broker's certificate; null: everybody is let in
     * @param member the broker among others; null: it is alone
     */
    static KafkaConfig of(Path log, ListenerSockets listeners, Map<String, String> overrides,
            CertificateAuthority authority, ClusterMember member) {
        Map<String, String> identity = new LinkedHashMap<>(identity(log, listeners, member));
        identity.putAll(authority == null
                ? Map.of("inter.broker.listener.name", ListenerSockets.CLIENTS,
                        "listener.security.protocol.map", protocols(listeners, "PLAINTEXT"))
                : locked(listeners, authority));
        refuse(overrides, identity.keySet());
        Map<String, String> all = new LinkedHashMap<>();
        all.putAll(member == null ? singleBroker() : replicated());
        all.putAll(memoryOfClients());
        all.putAll(kept());
        all.putAll(small());
        all.putAll(overrides);
        all.putAll(identity);
        return KafkaConfig.apply(all, false);
    }

    private static void refuse(Map<String, String> overrides, Set<String> identity) {
        for (String name : new TreeSet<>(overrides.keySet())) {
            if (identity.contains(name)) {
                throw new IllegalArgumentException(
                        "the broker setting " + name + " is the embedded broker's own to set");
            }
            if (!KafkaConfig.configDef().names().contains(name)) {
                throw new IllegalArgumentException("there is no broker setting named " + name);
            }
        }
    }

    private static Map<String, String> identity(
            Path log, ListenerSockets listeners, ClusterMember member) {
        String clients = listeners.clients().stream().map(name -> name + "://"
                + listeners.host() + ":" + listeners.portOf(name))
                .collect(Collectors.joining(","));
        String controller = listeners.host() + ":"
                + listeners.portOf(ListenerSockets.CONTROLLER);
        return Map.of(
                "process.roles", "broker,controller",
                "node.id", Integer.toString(member == null ? NODE_ID : member.nodeId()),
                "log.dirs", log.toString(),
                "listeners", clients + "," + ListenerSockets.CONTROLLER + "://" + controller,
                "advertised.listeners", clients,
                "controller.listener.names", ListenerSockets.CONTROLLER,
                // A static quorum. Its addresses come from here and not from the log, so the port
                // of a controller that is alone may change from run to run.
                "controller.quorum.voters",
                member == null ? NODE_ID + "@" + controller : member.voters());
    }

    private static String protocols(ListenerSockets listeners, String controllers) {
        return listeners.clients().stream().map(name -> name + ":" + name)
                .collect(Collectors.joining(",")) + "," + ListenerSockets.CONTROLLER + ":"
                + controllers;
    }

    /** TLS everywhere, and nothing is allowed that no entry allows. */
    private static Map<String, String> locked(
            ListenerSockets listeners, CertificateAuthority authority) {
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", protocols(listeners, "SSL")),
                Map.entry("inter.broker.listener.name", ListenerSockets.CERTIFICATES),
                Map.entry("ssl.keystore.type", "PEM"),
                Map.entry("ssl.keystore.location", authority.issued(BROKER).toString()),
                Map.entry("ssl.truststore.type", "PEM"),
                Map.entry("ssl.truststore.location", authority.certificate().toString()),
                Map.entry("listener.name.ssl.ssl.client.auth", "required"),
                Map.entry("listener.name.controller.ssl.client.auth", "required"),
                // CN=ledger is User:ledger, the same as the user of that name with a password.
                Map.entry("ssl.principal.mapping.rules", "RULE:^CN=([^,]+)$/$1/,DEFAULT"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry("listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("super.users", "User:" + BROKER + ";User:" + SecuredKafka.ADMIN),
                Map.entry("allow.everyone.if.no.acl.found", "false"));
    }

    /** With one broker there is one replica, and nobody to wait for. */
    private static Map<String, String> singleBroker() {
        return Map.ofEntries(
                Map.entry("default.replication.factor", "1"),
                Map.entry("min.insync.replicas", "1"),
                Map.entry("offsets.topic.replication.factor", "1"),
                Map.entry("transaction.state.log.replication.factor", "1"),
                Map.entry("transaction.state.log.min.isr", "1"),
                Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                Map.entry("share.coordinator.state.topic.min.isr", "1"),
                // Kafka's 50 partitions each are for spreading over brokers; they cost start-up.
                Map.entry("offsets.topic.num.partitions", "4"),
                Map.entry("transaction.state.log.num.partitions", "4"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                // A controller gives up a silent broker to let others lead. One pause halts both,
                // and partitions without a leader would cost transactions (see StaleRegistration).
                Map.entry("broker.session.timeout.ms", Integer.toString(Integer.MAX_VALUE)),
                // For the same reason it does not lay down its leadership before it stops.
                Map.entry("controlled.shutdown.enable", "false"),
                // The first member of a group need not wait three seconds for a second one.
                Map.entry("group.initial.rebalance.delay.ms", "0"));
    }

    /** Three brokers or more: each record is on three, and two must have it. */
    private static Map<String, String> replicated() {
        return Map.ofEntries(
                Map.entry("default.replication.factor", "3"),
                Map.entry("min.insync.replicas", "2"),
                Map.entry("offsets.topic.replication.factor", "3"),
                Map.entry("transaction.state.log.replication.factor", "3"),
                Map.entry("transaction.state.log.min.isr", "2"),
                Map.entry("share.coordinator.state.topic.replication.factor", "3"),
                Map.entry("share.coordinator.state.topic.min.isr", "2"),
                // A dead broker is given up long before the ledger's transactions run out of time,
                // for which a coordinator waits for its log's replicas (decisions 0398, 0404).
                Map.entry("broker.session.timeout.ms", "4000"),
                Map.entry("broker.heartbeat.interval.ms", "1000"),
                // A coordinator gives up a broker that hangs, too, and not after Kafka's 30 s.
                Map.entry("request.timeout.ms", "5000"),
                // Enough that each broker leads some, and fewer than Kafka's 50 to start with.
                Map.entry("offsets.topic.num.partitions", "6"),
                Map.entry("transaction.state.log.num.partitions", "6"),
                Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                Map.entry("group.initial.rebalance.delay.ms", "0"));
    }

    /**
     * The times for which the broker remembers its clients: longer than any of them may be idle.
     */
    private static Map<String, String> memoryOfClients() {
        return Map.of(
                // Ten years. The ledger reads with auto.offset.reset=none, so a group whose offsets
                // were dropped after a week's idleness (Kafka's default) could not start again.
                "offsets.retention.minutes", Integer.toString(10 * 365 * 24 * 60),
                // The most the setting can hold, 24 days, against 7: an idle consumer's open
                // producer whose transactional id has expired fails at its next transaction.
                "transactional.id.expiration.ms", Integer.toString(Integer.MAX_VALUE),
                // A dead producer's transaction holds up every read_committed reader until it is
                // aborted; look for those that ran out of time each second instead of every ten.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    /** Retention. Topics spell out their own retention; this is for those that do not. */
    private static Map<String, String> kept() {
        return Map.of(
                "auto.create.topics.enable", "false",
                // No topic loses records because whoever created it forgot to say how long to keep.
                "log.retention.ms", "-1",
                "log.segment.bytes", Integer.toString(256 * 1024 * 1024),
                // An index is laid out in full when its segment opens. One MiB holds a segment of
                // this size; Kafka's 10 MiB, twice a partition, swell a small data directory.
                "log.index.size.max.bytes", Integer.toString(1024 * 1024));
    }

    /** A guest in somebody's process: little memory, few threads, no work while idle. */
    private static Map<String, String> small() {
        return Map.ofEntries(
                // Room for 600,000 keys a pass; more keys only take more passes.
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * 1024 * 1024)),
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("num.recovery.threads.per.data.dir", "2"),
                Map.entry("group.coordinator.threads", "1"),
                Map.entry("share.coordinator.threads", "1"),
                // Else the controller writes and syncs a record that says nothing twice a second.
                Map.entry("metadata.max.idle.interval.ms", "0"),
                // No JMX beans of Kafka's clients' metrics; two brokers in one process would clash.
                Map.entry("metric.reporters", ""),
                // A start that cannot finish fails instead of hanging. Five minutes leave room to
                // check a large log after a crash.
                Map.entry("server.max.startup.time.ms", Integer.toString(5 * 60 * 1000)));
    }
}
