package dev.extrausage.cli.deploy;

import dev.extrausage.cli.deploy.ComposeFile.Service;
import dev.extrausage.consumers.app.TopUpEnvironment;
import dev.extrausage.operations.OperationsAddress;
import dev.extrausage.process.Variables;
import dev.extrausage.stream.app.AppEnvironment;
import dev.extrausage.stream.app.LedgerApp;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.AppInfoParser;
import picocli.CommandLine;

/**
 * Checks that each service's program understands what it is told: every variable, argument and main
 * class is put to the program itself, with Kafka's own code for Kafka's.
 */
final class Programs {
    static final String LEDGER = LedgerApp.class.getName();
    static final String CONSUMERS = "dev.extrausage.consumers.app.TopUpMain";
    static final String COMMAND = "dev.extrausage.cli.Main";
    /** The variable whose flags the JDK's own launcher takes. */
    static final String JVM_FLAGS = "JDK_JAVA_OPTIONS";

    private static final String COMMAND_ROOT = "dev.extrausage.cli.LedgerCommand";
    private static final String KAFKA_IMAGE = "apache/kafka:";
    private static final String REGISTRY_IMAGE = "confluentinc/cp-schema-registry:";
    /** It is not on our class path, so those of its settings that we use are written down. */
    private static final Set<String> OF_THE_REGISTRY = Set.of("SCHEMA_REGISTRY_HOST_NAME",
            "SCHEMA_REGISTRY_LISTENERS", "SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS",
            "SCHEMA_REGISTRY_KAFKASTORE_TOPIC_REPLICATION_FACTOR",
            "SCHEMA_REGISTRY_SCHEMA_COMPATIBILITY_LEVEL");

    /** The appenders of deploy/logback.xml. */
    private static final Set<String> LOG_FORMATS = Set.of("text", "json");
    private static final String POSTGRES_IMAGE = "postgres:";
    private static final Set<String> OF_POSTGRES =
            Set.of("POSTGRES_USER", "POSTGRES_DB", "POSTGRES_HOST_AUTH_METHOD");

    private final Service service;
    private final List<String> faults = new ArrayList<>();

    private Programs(Service service) {
        this.service = service;
    }

    /** The settings that the program would not understand, a sentence each. */
    static List<String> faults(Service service) {
        Programs programs = new Programs(service);
        programs.check();
        return programs.faults;
    }

    /** The main class that runs in our image. */
    static String mainClass(Service service) {
        return service.command().isEmpty() ? "" : service.command().get(0);
    }

    private void check() {
        service.environment().forEach((name, value) -> {
            if (!(value instanceof String) && !(value instanceof Integer)) {
                fault(name + " is " + value + ": must be a text or a number");
            }
        });
        if (service.isOurs()) {
            ours();
        } else if (service.image().startsWith(KAFKA_IMAGE)) {
            kafka();
        } else if (service.image().startsWith(REGISTRY_IMAGE)) {
            known(OF_THE_REGISTRY);
        } else if (service.image().startsWith(POSTGRES_IMAGE)) {
            known(OF_POSTGRES);
        } else {
            fault("nothing is known of the image " + service.image());
        }
    }

    private void ours() {
        String main = mainClass(service);
        String format = service.variables().getOrDefault(Variables.LOG_FORMAT, "text");
        if (!LOG_FORMATS.contains(format)) {
            fault(Variables.LOG_FORMAT + " is " + format);
        }
        if (!isMain(main)) {
            fault(main + " has no main method");
        }
        if (main.equals(COMMAND)) {
            known(withProcess(Set.of(Variables.KAFKA_CONFIG)));
            command();
            return;
        }
        if (service.command().size() != 1) {
            fault(main + " takes no arguments");
        }
        if (service.environment().containsKey(Variables.OPERATIONS_LISTEN)) {
            attempt(() -> OperationsAddress.of(new Variables(Map.of(Variables.OPERATIONS_LISTEN,
                    service.variables().get(Variables.OPERATIONS_LISTEN)), Set.of())));
        }
        if (main.equals(LEDGER)) {
            known(withClientSettings(AppEnvironment.NAMES));
            attempt(() -> new AppEnvironment(service.variables()).settings());
        } else if (main.equals(CONSUMERS)) {
            known(withClientSettings(TopUpEnvironment.NAMES));
            attempt(() -> new TopUpEnvironment(service.variables()).settings());
            attempt(() -> new TopUpEnvironment(service.variables()).kinds());
        } else {
            fault("nothing is known of the variables of " + main);
        }
    }

    /** With what every Java process of ours takes besides its own. */
    private static Set<String> withProcess(Set<String> own) {
        Set<String> names = new HashSet<>(own);
        names.addAll(Set.of(Variables.LOG_FORMAT, JVM_FLAGS));
        return names;
    }

    /** As both take them: {@code LEDGER_KAFKA_SECURITY_PROTOCOL} for security.protocol. */
    private static Set<String> withClientSettings(Set<String> own) {
        Set<String> names = withProcess(own);
        names.addAll(Variables.COMMON);
        Set<String> settings = new HashSet<>(ProducerConfig.configNames());
        settings.addAll(ConsumerConfig.configNames());
        settings.forEach(name -> names.add(
                Variables.KAFKA_PREFIX + name.replace('.', '_').toUpperCase(Locale.ROOT)));
        return names;
    }

    private static boolean isMain(String className) {
        try {
            Method main = Class.forName(className, false, Programs.class.getClassLoader())
                    .getDeclaredMethod("main", String[].class);
            return Modifier.isStatic(main.getModifiers()) && Modifier.isPublic(main.getModifiers());
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The command's own parser reads the arguments. */
    private void command() {
        List<String> arguments = service.command().subList(1, service.command().size());
        attempt(() -> {
            CommandLine.ParseResult parsed = new CommandLine(
                    Class.forName(COMMAND_ROOT)).parseArgs(arguments.toArray(String[]::new));
            if (!parsed.hasSubcommand()) {
                fault("no command is named");
            }
        });
    }

    /** The image makes a setting of every variable that begins with KAFKA_, as here. */
    private void kafka() {
        Map<String, String> settings = new LinkedHashMap<>();
        service.variables().forEach((name, value) -> {
            if (name.equals("CLUSTER_ID")) {
                attempt(() -> Uuid.fromString(value));
            } else if (name.startsWith("KAFKA_")) {
                settings.put(name.substring("KAFKA_".length()).toLowerCase(Locale.ROOT)
                        .replace('_', '.'), value);
            } else {
                fault("there is no variable " + name);
            }
        });
        for (String setting : settings.keySet()) {
            if (!KafkaConfig.configDef().names().contains(setting)) {
                fault("there is no broker setting " + setting);
            }
        }
        attempt(() -> KafkaConfig.apply(settings, false));
        String wanted = KAFKA_IMAGE + AppInfoParser.getVersion();
        if (!service.image().equals(wanted)) {
            fault("the image is " + service.image() + ", but what is tested is " + wanted);
        }
    }

    private void known(Set<String> names) {
        for (String name : service.environment().keySet()) {
            if (!names.contains(name)) {
                fault("there is no variable " + name);
            }
        }
    }

    private interface Attempt {
        void run() throws Exception;
    }

    /** Records what the program throws as the fault. */
    private void attempt(Attempt attempt) {
        try {
            attempt.run();
        } catch (Exception e) {
            fault(e.getMessage());
        }
    }

    private void fault(String what) {
        faults.add(service.name() + ": " + what);
    }
}
