package dev.extrausage.cli.text;

import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import dev.extrausage.schemas.acl.KafkaRole;
import dev.extrausage.stack.Stack;
import dev.extrausage.stack.StackSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A running stack for whoever started it: where its parts are, and how to go on. */
public final class StackText {
    private static final String TOPIC_ROW = "  %-17s %-16s %s";

    private StackText() {}

    /**
     * All lines.
     *
     * @param withEach what other commands must be told besides, as {@code --data DIR}; may be empty
     */
    public static List<String> of(StackSettings settings, Stack stack, String withEach) {
        List<String> lines = new ArrayList<>();
        lines.add("The ledger runs. Ctrl-C stops it; what it keeps is in "
                + settings.data().toAbsolutePath().normalize() + ".");
        lines.add("");
        places(settings, stack, lines);
        lines.add("");
        topics(settings, lines);
        lines.add("");
        lines.add("To produce: the key is the account_id in UTF-8; the value is byte 0, the schema"
                + " id in 4 bytes,");
        lines.add("then Avro. Partition by murmur2: Java's default, partitioner=murmur2_random in"
                + " librdkafka.");
        lines.add("Or: ledger publish FILE, ledger top-up ACCOUNT AMOUNT, ledger balance ACCOUNT"
                + (withEach.isEmpty() ? "" : ", each with " + withEach) + ".");
        return lines;
    }

    private static void places(StackSettings settings, Stack stack, List<String> lines) {
        Path data = settings.data();
        lines.add("  Kafka    " + stack.bootstrap() + (settings.kafka() != null
                ? ", not this process's" : settings.secure() ? ", embedded, locked"
                : ", embedded"));
        stack.logins().ifPresent(logins -> logins(logins, lines));
        lines.add("  schemas  " + (settings.schemaRegistry() == null
                ? stack.healthAndSchemasUrl() + " (a read-only registry)"
                : settings.schemaRegistry()) + ", as files in " + stack.schemas());
        lines.add("  health   " + stack.healthAndSchemasUrl() + "/health");
        lines.add("  API      " + stack.apiUrl() + "/docs");
        lines.add("  watched  " + stack.operationsUrl() + "/readyz?verbose and /metrics");
        lines.add("  keys     " + data.resolve("operator.key") + " and "
                + data.resolve("finance.key"));
        lines.add("  sign in  " + stack.operatorLink() + " (works once, for ten minutes)");
        lines.add("  log      " + data.resolve("ledger.log").toAbsolutePath().normalize());
    }

    private static void logins(Path logins, List<String> lines) {
        lines.add("  logins   " + logins.toAbsolutePath().normalize()
                + ", for your user alone: " + Arrays.stream(KafkaRole.values())
                        .map(role -> role.roleName() + ".properties")
                        .collect(Collectors.joining(", ")));
        lines.add("           a client takes its file as it is: ledger audit --bootstrap HOST:PORT"
                + " --kafka-config auditor.properties,");
        lines.add("           kafka-console-consumer.sh --command-config auditor.properties,"
                + " UsageGate.builder(…).kafkaConfig(inference.properties);");
        lines.add("           others trust ca.pem, and log in by SCRAM-SHA-512 with the password in"
                + " passwords/ROLE. `ledger … --data` needs none.");
    }

    private static void topics(StackSettings settings, List<String> lines) {
        boolean isOurs = settings.schemaRegistry() == null;
        ReleasedSchemas released = ReleasedSchemas.load();
        lines.add(String.format(TOPIC_ROW, "topic", "value", isOurs ? "schema id" : ""));
        for (Topics topic : Topics.values()) {
            String id = !isOurs ? "" : topic.valueSchema()
                    .map(s -> "" + released.idOf(topic.topicName(), s)).orElse("-");
            lines.add(String.format(TOPIC_ROW, topic.topicName(), topic.valueName(), id)
                    .stripTrailing());
        }
    }
}
