package dev.extrausage.backup;

import org.apache.kafka.common.TopicPartition;

/** Tells that a record did not get the offset, or the time, that was its own. */
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

    /** Throws {@link BackupProblem} unless the broker has kept the record's own time. */
    static void requireTime(TopicPartition where, KeptRecord record, long found) {
        if (record.timestamp() != found) {
            throw new BackupProblem("the record of offset " + record.offset() + " of " + where
                    + " got the time " + found + " instead of its own, " + record.timestamp()
                    + ": the broker that leads it does not keep senders' times yet"
                    + " (message.timestamp.type of the topic). Start the restore again");
        }
    }
}
