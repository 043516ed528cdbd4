package dev.extrausage.client.publish;

import dev.extrausage.client.publish.spool.SpoolRecord;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The events that Kafka refuses for their own sake, as too large ones. A suspect was in a batch
 * that was refused, and is sent by itself to be sure; one that is set aside was refused by itself,
 * waits in the spool while the others go on, and is retried every ten minutes. Safe for use by
 * several threads, but for {@link #takeDue}.
 */
final class Quarantine {
    private static final long RETRY_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final Set<SpoolRecord> suspects = ConcurrentHashMap.newKeySet();
    private final Set<SpoolRecord> setAside = ConcurrentHashMap.newKeySet();
    private long retriedNanos = System.nanoTime();

    /** Makes the record a suspect, to be sent by itself. */
    void suspect(SpoolRecord record) {
        suspects.add(record);
    }

    /** Sets the record aside; returns false if it was already. */
    boolean setAside(SpoolRecord record) {
        suspects.add(record);
        return setAside.add(record);
    }

    /** Clears the record: Kafka has it. */
    void clear(SpoolRecord record) {
        suspects.remove(record);
        setAside.remove(record);
    }

    boolean isSuspect(SpoolRecord record) {
        return suspects.contains(record);
    }

    boolean isSetAside(SpoolRecord record) {
        return setAside.contains(record);
    }

    /** The number of records that are set aside. */
    long size() {
        return setAside.size();
    }

    /** Takes out what is to be retried now, the oldest first; for the thread that delivers. */
    List<SpoolRecord> takeDue() {
        long now = System.nanoTime();
        if (now - retriedNanos < RETRY_NANOS) {
            return List.of();
        }
        retriedNanos = now;
        List<SpoolRecord> again = setAside.stream()
                .sorted(Comparator.comparingLong(SpoolRecord::time)).toList();
        again.forEach(setAside::remove);
        return again;
    }
}
