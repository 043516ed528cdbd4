package dev.extrausage.stream.startup;

import dev.extrausage.core.Catalog;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.kafka.catalog.CatalogTopic;
import dev.extrausage.schemas.Partitioning;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every version of the catalog on {@code catalog-versions} before the first input is decided
 * by it, and holds a start to the versions that were in force (SPEC section 3).
 *
 * <p>Comparing and writing is one step, though several ledgers may start at once: whoever writes
 * does so in a transaction under one transactional id of them all. Beginning to use it ends what
 * another has begun, and what another has committed is compared with before anything is written.
 */
public final class CatalogKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(CatalogKeeper.class);
    private static final int MOST_TRIES = 20;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 10_000;
    private static final long LONGEST_PAUSE_NANOS = Duration.ofMillis(300).toNanos();

    private final LedgerSettings settings;
    private final Catalog catalog;
    private final int partitions;

    private CatalogKeeper(LedgerSettings settings, Catalog catalog, int partitions) {
        this.settings = settings;
        this.catalog = catalog;
        this.partitions = partitions;
    }

    /**
     * Compares the catalog with what is kept, and adds to that what is new.
     *
     * @param partitions how many the topic has
     * @throws CannotStart a version that was in force is changed or missing, or the topic cannot be
     *     read or written, with a sentence for each fault
     */
    public static void keep(LedgerSettings settings, Catalog catalog, int partitions) {
        CatalogKeeper keeper = new CatalogKeeper(settings, catalog, partitions);
        for (int tries = 0; !keeper.compared().missing().isEmpty() && !keeper.write(); tries++) {
            if (tries == MOST_TRIES) {
                throw new CannotStart("other ledgers keep writing to "
                        + Topics.CATALOG_VERSIONS.topicName() + ": start them one after another");
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE_NANOS));
        }
    }

    /** The comparison with what is on the topic now, if nothing speaks against starting. */
    private VersionsInForce compared() {
        VersionsInForce versions;
        try {
            versions = new VersionsInForce(catalog,
                    CatalogTopic.read(settings.forClients()).versions(),
                    System.currentTimeMillis());
        } catch (ClusterProblem e) {
            throw new CannotStart(e.getMessage(), e);
        }
        List<String> faults = versions.faults();
        if (!faults.isEmpty()) {
            throw new CannotStart(faults);
        }
        return versions;
    }

    /** Returns false when another ledger was about to write as well. */
    private boolean write() {
        try (Producer<byte[], byte[]> producer = producer()) {
            producer.initTransactions();
            VersionsInForce versions = compared();
            producer.beginTransaction();
            versions.missing().forEach((version, json) -> producer.send(record(version, json)));
            if (!isCommitted(producer)) {
                return false;
            }
            versions.missing().forEach((version, json) -> LOG.info("version {} of the catalog is"
                    + " {} {}", version, json == null ? "taken back from" : "kept on",
                    Topics.CATALOG_VERSIONS.topicName()));
            versions.warnings().forEach(LOG::warn);
            return true;
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            LOG.info("another ledger starts as well and writes its catalog: {}", e.getMessage());
            return false;
        } catch (KafkaException e) {
            throw new CannotStart("the catalog cannot be written to "
                    + Topics.CATALOG_VERSIONS.topicName() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Returns false when that is not certain. The broker answers a commit that another ledger's
     * beginning ends in more than one way; the topic is then read again, and says what holds.
     */
    private static boolean isCommitted(Producer<byte[], byte[]> producer) {
        try {
            producer.commitTransaction();
            return true;
        } catch (KafkaException e) {
            if (e instanceof AuthorizationException
                    || e.getCause() instanceof AuthorizationException) {
                throw e;
            }
            LOG.info("the catalog may not have been written, and is compared again: {}",
                    e.getMessage());
            return false;
        }
    }

    private ProducerRecord<byte[], byte[]> record(String version, String json) {
        byte[] key = version.getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(Topics.CATALOG_VERSIONS.topicName(),
                Partitioning.partitionOf(key, partitions), key,
                json == null ? null : json.getBytes(StandardCharsets.UTF_8));
    }

    private Producer<byte[], byte[]> producer() {
        Map<String, Object> config = settings.forStart();
        // Begins as those of Kafka Streams do, so that one rule for the prefix allows them all.
        config.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                settings.applicationId() + "-" + Topics.CATALOG_VERSIONS.topicName());
        config.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_OUTPUT_BYTES);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
