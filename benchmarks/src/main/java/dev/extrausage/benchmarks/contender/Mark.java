package dev.extrausage.benchmarks.contender;

import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * What a contender has done since its process or, for what was sent, its run started.
 *
 * @param pauses how often the garbage collector stopped it
 * @param pauseMillis for how long in all
 * @param longestPauseMillis the longest since the mark before this one
 * @param sent by topic
 */
public record Mark(
        long pauses, long pauseMillis, long longestPauseMillis, Map<String, Sent> sent) {

    /**
     * What was sent to a topic.
     *
     * @param records how many
     * @param bytes as they were sent, with keys and what frames records and batches
     */
    public record Sent(long records, long bytes) {
        Sent plus(Sent other) {
            return new Sent(records + other.records, bytes + other.bytes);
        }
    }

    static Mark of(Pauses.Taken pauses, Map<MetricName, ? extends Metric> metrics) {
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
        return new Mark(pauses.count(), pauses.totalMillis(), pauses.longestMillis(), sent);
    }

    private static void add(Map<String, Sent> sent, MetricName name, Sent more) {
        sent.merge(name.tags().get("topic"), more, Sent::plus);
    }
}
