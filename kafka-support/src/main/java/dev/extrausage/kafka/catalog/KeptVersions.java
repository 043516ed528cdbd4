package dev.extrausage.kafka.catalog;

import dev.extrausage.catalog.CatalogError;
import dev.extrausage.catalog.CatalogVersionJson;
import dev.extrausage.core.BadInput;
import dev.extrausage.core.Catalog;
import dev.extrausage.core.CatalogVersion;
import dev.extrausage.kafka.ClusterProblem;
import dev.extrausage.schemas.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The versions that the ledger keeps on {@code catalog-versions} (SPEC section 3), as far as the
 * topic was read: of each key the newest record counts, and one without a value takes the version
 * back. Belongs to one thread.
 */
public final class KeptVersions {
    private final Map<String, CatalogVersion> versions = new TreeMap<>();
    /** Sentences about records that are no version, by key. */
    private final Map<String, String> faults = new TreeMap<>();
    private long records;

    KeptVersions() {}

    void take(ConsumerRecord<byte[], byte[]> record) {
        records++;
        String key = record.key() == null ? ""
                : new String(record.key(), StandardCharsets.UTF_8);
        versions.remove(key);
        faults.remove(key);
        if (record.value() == null) {
            return;
        }
        String place = record.topic() + "-" + record.partition() + " at offset " + record.offset();
        try {
            CatalogVersion version = CatalogVersionJson.read(place, record.value());
            if (version.version().equals(key)) {
                versions.put(key, version);
            } else {
                faults.put(key, place + ": the key is " + BadInput.shown(key)
                        + ": must be the version in the value, " + version.version());
            }
        } catch (CatalogError e) {
            faults.put(key, e.getMessage() + " (the key is " + BadInput.shown(key) + ")");
        }
    }

    /** The number of records that were read. */
    long records() {
        return records;
    }

    /**
     * All versions, in the order in which they come into force.
     *
     * @throws ClusterProblem a record is no version of a catalog: it was not the ledger that wrote
     *     it; the message names the record and the fault
     */
    public List<CatalogVersion> versions() {
        if (!faults.isEmpty()) {
            throw new ClusterProblem("The topic " + Topics.CATALOG_VERSIONS.topicName()
                    + " holds what the ledger has not written, so the catalog in force is not"
                    + " known: " + String.join("; ", faults.values()) + ".");
        }
        return versions.values().stream()
                .sorted(Comparator.comparingLong(CatalogVersion::effectiveFrom)).toList();
    }

    /**
     * The catalog that these versions are; empty if there are none.
     *
     * @throws ClusterProblem a record is no version, or two begin at the same time
     */
    public Optional<Catalog> catalog() {
        return catalog(versions());
    }

    static Optional<Catalog> catalog(List<CatalogVersion> all) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Catalog(all));
        } catch (IllegalArgumentException e) {
            throw new ClusterProblem("The versions on the topic "
                    + Topics.CATALOG_VERSIONS.topicName() + " are no catalog: " + e.getMessage()
                    + ".", e);
        }
    }
}
