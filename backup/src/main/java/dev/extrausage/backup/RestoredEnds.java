package dev.extrausage.backup;

import dev.extrausage.kafka.LogEnds;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The ends of a restored Kafka's partitions, by what the restore wrote. Thread-safe. */
final class RestoredEnds {
    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();

    RestoredEnds(Manifest manifest) {
        manifest.parts().forEach(part -> ends.put(part.where(), 0L));
    }

    void written(TopicPartition where, long end) {
        ends.put(where, end);
    }

    /** Throws {@link BackupProblem} when a partition ends elsewhere. */
    void require(Admin admin) {
        LogEnds.written(admin, ends.keySet()).forEach((where, found) -> {
            if (found != (long) ends.get(where)) {
                throw new BackupProblem(where + " ends at offset " + found + ", and the restore has"
                        + " written up to " + ends.get(where) + ": somebody else has written to it."
                        + " Stop whatever uses this Kafka, and start the restore again with"
                        + " --replace, which deletes all of it");
            }
        });
    }

    /**
     * Throws {@link BackupProblem} when a partition ends where a restore of this backup that was
     * broken off cannot have come to: then somebody else has written what would be deleted.
     *
     * @param existing the partitions that there are
     */
    static void requireOnlyRestored(
            Admin admin, Manifest manifest, Collection<TopicPartition> existing) {
        Map<TopicPartition, Long> most = new HashMap<>();
        existing.forEach(where -> most.put(where, 0L));
        // One more: the mark of the end of the last transaction.
        manifest.parts().forEach(part -> most.computeIfPresent(
                part.where(), (where, none) -> part.to() + 1));
        LogEnds.written(admin, List.copyOf(existing)).forEach((where, found) -> {
            if (found > most.get(where)) {
                throw new BackupProblem("a restore of this Kafka was broken off, and would begin"
                        + " anew; but " + where + " ends at offset " + found + ", and this backup's"
                        + " at " + most.get(where) + ": somebody has written to it, or a later"
                        + " backup was restored. Nothing was changed. --replace deletes all topics"
                        + " of the ledger and begins");
            }
        });
    }
}
