package dev.extrausage.consumers.app;

import dev.extrausage.consumers.runtime.ConsumerSettings;
import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.kafka.environment.ClusterVariables;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.payments.simulated.CardsOnFile;
import dev.extrausage.payments.simulated.SimulatedCardProcessor;
import dev.extrausage.process.ReadyFile;
import dev.extrausage.process.StartRefused;
import dev.extrausage.process.Variables;
import dev.extrausage.schemas.SchemaIds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The settings of {@link TopUpMain}, from the environment; only Kafka's address must be set. */
public final class TopUpEnvironment {
    /** The process's name among its like; default: the host's name, else a new one each time. */
    public static final String INSTANCE = "LEDGER_INSTANCE_ID";
    /** The file of the simulated card processor; default: {@code payments.log}. */
    public static final String PAYMENTS = "LEDGER_PAYMENTS_FILE";
    /** The file that names accounts' simulated cards; default: told by the accounts' ids. */
    public static final String CARDS = "LEDGER_CARDS_FILE";
    /** The time that the simulated processor remembers a key, as {@code PT24H}; the default. */
    public static final String KEYS_REMEMBERED = "LEDGER_PAYMENT_KEYS_REMEMBERED";
    /** The most calls to the processor at once. */
    public static final String CHARGES_AT_ONCE = "LEDGER_CHARGES_AT_ONCE";
    /** The most top-ups that may wait for the processor. */
    public static final String MOST_OUTSTANDING = "LEDGER_MOST_OUTSTANDING_TOP_UPS";
    /** The most cycle resets in a second. */
    public static final String RESETS_PER_SECOND = "LEDGER_RESETS_PER_SECOND";
    /** The ledger's application id, where it is not the usual one. */
    public static final String APPLICATION_ID = "LEDGER_APPLICATION_ID";
    /** The consumers to run here, as {@code top-up,cycle-reset}; default: all three. */
    public static final String CONSUMERS = "LEDGER_CONSUMERS";
    /** The names of the consumers' own variables, besides {@link Variables#COMMON}. */
    public static final Set<String> NAMES = Set.of(INSTANCE, PAYMENTS, CARDS, KEYS_REMEMBERED,
            CHARGES_AT_ONCE, MOST_OUTSTANDING, RESETS_PER_SECOND, CONSUMERS, APPLICATION_ID);

    private final Variables variables;
    private final ClusterVariables cluster;
    private final String host;

    /**
     * Takes the consumers' variables; {@code variables} as in {@link System#getenv()}.
     *
     * @throws StartRefused naming one that is not the consumers'
     */
    public TopUpEnvironment(Map<String, String> variables) {
        this.variables = new Variables(variables, NAMES);
        cluster = new ClusterVariables(this.variables);
        this.host = Optional.ofNullable(variables.get("HOSTNAME")).filter(h -> !h.isBlank())
                .orElseGet(() -> UUID.randomUUID().toString());
    }

    /** Throws {@link StartRefused} naming the variable that is missing or out of its bounds. */
    public ConsumerSettings settings() {
        ConsumerSettings usual =
                ConsumerSettings.of(kafka(), variables.text(INSTANCE).orElse(host));
        return new ConsumerSettings(usual.bootstrapServers(), usual.instance(),
                usual.kafka(),
                variables.text(APPLICATION_ID).orElse(usual.applicationId()),
                variables.number(CHARGES_AT_ONCE, usual.chargesAtOnce(), 1),
                variables.number(MOST_OUTSTANDING, usual.mostOutstanding(), 1),
                usual.firstRetry(),
                variables.number(RESETS_PER_SECOND, usual.resetsPerSecond(), 1),
                usual.resendAfter());
    }

    /** The consumers to run; throws {@link StartRefused} naming one that is none. */
    public Set<ConsumerKind> kinds() {
        try {
            return variables.text(CONSUMERS).map(ConsumerKind::named)
                    .orElse(EnumSet.allOf(ConsumerKind.class));
        } catch (IllegalArgumentException e) {
            throw new StartRefused(CONSUMERS + ": " + e.getMessage(), e);
        }
    }

    /** The way to Kafka; throws {@link StartRefused} naming the setting that cannot be used. */
    KafkaAccess kafka() {
        return cluster.kafka();
    }

    /** Throws {@link StartRefused} if Kafka speaks TLS and the settings do not. */
    void requireTlsWhereSpoken() {
        cluster.requireTlsWhereSpoken();
    }

    /** The catalog to go by; throws {@link StartRefused} with line and reason. */
    Catalog catalog() {
        return cluster.catalog();
    }

    /** The schema ids of the cluster; throws {@link StartRefused} when the address is none. */
    SchemaIds schemaIds() {
        return cluster.schemaIds();
    }

    /**
     * The simulated processor on its file; {@code clock} is its time.
     *
     * @throws StartRefused naming the file that cannot be used
     */
    SimulatedCardProcessor processor(InstantSource clock) {
        Path payments = variables.path(PAYMENTS).orElse(Path.of("payments.log"));
        Duration remembered = variables.duration(KEYS_REMEMBERED, Duration.ofHours(24));
        try {
            return SimulatedCardProcessor.open(payments, cards(), clock, remembered);
        } catch (IOException e) {
            throw new StartRefused(PAYMENTS + ": " + payments + " cannot be used: " + e, e);
        }
    }

    private CardsOnFile cards() {
        Optional<Path> file = variables.path(CARDS);
        try {
            return file.isEmpty() ? CardsOnFile.byAccountId() : CardsOnFile.read(file.get());
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused(CARDS + ": " + file.orElseThrow() + " cannot be read: " + e, e);
        }
    }

    /** The address of the operations port; throws {@link StartRefused} when the address is none. */
    Optional<OperationsAddress> operations() {
        return OperationsAddress.of(variables);
    }

    ReadyFile readyFile() {
        return variables.readyFile();
    }
}
