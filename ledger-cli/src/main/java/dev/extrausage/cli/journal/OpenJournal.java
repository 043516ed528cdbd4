package dev.extrausage.cli.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.extrausage.kafka.EmbeddedKafka;
import dev.extrausage.kafka.KafkaNotStartedException;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.stream.TopicCodecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * A journal that can be read: that of a live Kafka, or of a stack's data directory, whether the stack
 * runs or not. For a directory whose stack is stopped, its broker is started for as long as this is
 * open, with everything switched off that deletes or compacts.
 */
public final class OpenJournal implements AutoCloseable {
    private static final Map<String, String> KEEP_ALL = Map.of(
            "log.cleaner.enable", "false",
            "log.retention.check.interval.ms", Long.toString(Long.MAX_VALUE / 2),
            "offsets.retention.check.interval.ms", Long.toString(Long.MAX_VALUE / 2));

    private final Map<String, Object> kafka;
    private final SchemaIds ids;
    private final TopicCodecs codecs;
    private final EmbeddedKafka started;

    private OpenJournal(String bootstrap, SchemaIds ids, EmbeddedKafka started) {
        this.ids = ids;
        this.started = started;
        codecs = TopicCodecs.of(ids);
        kafka = new HashMap<>();
        kafka.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        kafka.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    }

    /** The journal of the Kafka at {@code bootstrap}; {@code ids} are closed with it. */
    public static OpenJournal at(String bootstrap, SchemaIds ids) {
        return new OpenJournal(bootstrap, ids, null);
    }

    /**
     * The journal of a stack's data directory; {@code ids} are closed with it.
     *
     * @throws JournalUnreadable if there is no stack's data there, or it cannot be opened
     */
    public static OpenJournal in(Path data, SchemaIds ids) {
        Path broker = data.resolve("kafka");
        if (!Files.isDirectory(broker)) {
            throw new JournalUnreadable(data + " is no data directory of a ledger", null);
        }
        try {
            EmbeddedKafka started = EmbeddedKafka.start(broker, 0, KEEP_ALL);
            return new OpenJournal(started.bootstrapServers(), ids, started);
        } catch (KafkaNotStartedException e) {
            Path running = data.resolve("running.json");
            if (!Files.isRegularFile(running)) {
                throw new JournalUnreadable(e.getMessage(), e);
            }
            return new OpenJournal(bootstrapIn(running), ids, null);
        }
    }

    private static String bootstrapIn(Path running) {
        try {
            return new ObjectMapper().readTree(Files.readAllBytes(running))
                    .required("bootstrap").asText();
        } catch (IOException | IllegalArgumentException e) {
            throw new JournalUnreadable(running + " does not say where the ledger runs", e);
        }
    }

    /** How clients reach the Kafka. */
    public Map<String, Object> kafka() {
        return Map.copyOf(kafka);
    }

    /** How the values of the topics are encoded there. */
    public TopicCodecs codecs() {
        return codecs;
    }

    /** A reader of its topics. */
    public JournalReader reader() {
        return new JournalReader(kafka);
    }

    @Override public void close() {
        ids.close();
        if (started != null) {
            started.close();
        }
    }
}
