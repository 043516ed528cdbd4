package dev.extrausage.benchmarks.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * The times at which each event was due, was decided (a reader of the journal had its entry) and
 * was seen on a stream. Safe for use by several threads.
 */
final class SeenEvents {
    private static final int DIGITS = 3;
    private static final String DATA = "data: ";
    private static final String ID = "\"event_id\":\"";
    private static final int ID_LENGTH = 36;

    private final Map<String, Way> ways = new ConcurrentHashMap<>();
    private final AtomicLong outstanding = new AtomicLong();

    /** The times of one event, in nanoseconds of the machine; 0: not yet. */
    private static final class Way {
        private final long due;
        private volatile long decided;
        private volatile long seen;

        Way(long due) {
            this.due = due;
        }
    }

    /** An event is due. */
    void due(String eventId, long nanos) {
        ways.put(eventId, new Way(nanos));
        outstanding.incrementAndGet();
    }

    /** A reader of the journal has an event's entry; one that is nobody's here is passed over. */
    void decided(String eventId, long nanos) {
        Way way = ways.get(eventId);
        if (way != null) {
            way.decided = nanos;
        }
    }

    /** A line of a stream came, which may be that of an entry. */
    void line(String line, long nanos) {
        int at = line.startsWith(DATA) ? line.indexOf(ID) : -1;
        Way way = at < 0 ? null
                : ways.get(line.substring(at + ID.length(), at + ID.length() + ID_LENGTH));
        if (way != null && way.seen == 0) {
            way.seen = nanos;
            outstanding.decrementAndGet();
        }
    }

    /** The events that no stream has shown yet. */
    long outstanding() {
        return outstanding.get();
    }

    /** From due to seen, of the events due at or after {@code from}. */
    Histogram fromDue(long from) {
        Histogram nanos = new Histogram(DIGITS);
        ways.values().stream().filter(way -> way.due >= from && way.seen != 0)
                .forEach(way -> nanos.recordValue(way.seen - way.due));
        return nanos;
    }

    /** From decided to seen; nothing where a stream was sooner than the reader beside it. */
    Histogram fromDecided(long from) {
        Histogram nanos = new Histogram(DIGITS);
        ways.values().stream().filter(way -> way.due >= from && way.seen != 0 && way.decided != 0)
                .forEach(way -> nanos.recordValue(Math.max(0, way.seen - way.decided)));
        return nanos;
    }
}
