package dev.extrausage.stream.startup;

import dev.extrausage.kafka.HangingBrokers;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.acl.Permissions;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The operator's choices; {@code StreamsSettings} chooses everything else.
 *
 * @param bootstrapServers Kafka's addresses, {@code host:port,…}
 * @param applicationId the consumer group, and the prefix of changelogs and transactional ids. It
 *     is for life: under another one the ledger would not find its state
 * @param stateDirectory where the stores lie; a copy of the changelogs, so it may be lost
 * @param threads how many tasks this process runs at a time; more than partitions are idle
 * @param instances how many processes share the work. More than one keep a standby copy of every
 *     store
 * @param replicationFactor brokers that hold each topic
 * @param minInsyncReplicas brokers that must hold a record before it counts
 * @param clientSettings settings of every Kafka client, such as {@code security.protocol}
 * @param commitIntervalMillis how long a decided input waits for its commit at most, 1 to 60,000
 */
public record LedgerSettings(
        String bootstrapServers, String applicationId, Path stateDirectory, int threads,
        int instances, int replicationFactor, int minInsyncReplicas,
        Map<String, String> clientSettings, long commitIntervalMillis) {
    /** The application id of who needs no other. */
    public static final String DEFAULT_APPLICATION_ID = Permissions.LEDGER;
    /** A tenth of a second: the longest wait of a read_committed reader for a decision. */
    static final long COMMIT_INTERVAL_MILLIS = 100;

    /** Copies the map; throws {@link IllegalArgumentException} naming what is out of bounds. */
    public LedgerSettings {
        require(threads >= 1, "threads is " + threads + ": must be at least 1");
        require(instances >= 1, "instances is " + instances + ": must be at least 1");
        require(replicationFactor >= 1 && replicationFactor <= Short.MAX_VALUE,
                "the replication factor is " + replicationFactor + ": must be at least 1");
        require(minInsyncReplicas >= 1 && minInsyncReplicas <= replicationFactor,
                "min.insync.replicas is " + minInsyncReplicas
                        + ": must be 1 to the replication factor, " + replicationFactor);
        require(commitIntervalMillis >= 1 && commitIntervalMillis <= 60_000,
                "the commit interval is " + commitIntervalMillis + " ms: must be 1 to 60000");
        clientSettings = Map.copyOf(clientSettings);
    }

    /** With the commit interval that the ledger runs with unless it is measured under others. */
    public LedgerSettings(
            String bootstrapServers, String applicationId, Path stateDirectory, int threads,
            int instances, int replicationFactor, int minInsyncReplicas,
            Map<String, String> clientSettings) {
        this(bootstrapServers, applicationId, stateDirectory, threads, instances,
                replicationFactor, minInsyncReplicas, clientSettings,
                COMMIT_INTERVAL_MILLIS);
    }

    /** One process and one broker, as in the one-process stack and in tests. */
    public static LedgerSettings single(String bootstrapServers, Path stateDirectory) {
        return new LedgerSettings(bootstrapServers, DEFAULT_APPLICATION_ID, stateDirectory, 1, 1,
                1, 1, Map.of());
    }

    /** As {@link #single(String, Path)}, by a way that may need a login. */
    public static LedgerSettings single(KafkaAccess kafka, Path stateDirectory) {
        return new LedgerSettings(kafka.bootstrap(), DEFAULT_APPLICATION_ID, stateDirectory, 1, 1,
                1, 1, kafka.settings());
    }

    /** The settings for an admin client or a plain consumer of this cluster. */
    public Map<String, Object> forClients() {
        Map<String, Object> settings = new TreeMap<>(clientSettings);
        settings.put("bootstrap.servers", bootstrapServers);
        return settings;
    }

    /**
     * The same for a client of a start, which asks little: it leaves a broker that hangs, and asks
     * another, after {@value HangingBrokers#WRITE_MILLIS} ms (decision 0399).
     */
    public Map<String, Object> forStart() {
        Map<String, Object> settings = new TreeMap<>(HangingBrokers.writing());
        settings.putAll(forClients());
        return settings;
    }

    /** Leaves the clients' settings out, which have secrets in them. */
    @Override public String toString() {
        return "LedgerSettings[" + applicationId + " at " + bootstrapServers + "]";
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
