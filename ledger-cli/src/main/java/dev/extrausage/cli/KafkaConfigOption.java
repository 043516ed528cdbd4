package dev.extrausage.cli;

import dev.extrausage.kafka.access.BadKafkaConfig;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.process.Variables;
import dev.extrausage.stack.RunningStack;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The settings by which a command reaches Kafka: security, and what lies between. */
final class KafkaConfigOption {
    @Option(names = "--kafka-config", paramLabel = "FILE",
            description = "Settings of Kafka's clients, such as security.protocol, in a properties"
                    + " file; default: the file that the variable " + Variables.KAFKA_CONFIG
                    + " names. Secrets may be references, as $${file:/path:key} or $${env:NAME}.")
    private Path file;

    /**
     * The way to the Kafka there, by the file and by the single settings of the environment; throws
     * {@link CannotRun} naming the place and the key.
     */
    KafkaAccess access(String bootstrap) {
        try {
            return KafkaAccess.by(bootstrap, file(), Variables.kafkaSettings(System.getenv()),
                    Variables.KAFKA_PREFIX + "…");
        } catch (BadKafkaConfig e) {
            throw new CannotRun(e.getMessage() + ".", e);
        }
    }

    /** The way to a running stack's Kafka: the stack's own, unless the option says otherwise. */
    KafkaAccess access(RunningStack running) {
        try {
            return running.access(file());
        } catch (BadKafkaConfig e) {
            throw new CannotRun(e.getMessage() + ".", e);
        }
    }

    /** True if the command line names a file. */
    boolean isGiven() {
        return file != null;
    }

    /** The file that is named, by the option or by the environment; null: none. */
    private Path file() {
        String named = System.getenv(Variables.KAFKA_CONFIG);
        return file != null || named == null || named.isBlank() ? file : Path.of(named);
    }
}
