package dev.extrausage.process;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A process's settings from the environment variables that begin with {@code LEDGER_}. One that the
 * process does not know is refused with the nearest name it knows, so that a misspelt one is not
 * passed over; but for those of the launcher and those that Kubernetes sets for a Service.
 */
public final class Variables {
    /** The beginning of every variable of ours. */
    public static final String PREFIX = "LEDGER_";
    /** Kafka's addresses, HOST:PORT with commas between; the only one that must be set. */
    public static final String BOOTSTRAP_SERVERS = "LEDGER_BOOTSTRAP_SERVERS";
    /** A catalog.yaml; without it, the example of the SPEC. */
    public static final String CATALOG = "LEDGER_CATALOG";
    /** A Confluent-compatible registry; without it, the checked-in catalogue of schemas. */
    public static final String SCHEMA_REGISTRY_URL = "LEDGER_SCHEMA_REGISTRY_URL";
    /** A file that exists while the process is ready, for a container's health check. */
    public static final String READY_FILE = "LEDGER_READY_FILE";
    /** A properties file of settings for Kafka's clients, such as security. */
    public static final String KAFKA_CONFIG = "LEDGER_KAFKA_CONFIG";
    /** The operations port: a port of this machine alone, or HOST:PORT; without it, none. */
    public static final String OPERATIONS_LISTEN = "LEDGER_OPERATIONS_LISTEN";
    /** The beginning of settings for Kafka's clients: LEDGER_KAFKA_SECURITY_PROTOCOL and so on. */
    public static final String KAFKA_PREFIX = "LEDGER_KAFKA_";
    /** The names that every process knows. */
    public static final Set<String> COMMON = Set.of(BOOTSTRAP_SERVERS, KAFKA_CONFIG, CATALOG,
            SCHEMA_REGISTRY_URL, READY_FILE, OPERATIONS_LISTEN);

    /** The form of the log, {@code text} or {@code json}: read where the log is set up. */
    public static final String LOG_FORMAT = "LEDGER_LOG_FORMAT";

    /** The launcher's, which hands its environment on, and the log's. */
    private static final Set<String> LAUNCHER =
            Set.of("LEDGER_JAVA_OPTS", "LEDGER_NO_BUILD", LOG_FORMAT);

    private final Map<String, String> variables;

    /**
     * Takes the variables that are ours.
     *
     * @param environment as in {@link System#getenv()}
     * @param own the names the process knows besides {@link #COMMON}
     * @throws StartRefused naming a variable that is not known
     */
    public Variables(Map<String, String> environment, Set<String> own) {
        Set<String> known = new TreeSet<>(own);
        known.addAll(COMMON);
        known.forEach(Variables::failIfAmbiguous);
        variables = new HashMap<>();
        environment.forEach((name, value) -> {
            if (known.contains(name)) {
                variables.put(name, value);
            } else if (name.startsWith(PREFIX) && !LAUNCHER.contains(name)
                    && !InjectedVariables.contain(name, value)) {
                if (!name.startsWith(KAFKA_PREFIX)) {
                    throw unknown(name, known);
                }
                variables.put(name, value);
            }
        });
    }

    private static void failIfAmbiguous(String name) {
        if (!name.startsWith(PREFIX)
                || name.startsWith(KAFKA_PREFIX) && !name.equals(KAFKA_CONFIG)
                || InjectedVariables.couldBe(name)) {
            throw new IllegalArgumentException(name + " is no name for a variable: must begin with "
                    + PREFIX + ", not with " + KAFKA_PREFIX
                    + ", and not be one that Kubernetes may set");
        }
    }

    /** A name cut short is nearer to the whole one than the edit distance says. */
    private static StartRefused unknown(String name, Set<String> known) {
        String nearest = known.stream()
                .min(Comparator.comparing((String k) -> !k.startsWith(name) && !name.startsWith(k))
                        .thenComparingInt(k -> EditDistance.between(name, k))).orElseThrow();
        return new StartRefused("there is no variable " + name + ": is " + nearest
                + " meant? There are " + known + " and " + KAFKA_PREFIX + "…");
    }

    /** The variable's text. One that is set to nothing counts as not set: compose files do that. */
    public Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).filter(v -> !v.isBlank());
    }

    /**
     * The variable's text.
     *
     * @param bound what it must be, for the error
     * @throws StartRefused when it is not set
     */
    public String required(String name, String bound) {
        return text(name).orElseThrow(
                () -> new StartRefused(name + " is not set: must be " + bound));
    }

    /** The addresses of Kafka; throws {@link StartRefused} when they are not set. */
    public String bootstrapServers() {
        return required(BOOTSTRAP_SERVERS, "Kafka's addresses, host:port,…");
    }

    /** A whole number of at least {@code least}, or {@code otherwise} when it is not set. */
    public int number(String name, int otherwise, int least) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text.get().strip());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused like one that is too small.
        }
        throw new StartRefused(name + " is " + text.get() + ": must be a whole number from " + least
                + " to " + Integer.MAX_VALUE);
    }

    /** A positive time in ISO 8601, or {@code otherwise} when it is not set. */
    public Duration duration(String name, Duration otherwise) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            Duration duration = Duration.parse(text.get().strip());
            if (!duration.isNegative() && !duration.isZero()) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // Refused like one that is not positive.
        }
        throw new StartRefused(name + " is " + text.get()
                + ": must be a positive time such as PT24H");
    }

    /** A file or folder, if it is set. */
    public Optional<Path> path(String name) {
        return text(name).map(Path::of);
    }

    /** An address of the web, if it is set; throws {@link StartRefused} when it is none. */
    public Optional<URI> url(String name) {
        return text(name).map(text -> WebAddress.parse(text).orElseThrow(() ->
                new StartRefused(name + " " + WebAddress.refusal(text))));
    }

    /** The further settings of Kafka's clients one by one, by Kafka's names. */
    public Map<String, String> kafkaSettings() {
        return kafkaSettings(variables);
    }

    /**
     * The same for a command, which knows no other variables.
     *
     * @param environment as in {@link System#getenv()}
     */
    public static Map<String, String> kafkaSettings(Map<String, String> environment) {
        Map<String, String> settings = new HashMap<>();
        environment.forEach((name, value) -> {
            if (name.startsWith(KAFKA_PREFIX) && !name.equals(KAFKA_CONFIG)
                    && !InjectedVariables.contain(name, value)) {
                settings.put(name.substring(KAFKA_PREFIX.length()).toLowerCase(Locale.ROOT)
                        .replace('_', '.'), value);
            }
        });
        return settings;
    }

    /** The file that shows readiness; none by default. */
    public ReadyFile readyFile() {
        return new ReadyFile(path(READY_FILE));
    }
}
