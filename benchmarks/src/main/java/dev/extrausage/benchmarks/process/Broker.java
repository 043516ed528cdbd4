package dev.extrausage.benchmarks.process;

import dev.extrausage.stream.startup.LedgerSettings;
import dev.extrausage.stream.startup.TopicSetup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A broker in a process of its own, on a free port of 127.0.0.1. */
public final class Broker implements AutoCloseable {
    private static final List<String> FLAGS =
            List.of("-Xms768m", "-Xmx768m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");
    private static final Duration LONGEST_START = Duration.ofSeconds(60);

    private final Child child;
    private final String bootstrapServers;

    private Broker(Child child, String bootstrapServers) {
        this.child = child;
        this.bootstrapServers = bootstrapServers;
    }

    /** The flags of its JVM, for the report. */
    public static List<String> flags() {
        return FLAGS;
    }

    /** Starts it; {@code folder} is for its data and its log, and must exist. */
    public static Broker start(Path folder) {
        Child child = Child.start("broker", folder, FLAGS,
                "dev.extrausage.benchmarks.process.BrokerMain",
                folder.resolve("kafka").toString());
        try {
            return new Broker(child,
                    child.answer(LONGEST_START).required("bootstrap").textValue());
        } catch (RuntimeException e) {
            child.close();
            throw e;
        }
    }

    /** Makes the ledger's topics, with so many partitions each. */
    public void makeTopics(LedgerSettings ledger, int partitions) {
        try (Admin admin = admin()) {
            TopicSetup.apply(admin, ledger, partitions);
        }
    }

    /** The address at which clients connect. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** An admin client of it, to be closed by the caller. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** The processor time it has taken since it started. */
    public Duration cpu() {
        return child.cpu();
    }

    /** Kills it. Its data stay, for whoever made the folder to remove. */
    @Override public void close() {
        child.close();
    }
}
