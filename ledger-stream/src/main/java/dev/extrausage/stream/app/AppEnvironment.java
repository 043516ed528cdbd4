package dev.extrausage.stream.app;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import dev.extrausage.stream.startup.CannotStart;
import dev.extrausage.stream.startup.LedgerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What {@link LedgerApp} reads from the environment. A variable that begins with {@code LEDGER_}
 * and is none of these is refused, so that a misspelt one is not passed over.
 */
public final class AppEnvironment {
    /** Kafka's addresses; the only one without a default. */
    static final String BOOTSTRAP_SERVERS = "LEDGER_BOOTSTRAP_SERVERS";
    static final String APPLICATION_ID = "LEDGER_APPLICATION_ID";
    static final String STATE_DIRECTORY = "LEDGER_STATE_DIR";
    /** A catalog.yaml; without it, the example of the SPEC. */
    static final String CATALOG = "LEDGER_CATALOG";
    /** A Confluent-compatible registry; without it, the checked-in catalogue of schemas. */
    static final String SCHEMA_REGISTRY_URL = "LEDGER_SCHEMA_REGISTRY_URL";
    static final String THREADS = "LEDGER_THREADS";
    static final String INSTANCES = "LEDGER_INSTANCES";
    static final String REPLICATION_FACTOR = "LEDGER_REPLICATION_FACTOR";
    static final String MIN_INSYNC_REPLICAS = "LEDGER_MIN_INSYNC_REPLICAS";
    /** A file that exists while the ledger is ready, for a container's health check. */
    static final String READY_FILE = "LEDGER_READY_FILE";
    /** The beginning of settings for Kafka's clients: LEDGER_KAFKA_SECURITY_PROTOCOL and so on. */
    public static final String CLIENT_PREFIX = "LEDGER_KAFKA_";

    private static final String PREFIX = "LEDGER_";
    /** All of them, but for those that {@link #CLIENT_PREFIX} begins. */
    public static final Set<String> NAMES = Set.of(BOOTSTRAP_SERVERS, APPLICATION_ID,
            STATE_DIRECTORY, CATALOG, SCHEMA_REGISTRY_URL, THREADS, INSTANCES, REPLICATION_FACTOR,
            MIN_INSYNC_REPLICAS, READY_FILE);

    private final Map<String, String> variables;

    /**
     * {@code variables}: as in {@link System#getenv()}. Throws {@link CannotStart} naming one that
     * is not the ledger's.
     */
    public AppEnvironment(Map<String, String> variables) {
        this.variables = variables;
        for (String name : variables.keySet()) {
            if (name.startsWith(PREFIX) && !name.startsWith(CLIENT_PREFIX)
                    && !NAMES.contains(name)) {
                throw new CannotStart("there is no variable " + name + "; there are "
                        + new TreeSet<>(NAMES) + " and " + CLIENT_PREFIX + "…");
            }
        }
    }

    /** Throws {@link CannotStart} naming the variable that is missing or out of its bounds. */
    public LedgerSettings settings() {
        String bootstrap = value(BOOTSTRAP_SERVERS).orElseThrow(() -> new CannotStart(
                BOOTSTRAP_SERVERS + " is not set: must be Kafka's addresses, host:port,…"));
        try {
            return new LedgerSettings(bootstrap,
                    value(APPLICATION_ID).orElse(LedgerSettings.DEFAULT_APPLICATION_ID),
                    Path.of(value(STATE_DIRECTORY).orElse("ledger-state")), number(THREADS, 1),
                    number(INSTANCES, 1), number(REPLICATION_FACTOR, 3),
                    number(MIN_INSYNC_REPLICAS, 2), clientSettings());
        } catch (IllegalArgumentException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    /** Throws {@link CannotStart} with the line and the reason when the file is no good catalog. */
    Catalog catalog() {
        Optional<String> file = value(CATALOG);
        try {
            return file.isEmpty() ? CatalogFile.defaultCatalog()
                    : CatalogFile.read(Path.of(file.get()));
        } catch (CatalogError e) {
            throw new CannotStart(e.getMessage(), e);
        } catch (IOException e) {
            throw new CannotStart(CATALOG + ": " + file.orElse("") + " cannot be read: " + e, e);
        }
    }

    SchemaIds schemaIds() {
        Optional<String> url = value(SCHEMA_REGISTRY_URL);
        try {
            return url.isEmpty() ? ReleasedSchemas.load() : new SchemaRegistry(
                    SchemaRegistry.Settings.of(URI.create(url.get())));
        } catch (IllegalArgumentException e) {
            throw new CannotStart(SCHEMA_REGISTRY_URL + " is " + url.orElse("") + ": "
                    + e.getMessage(), e);
        }
    }

    Optional<Path> readyFile() {
        return value(READY_FILE).map(Path::of);
    }

    private Map<String, String> clientSettings() {
        Map<String, String> settings = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(CLIENT_PREFIX)) {
                settings.put(name.substring(CLIENT_PREFIX.length()).toLowerCase(Locale.ROOT)
                        .replace('_', '.'), value);
            }
        });
        return settings;
    }

    private int number(String name, int otherwise) {
        String text = value(name).orElse(Integer.toString(otherwise));
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new CannotStart(name + " is " + text + ": must be a number", e);
        }
    }

    /** A variable that is set to nothing counts as not set: compose files do that. */
    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).filter(v -> !v.isBlank());
    }
}
