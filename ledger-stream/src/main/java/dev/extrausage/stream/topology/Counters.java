package dev.extrausage.stream.topology;

import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Counts inputs that made no entry, as metrics of Kafka Streams (group
 * {@code stream-ledger-metrics}, by task). They count attempts: what a crash rolled back and what
 * then came again are both in them.
 */
final class Counters {
    private Counters() {}

    /** Inputs left out as duplicates (M4): {@code duplicates-total} and {@code duplicates-rate}. */
    static Sensor duplicates(ProcessorContext<?, ?> context) {
        return sensor(context, "duplicates");
    }

    /** Bad inputs: {@code rejections-total} and {@code rejections-rate}. */
    static Sensor rejections(ProcessorContext<?, ?> context) {
        return sensor(context, "rejections");
    }

    /** A task that is closed takes its metrics with it. */
    static void close(ProcessorContext<?, ?> context, Sensor... sensors) {
        for (Sensor sensor : sensors) {
            context.metrics().removeSensor(sensor);
        }
    }

    private static Sensor sensor(ProcessorContext<?, ?> context, String what) {
        return context.metrics().addRateTotalSensor(
                "ledger", context.taskId().toString(), what, Sensor.RecordingLevel.INFO);
    }
}
