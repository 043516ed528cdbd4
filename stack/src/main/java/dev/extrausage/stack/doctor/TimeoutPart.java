package dev.extrausage.stack.doctor;

import dev.extrausage.stream.startup.LedgerSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The brokers' timeouts by which inputs wait when a process or a broker ends. They are told and not
 * judged: nothing is lost by them, and not everybody may set them.
 */
final class TimeoutPart {
    private static final String SESSION = "broker.session.timeout.ms";
    private static final String CLEANUP =
            "transaction.abort.timed.out.transaction.cleanup.interval.ms";
    private static final int SHORT_CLEANUP_MILLIS = 1_000;
    private static final String REQUEST = "request.timeout.ms";
    private static final int SHORT_REQUEST_MILLIS = 5_000;
    private static final int SHORT_SESSION_MILLIS = 4_000;

    private final Admin admin;
    private final LedgerSettings settings;

    TimeoutPart(Admin admin, LedgerSettings settings) {
        this.admin = admin;
        this.settings = settings;
    }

    /** Of a single broker nothing is said: while it is away all waits in any case. */
    void examine(List<Diagnosis> findings) {
        if (settings.replicationFactor() == 1) {
            return;
        }
        List<ConfigResource> brokers = Doctor.to(admin.describeCluster().nodes()).stream()
                .map(Node::idString)
                .map(id -> new ConfigResource(ConfigResource.Type.BROKER, id)).toList();
        new TreeMap<>(Doctor.to(admin.describeConfigs(brokers).all()).entrySet().stream()
                .collect(Collectors.toMap(e -> e.getKey().name(), Map.Entry::getValue)))
                .forEach((broker, config) -> findings.add(Diagnosis.well(
                        "timeouts of broker " + broker,
                        cleanup(config) + "; " + request(config) + "; " + session(config))));
    }

    private static String cleanup(Config config) {
        return told(config, CLEANUP, value -> value <= SHORT_CLEANUP_MILLIS,
                SHORT_CLEANUP_MILLIS + " is better: for so long a dead process's transaction holds"
                        + " up readers beyond its time");
    }

    private static String request(Config config) {
        return told(config, REQUEST, value -> value <= SHORT_REQUEST_MILLIS,
                SHORT_REQUEST_MILLIS + " is better: for so long transactions wait for a broker that"
                        + " hangs");
    }

    /** It is the controller's that counts; a broker that is none has the setting all the same. */
    private static String session(Config config) {
        ConfigEntry roles = config.get("process.roles");
        if (roles == null || !roles.value().contains("controller")) {
            return "controllers of their own are not asked for " + SESSION;
        }
        return told(config, SESSION, value -> value <= SHORT_SESSION_MILLIS,
                SHORT_SESSION_MILLIS + " is better, with broker.heartbeat.interval.ms=1000: for so"
                        + " long a dead broker's partitions wait for others to lead them");
    }

    private static String told(Config config, String name, LongPredicate isShort, String better) {
        ConfigEntry entry = config.get(name);
        if (entry == null) {
            return "no " + name;
        }
        String found = name + "=" + entry.value();
        return isShort.test(Long.parseLong(entry.value())) ? found : found + ", where " + better;
    }
}
