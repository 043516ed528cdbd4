package dev.extrausage.benchmarks.contender;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The progress of a contender.
 *
 * @param pauses for garbage collection, since the mark before this one
 * @param sent by topic, since it was set to work
 */
public record ProgressMark(List<Pause> pauses, Map<String, Sent> sent) {

    /**
     * A pause for garbage collection.
     *
     * @param endedAt in milliseconds since 1970
     * @param millis how long it was
     */
    public record Pause(long endedAt, long millis) { }

    /**
     * The volume that was sent to a topic.
     *
     * @param records how many
     * @param bytes as they were sent, with keys and what frames records and batches
     */
    public record Sent(long records, long bytes) {
        Sent plus(Sent other) {
            return new Sent(records + other.records, bytes + other.bytes);
        }
    }

    static ProgressMark of(List<Pause> pauses, Map<MetricName, ? extends Metric> metrics) {
        Map<String, Sent> sent = new TreeMap<>();
        metrics.forEach((name, metric) -> {
            if (name.group().equals("producer-topic-metrics")) {
                long value = ((Number) metric.metricValue()).longValue();
                switch (name.name()) {
                    case "record-send-total" -> add(sent, name, new Sent(value, 0));
                    case "byte-total" -> add(sent, name, new Sent(0, value));
                    default -> { }
                }
            }
        });
        return new ProgressMark(pauses, sent);
    }

    /** The longest of the pauses, in milliseconds; 0 if there was none. */
    public long longestPauseMillis() {
        return pauses.stream().mapToLong(Pause::millis).max().orElse(0);
    }

    private static void add(Map<String, Sent> sent, MetricName name, Sent more) {
        sent.merge(name.tags().get("topic"), more, Sent::plus);
    }
}
