package dev.extrausage.api.access.keys;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.kafka.Cluster;
import dev.extrausage.schemas.ReleasedSchemas;
import dev.extrausage.schemas.Topics;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A broker with the ledger's topics, for tests of who is let in. */
public final class KeyCluster implements AutoCloseable {
    private static final int PARTITIONS = 3;

    private final Path data;
    private EmbeddedKafka kafka;

    /** Starts a broker with its data in {@code data}. */
    public KeyCluster(Path data) throws Exception {
        this.data = data;
        kafka = EmbeddedKafka.start(data);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.createTopics(Arrays.stream(Topics.values()).map(topic -> new NewTopic(
                    topic.topicName(), PARTITIONS, (short) 1).configs(topic.configs(1))).toList())
                    .all().get();
        }
    }

    /** One instance's connection. */
    public Cluster connect() {
        return Cluster.connect(kafka.bootstrapServers(), ReleasedSchemas.load());
    }

    /** The broker goes away while {@code meanwhile} runs, and comes back on the same port. */
    public void away(Runnable meanwhile) {
        int port = kafka.port();
        kafka.close();
        try {
            meanwhile.run();
        } finally {
            kafka = EmbeddedKafka.start(data, port, Map.of());
        }
    }

    @Override
    public void close() {
        kafka.close();
    }
}
