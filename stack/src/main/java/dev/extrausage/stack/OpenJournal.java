package dev.extrausage.stack;

import dev.extrausage.embedded.EmbeddedKafka;
import dev.extrausage.embedded.KafkaNotStartedException;
import dev.extrausage.embedded.SecuredKafka;
import dev.extrausage.journal.read.JournalReader;
import dev.extrausage.journal.read.JournalUnreadable;
import dev.extrausage.kafka.access.KafkaAccess;
import dev.extrausage.schemas.SchemaIds;
import dev.extrausage.schemas.wire.TopicCodecs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * A journal that can be read: that of a live Kafka, or that in the data directory of a stopped
 * stack, whose broker is started for as long as this is open, with everything off that deletes or
 * compacts.
 */
public final class OpenJournal implements AutoCloseable {
    /** 24 days: longer than any reading. Far more overflows Kafka's timer, which then spins. */
    private static final String NEVER_MILLIS = Integer.toString(Integer.MAX_VALUE);
    private static final Map<String, String> KEEP_ALL = Map.of(
            "log.cleaner.enable", "false",
            "log.retention.check.interval.ms", NEVER_MILLIS,
            "offsets.retention.check.interval.ms", NEVER_MILLIS);

    private final KafkaAccess access;
    private final Map<String, Object> kafka;
    private final SchemaIds ids;
    private final TopicCodecs codecs;
    private final Runnable stop;
    private final boolean alone;

    private OpenJournal(KafkaAccess access, SchemaIds ids, Runnable stop, boolean alone) {
        this.alone = alone;
        this.access = access;
        this.ids = ids;
        this.stop = stop;
        codecs = TopicCodecs.of(ids);
        kafka = new HashMap<>(access.forClients());
        kafka.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
    }

    /** The journal of a Kafka that lets everybody in; {@code ids} are closed with it. */
    public static OpenJournal at(String bootstrap, SchemaIds ids) {
        return at(KafkaAccess.at(bootstrap), ids);
    }

    /** The journal of a Kafka; {@code ids} are closed with it. */
    public static OpenJournal at(KafkaAccess access, SchemaIds ids) {
        return new OpenJournal(access, ids, () -> { }, false);
    }

    /**
     * The journal in the data directory of a stack that is stopped; {@code ids} are closed with it.
     *
     * @throws JournalUnreadable if there is no stack's data there, or it cannot be opened
     */
    public static OpenJournal in(Path data, SchemaIds ids) {
        Path broker = data.resolve("kafka");
        if (!Files.isDirectory(broker)) {
            throw new JournalUnreadable("there is no ledger's data in " + data
                    + ": name its data directory with --data, or its Kafka with --bootstrap", null);
        }
        try {
            Path logins = LocalKafka.logins(data);
            if (Files.isDirectory(logins)) {
                SecuredKafka locked = SecuredKafka.start(broker, 0, KEEP_ALL, logins);
                return new OpenJournal(KafkaAccess.by(locked.bootstrapOfCertificates(),
                        locked.adminFile()), ids, locked::close, true);
            }
            EmbeddedKafka started = EmbeddedKafka.start(broker, 0, KEEP_ALL);
            return new OpenJournal(
                    KafkaAccess.at(started.bootstrapServers()), ids, started::close, true);
        } catch (KafkaNotStartedException e) {
            // Looked at only now: who looks holds the lock for a moment, and refuses a start.
            throw new JournalUnreadable(RunningStack.hasClaimed(data)
                    ? "the ledger on " + data.toAbsolutePath().normalize() + " starts or stops just"
                            + " now: run this again once `ledger health` says that it is ready, or"
                            + " it has ended"
                    : e.getMessage(), e);
        }
    }

    /** Tells whether its broker was started for it alone, on a port that nobody else knows. */
    public boolean isAlone() {
        return alone;
    }

    /** The way to the Kafka. */
    public KafkaAccess access() {
        return access;
    }

    /** The settings by which clients reach the Kafka. */
    public Map<String, Object> kafka() {
        return Map.copyOf(kafka);
    }

    /** The codecs of the topics' values there. */
    public TopicCodecs codecs() {
        return codecs;
    }

    /** The ids of the schemas there; closed with this. */
    public SchemaIds ids() {
        return ids;
    }

    /** A reader of its topics. */
    public JournalReader reader() {
        return new JournalReader(kafka);
    }

    @Override public void close() {
        ids.close();
        stop.run();
    }
}
