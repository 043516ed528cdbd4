package dev.extrausage.consumers.app;

import dev.extrausage.catalog.CatalogFile;
import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.consumers.runtime.ReadyFile;
import dev.extrausage.core.Catalog;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.SchemaRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What the environment variables of the process say; whatever is not set has a default. */
public final class TopUpEnvironment {
    /** Where Kafka is; must be set. */
    public static final String BOOTSTRAP = "KAFKA_BOOTSTRAP_SERVERS";
    /** The process's name among its like; default: the host's name, else a new one each time. */
    public static final String INSTANCE = "INSTANCE_ID";
    /** The catalog's file; default: the example catalog. */
    public static final String CATALOG = "CATALOG_FILE";
    /** The address of a schema registry; default: the schema ids checked in with the code. */
    public static final String REGISTRY = "SCHEMA_REGISTRY_URL";
    /** The file of the simulated card processor; default: {@code payments.log}. */
    public static final String PAYMENTS = "PAYMENTS_FILE";
    /** The file that names accounts' simulated cards; default: told by the accounts' ids. */
    public static final String CARDS = "CARDS_FILE";
    /** How long the simulated processor remembers a key, as {@code PT24H}; the default. */
    public static final String KEYS_REMEMBERED = "PAYMENT_KEYS_REMEMBERED";
    /** The most calls to the processor at once. */
    public static final String CHARGES_AT_ONCE = "CHARGES_AT_ONCE";
    /** The most top-ups that may wait for the processor. */
    public static final String MOST_OUTSTANDING = "MOST_OUTSTANDING_TOP_UPS";
    /** The most cycle resets in a second. */
    public static final String RESETS_PER_SECOND = "RESETS_PER_SECOND";
    /** A file that exists while the consumers are ready, for a container's health check. */
    public static final String READY = "READY_FILE";
    /** The prefix of further settings of all Kafka clients: {@code KAFKA_SECURITY_PROTOCOL} … */
    public static final String KAFKA = "KAFKA_";
    /** All of them, but for those that {@link #KAFKA} begins. */
    public static final List<String> NAMES = List.of(BOOTSTRAP, INSTANCE, CATALOG, REGISTRY,
            PAYMENTS, CARDS, KEYS_REMEMBERED, CHARGES_AT_ONCE, MOST_OUTSTANDING, RESETS_PER_SECOND,
            READY);

    private final Map<String, String> variables;

    /** {@code variables}: as in {@link System#getenv()}. */
    public TopUpEnvironment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The consumers' settings; throws {@link IllegalArgumentException} naming a bad variable. */
    public ConsumerSettings settings() {
        String bootstrap = variables.get(BOOTSTRAP);
        if (bootstrap == null) {
            throw new IllegalArgumentException(
                    BOOTSTRAP + " is not set: must be HOST:PORT of Kafka");
        }
        String host = variables.getOrDefault("HOSTNAME", UUID.randomUUID().toString());
        ConsumerSettings usual = ConsumerSettings.of(bootstrap, variables.getOrDefault(INSTANCE, host));
        return new ConsumerSettings(bootstrap, usual.instance(), kafka(),
                number(CHARGES_AT_ONCE, usual.chargesAtOnce()),
                number(MOST_OUTSTANDING, usual.mostOutstanding()), usual.firstRetry(),
                number(RESETS_PER_SECOND, usual.resetsPerSecond()), usual.resendAfter());
    }

    /** The catalog; throws {@link IOException} or a catalog's error with its line. */
    public Catalog catalog() throws IOException {
        String file = variables.get(CATALOG);
        return file == null ? CatalogFile.defaultCatalog() : CatalogFile.read(Path.of(file));
    }

    /** Where schema ids come from. */
    public SchemaIds schemaIds() {
        String address = variables.get(REGISTRY);
        return address == null ? ReleasedSchemas.load()
                : new SchemaRegistry(SchemaRegistry.Settings.of(URI.create(address)));
    }

    /** The simulated processor on its file; {@code clock} is its time. */
    public SimulatedCardProcessor processor(InstantSource clock) throws IOException {
        String cards = variables.get(CARDS);
        return SimulatedCardProcessor.open(
                Path.of(variables.getOrDefault(PAYMENTS, "payments.log")),
                cards == null ? CardsOnFile.byAccountId() : CardsOnFile.read(Path.of(cards)), clock,
                duration(KEYS_REMEMBERED, Duration.ofHours(24)));
    }

    /** Where readiness is shown; nowhere by default. */
    ReadyFile readyFile() {
        return new ReadyFile(Optional.ofNullable(variables.get(READY)).map(Path::of));
    }

    private Map<String, String> kafka() {
        Map<String, String> settings = new HashMap<>();
        variables.forEach((name, value) -> {
            if (name.startsWith(KAFKA) && !name.equals(BOOTSTRAP)) {
                settings.put(name.substring(KAFKA.length()).toLowerCase(Locale.ROOT)
                        .replace('_', '.'), value);
            }
        });
        return settings;
    }

    private int number(String name, int usual) {
        String text = variables.get(name);
        try {
            return text == null ? usual : Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " is " + text + ": must be a whole number");
        }
    }

    private Duration duration(String name, Duration usual) {
        String text = variables.get(name);
        try {
            return text == null ? usual : Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + " is " + text + ": must be like PT24H");
        }
    }
}
