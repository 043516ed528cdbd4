package dev.extrausage.benchmarks.contender;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** The pauses of this process's garbage collectors. */
final class Pauses {
    private final long startedAt = ManagementFactory.getRuntimeMXBean().getStartTime();
    private final List<ProgressMark.Pause> notTaken = new ArrayList<>();

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
        var pause = GarbageCollectionNotificationInfo.from(
                (CompositeData) notification.getUserData()).getGcInfo();
        synchronized (this) {
            notTaken.add(new ProgressMark.Pause(
                    startedAt + pause.getEndTime(), pause.getDuration()));
        }
    }

    /** Those since the last time. */
    synchronized List<ProgressMark.Pause> take() {
        List<ProgressMark.Pause> taken = List.copyOf(notTaken);
        notTaken.clear();
        return taken;
    }
}
