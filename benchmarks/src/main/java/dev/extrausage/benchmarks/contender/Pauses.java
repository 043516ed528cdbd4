package dev.extrausage.benchmarks.contender;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The pauses of this process's garbage collectors. */
final class Pauses {
    private long count;
    private long totalMillis;
    private long longestMillis;

    /**
     * Pauses so far.
     *
     * @param count how many
     * @param totalMillis their sum
     * @param longestMillis the longest since the last {@link #take}
     */
    record Taken(long count, long totalMillis, long longestMillis) { }

    /** Listens from now on, for as long as the process lives. */
    static Pauses listen() {
        Pauses pauses = new Pauses();
        ManagementFactory.getGarbageCollectorMXBeans().forEach(collector ->
                ((NotificationEmitter) collector).addNotificationListener(
                        (notification, ignored) -> pauses.add(notification), null, null));
        return pauses;
    }

    private void add(Notification notification) {
        if (!notification.getType().equals(
                GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
            return;
        }
        long millis = GarbageCollectionNotificationInfo.from(
                (CompositeData) notification.getUserData()).getGcInfo().getDuration();
        synchronized (this) {
            count++;
            totalMillis += millis;
            longestMillis = Math.max(longestMillis, millis);
        }
    }

    synchronized Taken take() {
        Taken taken = new Taken(count, totalMillis, longestMillis);
        longestMillis = 0;
        return taken;
    }
}
