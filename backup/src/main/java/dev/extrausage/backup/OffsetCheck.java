package dev.extrausage.backup;

import org.apache.kafka.common.TopicPartition;

/** Tells that a record did not get the offset that was its own. */
final class OffsetCheck {
    private OffsetCheck() {}

    /** Throws {@link BackupProblem} unless both are the same. */
    static void require(TopicPartition where, long wanted, long found) {
        if (wanted != found) {
            throw new BackupProblem("the record of offset " + wanted + " of " + where
                    + " was written to offset " + found + ": somebody else writes to it. Stop"
                    + " whatever uses this Kafka, and start the restore again");
        }
    }
}
