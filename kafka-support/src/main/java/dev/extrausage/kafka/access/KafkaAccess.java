package dev.extrausage.kafka.access;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * The way to a Kafka: its addresses, and what each client is told besides, such as security. The
 * settings hold secrets, so that they are never printed.
 */
public final class KafkaAccess {
    private final String bootstrap;
    private final Path file;
    private final Map<String, String> settings;

    private KafkaAccess(String bootstrap, Path file, Map<String, String> settings) {
        this.bootstrap = bootstrap;
        this.file = file;
        this.settings = Map.copyOf(settings);
    }

    /** A Kafka that lets everybody in; {@code HOST:PORT} or several with commas between. */
    public static KafkaAccess at(String bootstrap) {
        return new KafkaAccess(bootstrap, null, Map.of());
    }

    /**
     * The access by a properties file, as Kafka's own tools take it with {@code --command-config}.
     *
     * @param file null: none
     * @throws BadKafkaConfig naming the file and the key that cannot be used
     */
    public static KafkaAccess by(String bootstrap, Path file) {
        return by(bootstrap, file, Map.of(), "");
    }

    /**
     * The access by a file and by settings from elsewhere, which hold over those of the file.
     *
     * @param file null: none
     * @param further by Kafka's names
     * @param from where they are from, to name it
     * @throws BadKafkaConfig naming the place and the key that cannot be used
     */
    public static KafkaAccess by(
            String bootstrap, Path file, Map<String, String> further, String from) {
        Map<String, String> all = new TreeMap<>();
        if (file != null) {
            all.putAll(ClientFile.read(file));
        }
        if (!further.isEmpty()) {
            all.putAll(ClientSettings.checked(further, from));
        }
        if (!all.isEmpty()) {
            Credentials.check(all, file == null ? from : ClientFile.named(file));
        }
        return new KafkaAccess(bootstrap, file, all);
    }

    /** The settings of a file for clients whose addresses are given otherwise; as {@link #by}. */
    public static Map<String, String> settingsOf(Path file) {
        return by("", file).settings();
    }

    /** The addresses, as in {@code bootstrap.servers}. */
    public String bootstrap() {
        return bootstrap;
    }

    /** The file of its settings, if there is one. */
    public Optional<Path> file() {
        return Optional.ofNullable(file);
    }

    /** The settings besides the addresses, by Kafka's names, with their secrets. */
    public Map<String, String> settings() {
        return settings;
    }

    /** All that any client has to know; the caller may add to it. */
    public Map<String, Object> forClients() {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return all;
    }

    /** The addresses and the protocol. */
    @Override public String toString() {
        return bootstrap + " by " + settings.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL);
    }
}
