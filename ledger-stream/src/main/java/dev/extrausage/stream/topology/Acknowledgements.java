package dev.extrausage.stream.topology;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * The acknowledgements of one producer's records, of which Kafka Streams hears the last of each
 * batch, and every failure.
 *
 * <p>Of a record that was taken Streams keeps the offset, as the end of its changelog so far, and
 * counts it in a metric. Offsets ascend within a batch, and are read after a flush: so the last of
 * a batch says all that the others do. To hear each costs several objects and looks at memory that
 * no cache has any more, on the thread that all batches of a producer wait for.
 */
final class Acknowledgements {
    /** Of the last record that was taken, and not told yet. */
    private Callback latest;
    private RecordMetadata taken;

    /** A callback for one record that is sent, in the place of {@code told}, which may be null. */
    Callback of(Callback told) {
        return told == null ? null : (metadata, failure) -> {
            if (failure == null) {
                take(told, metadata);
            } else {
                fail(told, metadata, failure);
            }
        };
    }

    private synchronized void take(Callback told, RecordMetadata metadata) {
        if (latest != null && !isSamePartition(taken, metadata)) {
            settle();
        }
        latest = told;
        taken = metadata;
    }

    private synchronized void fail(Callback told, RecordMetadata metadata, Exception failure) {
        settle();
        told.onCompletion(metadata, failure);
    }

    /** Tells what has not been told yet. After a flush nothing else is on its way. */
    synchronized void settle() {
        Callback told = latest;
        if (told != null) {
            latest = null;
            told.onCompletion(taken, null);
        }
    }

    private static boolean isSamePartition(RecordMetadata one, RecordMetadata other) {
        return one.partition() == other.partition() && one.topic().equals(other.topic());
    }
}
